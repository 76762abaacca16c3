"""The answer to one query: from a tree to the hits of a page."""

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from ..analysis import Analyzer
from ..engines.base import MAX_ORDINAL, Match, Matches, Order
from ..errors import BusyError, QueryTooCostlyError
from ..model import Facet, Hit, LanguageCount
from ..query.budget import COSTLY, UNLIMITED, Budget, fetching
from ..query.clauses import BooleanClause, Clause, ConstantClause, DocumentClause
from ..query.cost import cost
from ..query.rewrite import Rewritten, RewrittenWords, Weights, rarity, rewrite
from ..query.simplification import simplified
from ..query.suggestions import correct
from ..query.tree import Language, Node
from . import grouped
from .as_written import as_written
from .counting import Counting, in_language
from .duplicates import Duplicates
from .explain import Explainer
from .facets import AskedFacet
from .finding import Finding, Found
from .highlighting import Highlighter
from .matched import Matched
from .related import related_words
from .reranking import Reranker
from .shown import Shown
from .snapshot import Snapshot

#: Hits that are fetched besides those wanted, for the copies among them.
_SPARE = 16
#: So many times more hits are fetched where there were too few.
_MORE = 16
#: Paragraphs of which the documents are counted: beyond, tantivy would take longer to count them
#: than to find what is shown (it gives them one by one).
_COUNTED = 500


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
        self._language = language
        self.rewritten: Rewritten = rewrite(tree, reader, weights, budget, words=words)
        self._whole, work = self._cheapest(self.rewritten.clause)
        # No method of its own: a reference to itself would leave all to the garbage collector.
        narrowed = partial(in_language, language.code, reader) if language else _not_narrowed
        clause = narrowed(self._whole)
        if language:
            work = cost(clause, reader)
        wanted = {leaf: rarity(leaf, reader, weights) for leaf in self.rewritten.wanted}
        self.highlighter = Highlighter(
            wanted, self.rewritten.expansions, self.rewritten.families, analyzer
        )
        matched = Matched(self.rewritten.kinds, narrowed, reader, budget)
        duplicates = Duplicates(clause, reader, budget, shown_once=shown_once)
        self._finding = Finding(
            reader,
            clause,
            work,
            Reranker(tree, reader, snapshot.vectors, weights.meaning),
            matched,
            duplicates,
            Shown(snapshot, self.highlighter, snippet_size, matched, duplicates, budget),
            budget,
        )

    @property
    def budget(self) -> Budget:
        return self._finding.budget

    def total(self) -> int:
        """How much answers."""
        self.budget.charge(cost(self._finding.clause, self._reader))
        return self._reader.count(self._finding.clause, self.budget)

    def paragraphs(self, offset: int, size: int, order: Order) -> Found:
        """The best paragraphs after the first `offset`."""
        if self._finding.duplicates.is_on:
            return self._shown_once(offset, size, order)
        found = self._part(offset, size, order, _COUNTED)
        return self._finding.found(found, self.hits(found.best), found.total, found.best)

    def _shown_once(self, offset: int, size: int, order: Order) -> Found:
        """Of each cluster the first, for which all that comes before is looked at too."""
        finding, duplicates = self._finding, self._finding.duplicates
        wanted = max(offset + size, finding.window(order))
        limit = wanted + _SPARE
        found = first = finding.first(limit, order, _COUNTED)
        while len(duplicates.collapsed(found.best)) < wanted and limit < found.total:
            limit *= _MORE
            found = finding.search(finding.clause, limit, order)
        self.budget.charge(fetching(len(found.best)))
        ranked = duplicates.collapsed(finding.ranked(found.best, order))
        best = ranked[offset : offset + size]
        hits = finding.shown.hits(best, duplicates.members(best, order))
        listed = first.total - first.repeated
        return finding.found(first, [hits[match] for match in best], listed, best)

    def documents(self, offset: int, size: int, order: Order) -> Found:
        """The best paragraph of each document, after the first `offset` documents."""
        return grouped.documents(self._finding, offset, size, order)

    def within(self, document: int) -> Sequence[Match]:
        """All paragraphs of one document that answer, in their order."""
        asked = ConstantClause(self._finding.clause)
        clause = BooleanClause(must=(DocumentClause((document,)), asked))
        self.budget.charge(cost(clause, self._reader))
        return self._reader.search(clause, MAX_ORDINAL, Order.DOCUMENT, self.budget).best

    def part(self, offset: int, size: int, order: Order) -> Matches:
        """The same as `paragraphs`, as the engine knows them."""
        return self._part(offset, size, order)

    def _part(self, offset: int, size: int, order: Order, counted: int = 0) -> Matches:
        finding = self._finding
        window = finding.window(order)
        first = 0 if offset < window else offset
        limit = max(offset + size, window) - first
        besides = finding.matched.besides if counted else None
        found = finding.search(finding.clause, limit, order, counted, first, besides)
        best = found.best if first else finding.ranked(found.best, order)
        return replace(found, best=best[offset - first : offset - first + size])

    def explained(self, found: Found) -> tuple[Hit, ...]:
        """The hits, each with what its score is made of."""
        self.budget.charge(self._finding.cost)
        explainer = Explainer(
            self._finding.clause, self.rewritten, self._reader, self._weights, self.budget
        )
        told = explainer.explain(found.matches)
        pairs = zip(found.hits, found.matches, strict=True)
        return tuple(replace(hit, explanation=told[match.key]) for hit, match in pairs)

    def languages(self, found: Found) -> tuple[LanguageCount, ...]:
        """How much matches in each language, where the index has others than French.

        found: by this query
        """
        total = found.total + found.repeated
        return self._counting.languages(total, is_narrowed=self._language is not None)

    def facets(
        self, asked: Sequence[AskedFacet], total: int, *, if_cheap: bool = False
    ) -> tuple[Facet, ...]:
        """See `Counting.facets`."""
        return self._counting.facets(asked, self._finding.clause, total, if_cheap=if_cheap)

    @property
    def _counting(self) -> Counting:
        return Counting(self._whole, self._reader, self.budget)

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

    def hits(self, matches: Sequence[Match]) -> list[Hit]:
        """What is shown of them."""
        found = self._finding.shown.hits(matches, {})
        return [found[match] for match in matches]

    def plain_hits(self, matches: Sequence[Match]) -> list[Hit]:
        """The same without snippets and with nothing lit, which costs a tenth."""
        return self._finding.shown.plain_hits(matches)

    def without_limit(self) -> None:
        """From now on nothing is charged to the budget."""
        self._finding = self._finding.within(UNLIMITED)


def _not_narrowed(clause: Clause) -> Clause:
    return clause
