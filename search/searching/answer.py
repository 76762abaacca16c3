"""The answer to one query: from a tree to the hits of a page."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from ..analysis import Analyzer
from ..engines.base import MAX_ORDINAL, Match, Matches, Order, Reader, document_of
from ..errors import BusyError, QueryTooCostlyError, TooManyValuesError
from ..model import Facet, Hit, LanguageCount, Totals
from ..query.budget import COSTLY, SHOWN, UNLIMITED, Budget, fetching
from ..query.clauses import (
    LANGUAGE_FIELD,
    BooleanClause,
    Clause,
    ConstantClause,
    DocumentClause,
)
from ..query.cost import cost
from ..query.languages import FRENCH as FRENCH_CODE
from ..query.rewrite import Rewritten, RewrittenWords, Weights, language_clause, rarity, rewrite
from ..query.simplification import simplified
from ..query.suggestions import correct
from ..query.tree import Language, Node
from .as_written import as_written
from .duplicates import Duplicates
from .explain import Explainer
from .facets import AskedFacet, facet_of
from .highlighting import Highlighter
from .matched import Matched
from .related import related_words
from .reranking import WINDOW, Reranker, as_ranked
from .shown import Shown
from .snapshot import Snapshot

#: Passages that a grouped hit carries besides its best.
MAX_OTHERS = 5
#: Hits that are fetched besides those wanted, for the copies among them.
_SPARE = 16
#: So many times more hits are fetched where there were too few.
_MORE = 16
#: Languages that what matches is counted in, besides French: the commonest of the index.
MAX_LANGUAGES = 5
#: Paragraphs counted in the documents of one page of grouped hits.
_MOST_COUNTED = 10_000
#: Paragraphs of which the documents are counted, and those of grouped hits: beyond, tantivy
#: would take longer to count them than to find what is shown (it gives them one by one).
_COUNTED, _COUNTED_GROUPED = 500, 10_000


class Found(NamedTuple):
    """The hits of a page, and how many there are on all.

    repeated: what matches besides, being copies of hits
    listed: hits on all pages, or on this and those before it and one more where there are more
    is_all: whether they are those on all pages
    matches: of the hits, in order
    """

    total: int
    repeated: int
    totals: Totals
    hits: tuple[Hit, ...]
    listed: int
    is_all: bool = True
    matches: Sequence[Match] = ()


class Answer:
    """One query against one generation, within one budget."""

    def __init__(
        self,
        snapshot: Snapshot,
        tree: Node,
        language: Language | None,
        analyzer: Analyzer,
        weights: Weights,
        snippet_size: int,
        budget: Budget,
        *,
        shown_once: bool = True,
        words: RewrittenWords | None = None,
    ) -> None:
        """shown_once: whether paragraphs that say the same are one hit
        words: those that are remembered as they were rewritten for this generation
        """
        self._reader = reader = snapshot.reader
        self._weights = weights
        self._reranker = Reranker(tree, reader, snapshot.vectors, weights.meaning)
        self.budget = budget
        self.rewritten: Rewritten = rewrite(tree, reader, weights, budget, words=words)
        self._whole, self._cost = self._cheapest(self.rewritten.clause)
        self._language = language
        # No method of its own: a reference to itself would leave all to the garbage collector.
        narrowed = partial(_in_language, language.code, reader) if language else _not_narrowed
        self._clause = narrowed(self._whole)
        if language:
            self._cost = cost(self._clause, reader)
        self._matched = Matched(self.rewritten.kinds, narrowed, reader, budget)
        self._duplicates = Duplicates(self._clause, reader, budget, shown_once=shown_once)
        wanted = {leaf: rarity(leaf, reader, weights) for leaf in self.rewritten.wanted}
        self.highlighter = Highlighter(
            wanted, self.rewritten.expansions, self.rewritten.families, analyzer
        )
        self._shown = Shown(
            snapshot, self.highlighter, snippet_size, self._matched, self._duplicates, budget
        )

    def total(self) -> int:
        """How much answers."""
        return self._count(self._clause)

    def paragraphs(self, offset: int, size: int, order: Order) -> Found:
        """The best paragraphs after the first `offset`."""
        if self._duplicates.is_on:
            return self._shown_once(offset, size, order)
        found = self._part(offset, size, order, _COUNTED)
        return self._found(found, self.hits(found.best), found.total, found.best)

    def _shown_once(self, offset: int, size: int, order: Order) -> Found:
        """Of each cluster the first, for which all that comes before is looked at too."""
        wanted = max(offset + size, self._window(order))
        limit = wanted + _SPARE
        found = first = self._first_search(limit, order, _COUNTED)
        while len(self._duplicates.collapsed(found.best)) < wanted and limit < found.total:
            limit *= _MORE
            found = self._search(self._clause, limit, order)
        self.budget.charge(fetching(len(found.best)))
        ranked = self._duplicates.collapsed(self._ranked(found.best, order))
        best = ranked[offset : offset + size]
        hits = self._shown.hits(best, self._duplicates.members(best, order))
        listed = first.total - first.repeated
        return self._found(first, [hits[match] for match in best], listed, best)

    def within(self, document: int) -> Sequence[Match]:
        """All paragraphs of one document that answer, in their order."""
        clause = BooleanClause(must=(DocumentClause((document,)), ConstantClause(self._clause)))
        self.budget.charge(cost(clause, self._reader))
        return self._reader.search(clause, MAX_ORDINAL, Order.DOCUMENT, self.budget).best

    def part(self, offset: int, size: int, order: Order) -> Matches:
        """The same, as the engine knows them."""
        return self._part(offset, size, order)

    def _part(self, offset: int, size: int, order: Order, counted: int = 0) -> Matches:
        window = self._window(order)
        first = 0 if offset < window else offset
        limit = max(offset + size, window) - first
        besides = self._matched.besides if counted else None
        found = self._search(self._clause, limit, order, counted, first, besides)
        best = found.best if first else self._ranked(found.best, order)
        return replace(found, best=best[offset - first : offset - first + size])

    def documents(self, offset: int, size: int, order: Order) -> Found:
        """The best paragraph of each document; more are fetched until there are enough, but
        what is costly is better asked for much at once.
        """
        wanted = offset + size + 1
        limit = max(4 * wanted, self._window(order), _MOST_COUNTED if self._cost > COSTLY else 0)
        found = first = self._first_search(limit, order, _COUNTED_GROUPED)
        while True:
            self.budget.charge(fetching(len(found.best)))
            ranked = self._ranked(found.best, order)
            distinct = self._duplicates.collapsed(ranked)
            best = _first_of_each_document(distinct)
            enough = len(best) >= wanted and len(distinct) >= self._window(order)
            if enough or limit >= found.total:
                break
            limit *= _MORE  # each time all is evaluated anew
            found = self._search(self._clause, limit, order)
        page = best[offset : offset + size]
        shown = self._with_others(page, ranked, order)
        return self._found(first, shown, len(best), page, is_all=limit >= found.total)

    def _found(
        self,
        found: Matches,
        hits: Sequence[Hit],
        listed: int,
        matches: Sequence[Match],
        *,
        is_all: bool = True,
    ) -> Found:
        totals = self._matched.totals(found)
        total = found.total - found.repeated
        return Found(total, found.repeated, totals, tuple(hits), listed, is_all, matches)

    def explained(self, found: Found) -> tuple[Hit, ...]:
        """The hits, each with what its score is made of."""
        self.budget.charge(self._cost)
        explainer = Explainer(
            self._clause, self.rewritten, self._reader, self._weights, self.budget
        )
        told = explainer.explain(found.matches)
        pairs = zip(found.hits, found.matches, strict=True)
        return tuple(replace(hit, explanation=told[match.key]) for hit, match in pairs)

    def _window(self, order: Order) -> int:
        """How many of the first hits are sorted anew."""
        return WINDOW if order is Order.RELEVANCE and self._reranker.is_on else 0

    def _ranked(self, best: Sequence[Match], order: Order) -> Sequence[Match]:
        """The hits of the engine, the first of them by what they mean too."""
        if order is not Order.RELEVANCE:
            return best
        return self._reranker.rerank(best, self._duplicates.window(best, WINDOW))

    def languages(self, found: Found) -> tuple[LanguageCount, ...]:
        """How much matches in each language, where the index has others than French.

        found: by this query, so that what is French needn't be counted where all else is
        """
        others = self._reader.terms(LANGUAGE_FIELD)
        if not others:
            return ()
        commonest = sorted(others, key=lambda code: (-others[code], code))[:MAX_LANGUAGES]
        if self._language or len(commonest) < len(others):
            every = self._counts_in([FRENCH_CODE, *commonest])
        else:
            counts = self._counts_in(commonest)
            french = found.total + found.repeated - sum(counts.values())
            every = {FRENCH_CODE: french} | counts
        named = (LanguageCount(code, total) for code, total in every.items() if total)
        return tuple(sorted(named, key=lambda one: -one.total))

    def _counts_in(self, languages: Sequence[str]) -> dict[str, int]:
        clauses = [self._in(code) for code in languages]
        self.budget.charge(sum(cost(clause, self._reader) for clause in clauses))
        return dict(zip(languages, self._reader.counts(clauses, self.budget), strict=True))

    def facets(
        self, asked: Sequence[AskedFacet], total: int, *, if_cheap: bool = False
    ) -> tuple[Facet, ...]:
        """What matches, counted; `total` is how much that is.

        if_cheap: whether none is told, rather than raising, where they can't be counted
        """
        try:
            return self._facets(asked, total)
        except (QueryTooCostlyError, TooManyValuesError, BusyError):
            if not if_cheap:
                raise
            return ()

    def _facets(self, asked: Sequence[AskedFacet], total: int) -> tuple[Facet, ...]:
        if not asked:
            return ()
        columns = tuple(dict.fromkeys(one.column for one in asked))
        self.budget.charge(cost(self._clause, self._reader) + total * len(columns))
        counts = self._reader.value_counts(self._clause, columns, self.budget)
        return tuple(facet_of(one, counts[one.column], total) for one in asked)

    def _in(self, code: str) -> Clause:
        """What is found in a language, whichever is asked for."""
        return _in_language(code, self._reader, self._whole)

    def suggestion(self, query: str) -> str | None:
        """The query corrected. What has been found is told without it if it costs too much."""
        reader, wanted = self._reader, self.rewritten.wanted
        try:
            return correct(query, wanted, reader, partial(as_written, reader), self.budget)
        except (QueryTooCostlyError, BusyError):
            return None

    def related(self, query: str) -> tuple[str, ...]:
        """Words near in meaning to those that aren't there; none if that costs too much."""
        try:
            return related_words(query, self.rewritten.wanted, self._reader, self.budget)
        except (QueryTooCostlyError, BusyError):
            return ()

    def _cheapest(self, clause: Clause) -> tuple[Clause, int]:
        """With its cost. What costs little isn't worth looking through for repetitions."""
        work = cost(clause, self._reader)
        if work <= COSTLY:
            return clause, work
        clause = simplified(clause)
        return clause, cost(clause, self._reader)

    def _search(
        self,
        clause: Clause,
        limit: int,
        order: Order,
        counted: int = 0,
        offset: int = 0,
        besides: Clause | None = None,
    ) -> Matches:
        """What is counted besides is a part of the clause, which is read again.

        counted: of so many paragraphs, the documents too, for which they are found again
        """
        work = self._cost if clause is self._clause else cost(clause, self._reader)
        self.budget.charge(work * (1 + bool(counted) + bool(besides)))
        return self._reader.search(
            clause, limit, order, self.budget, counted=counted, offset=offset, besides=besides
        )

    def _first_search(self, limit: int, order: Order, counted: int) -> Matches:
        """The search that counts too, for which what matches is found again.

        counted: of so many paragraphs, the documents
        """
        is_on, besides = self._duplicates.is_on, self._matched.besides
        self.budget.charge(self._cost * (1 + bool(counted) + is_on + bool(besides)))
        return self._reader.search(
            self._clause,
            limit,
            order,
            self.budget,
            counted=counted,
            collapsed=is_on,
            besides=besides,
        )

    def _count(self, clause: Clause) -> int:
        self.budget.charge(cost(clause, self._reader))
        return self._reader.count(clause, self.budget)

    def _with_others(
        self, best: Sequence[Match], ranked: Sequence[Match], order: Order
    ) -> list[Hit]:
        """Each document's best, with its next best; scored and sorted as in `ranked`."""
        documents = tuple(document_of(match.key) for match in best)
        if not documents:
            return []
        self.budget.require(self._cost + len(best) * SHOWN)
        clause = BooleanClause(must=(self._clause, DocumentClause(documents)))
        self.budget.charge(cost(clause, self._reader))
        found_again = self._reader.search(clause, _MOST_COUNTED, order, self.budget)
        found = as_ranked(found_again.best, ranked)
        members = self._duplicates.members(found, order)
        found = self._duplicates.without_copies(found, self._duplicates.collapsed(ranked), members)
        counts = Counter(document_of(match.key) for match in found)
        others: dict[int, list[Match]] = {document: [] for document in documents}
        chosen = {match.key for match in best}
        for match in found:
            if match.key not in chosen and len(others[document_of(match.key)]) < MAX_OTHERS:
                others[document_of(match.key)].append(match)
        shown = [match for one in best for match in (one, *others[document_of(one.key)])]
        hits = self._shown.hits(shown, members)
        return [
            replace(
                hits[match],
                others=tuple(hits[other] for other in others[number]),
                more=counts[number] - 1,
            )
            for match, number in zip(best, documents, strict=True)
        ]

    def hits(self, matches: Sequence[Match]) -> list[Hit]:
        """What is shown of them."""
        found = self._shown.hits(matches, {})
        return [found[match] for match in matches]

    def plain_hits(self, matches: Sequence[Match]) -> list[Hit]:
        """The same without snippets and with nothing lit, which costs a tenth."""
        return self._shown.plain_hits(matches)

    def without_limit(self) -> None:
        """From now on nothing is charged to the budget."""
        self.budget = UNLIMITED
        self._matched = self._matched.within(UNLIMITED)
        self._shown = self._shown.within(UNLIMITED, self._matched)


def _not_narrowed(clause: Clause) -> Clause:
    return clause


def _in_language(code: str, reader: Reader, clause: Clause) -> Clause:
    """Narrowed to the language that is asked for besides the query."""
    return BooleanClause(must=(clause, language_clause(code, reader)))


def _first_of_each_document(matches: Sequence[Match]) -> list[Match]:
    first: dict[int, Match] = {}
    for match in matches:
        first.setdefault(document_of(match.key), match)
    return list(first.values())
