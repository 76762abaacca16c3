"""The one door to the index for the command line and the web: text in, results out."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from .analysis import FRENCH, Analyzer
from .engines.base import MAX_ORDINAL, Match, Order, Reader, document_of
from .errors import DocumentNotFoundError
from .highlighting import Highlighter
from .model import (
    DocumentInfo,
    DocumentListing,
    Hit,
    LitDocument,
    LitParagraph,
    Paragraph,
    Results,
    Snippet,
)
from .query.clauses import BooleanClause, DocumentClause, TermClause
from .query.dates import parse_dates
from .query.parser import parse
from .query.rewrite import Rewritten, Weights, rarity, rewrite
from .query.suggestions import FORM_FIELDS, complete, mend
from .query.tree import Group, Node
from .query.understood import understood
from .stored import from_payload

#: Passages that a grouped hit carries besides its best.
MAX_OTHERS = 5
#: Pages end here, in hits: nobody reads further, and every page costs all before it.
MAX_HITS = 10_000
#: Paragraphs counted in the documents of one page of grouped hits.
_MOST_COUNTED = 10_000


class Listed(Protocol):
    """A document in a catalogue."""

    @property
    def number(self) -> int: ...
    @property
    def info(self) -> DocumentInfo: ...
    @property
    def paragraphs(self) -> int: ...


class Catalog(Protocol):
    """The documents of a generation."""

    @property
    def document_count(self) -> int: ...
    def documents(self, offset: int, limit: int) -> Sequence[Listed]: ...
    def document(self, document_id: str) -> Listed | None: ...


class Snapshot(Protocol):
    """A generation, open for reading."""

    @property
    def name(self) -> str: ...
    @property
    def reader(self) -> Reader: ...
    @property
    def catalog(self) -> Catalog: ...


class Searcher:
    """Answers queries from whatever generation is current when they come.

    current: gives that generation, or raises IndexUnusableError
    snippet_size: characters
    """

    def __init__(
        self,
        current: Callable[[], Snapshot],
        *,
        analyzer: Analyzer = FRENCH,
        weights: Weights | None = None,
        page_size: int = 10,
        snippet_size: int = 300,
    ) -> None:
        self._current = current
        self._analyzer = analyzer
        self._weights = weights or Weights()
        self.page_size = page_size
        self._snippet_size = snippet_size

    @property
    def generation(self) -> str:
        """The name of the current generation; another one whenever the index has changed."""
        return self._current().name

    def search(
        self,
        query: str,
        *,
        page: int = 1,
        size: int | None = None,
        sort: str = "relevance",
        group: str = "paragraph",
        first: str | None = None,
        last: str | None = None,
    ) -> Results:
        """One page of the paragraphs that answer `query`, the best first.

        page: from 1; size: hits on a page
        sort: "relevance", or "date" for the latest first
        group: "paragraph", or "document" for one hit a document, its best paragraph
        first, last: limits of the document's date, as text (see `query/dates.py`)

        Raises QueryError for a query that can't be searched, IndexUnusableError.
        """
        began = time.perf_counter()
        tree = _within(parse(query, self._analyzer), first, last)
        snapshot = self._current()
        answer = self._answer(snapshot, tree)
        size = size or self.page_size
        find = answer.documents if group == "document" else answer.paragraphs
        total, hits, has_next = find((page - 1) * size, size, Order(sort))
        return Results(
            query=query,
            understood=understood(tree),
            ignored=answer.rewritten.ignored,
            total=total,
            hits=tuple(hits),
            page=page,
            size=size,
            sort=sort,
            group=group,
            has_next=has_next and page * size < MAX_HITS,
            generation=snapshot.name,
            suggestion=mend(
                query,
                answer.rewritten.wanted,
                snapshot.reader,
                lambda form: _as_written(snapshot.reader, form),
            ),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _answer(self, snapshot: Snapshot, tree: Node) -> "_Answer":
        return _Answer(snapshot.reader, tree, self._analyzer, self._weights, self._snippet_size)

    def document(self, document_id: str, query: str = "") -> LitDocument:
        """A document, whole, with the matches of a query that found it.

        Raises DocumentNotFoundError, QueryError, IndexUnusableError.
        """
        snapshot = self._current()
        listed = snapshot.catalog.document(document_id)
        if listed is None:
            raise DocumentNotFoundError(address=document_id)
        reader = snapshot.reader
        if query.strip():
            lit = self._answer(snapshot, parse(query, self._analyzer)).highlighter
        else:
            lit = Highlighter({}, {}, self._analyzer)
        clause = DocumentClause((listed.number,))
        matches = reader.search(clause, MAX_ORDINAL, Order.DOCUMENT)
        paragraphs = [from_payload(reader.payload(match))[1] for match in matches.best]
        return LitDocument(
            listed.info,
            lit.light(listed.info.title, is_title=True),
            tuple(_lit(paragraph, lit) for paragraph in paragraphs),
        )

    def documents(self, *, page: int = 1, size: int = 100) -> DocumentListing:
        """One page of all documents, by id."""
        catalog = self._current().catalog
        listed = catalog.documents((page - 1) * size, size)
        documents = tuple((document.info, document.paragraphs) for document in listed)
        return DocumentListing(catalog.document_count, documents)

    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """`text` with its last word completed from the index."""
        reader = self._current().reader
        return complete(text, reader, lambda form: _as_written(reader, form), limit)


class _Answer:
    """One query against one reader."""

    def __init__(
        self,
        reader: Reader,
        tree: Node,
        analyzer: Analyzer,
        weights: Weights,
        snippet_size: int,
    ) -> None:
        self.rewritten: Rewritten = rewrite(tree, reader, weights)
        wanted = {leaf: rarity(leaf, reader) for leaf in self.rewritten.wanted}
        self.highlighter = Highlighter(wanted, self.rewritten.expansions, analyzer)
        self._reader = reader
        self._snippet_size = snippet_size

    def paragraphs(self, offset: int, size: int, order: Order) -> tuple[int, list[Hit], bool]:
        found = self._reader.search(self.rewritten.clause, offset + size, order)
        hits = [self._hit(match) for match in found.best[offset:]]
        return found.total, hits, found.total > offset + size

    def documents(self, offset: int, size: int, order: Order) -> tuple[int, list[Hit], bool]:
        """The best paragraph of each document; more are fetched until there are enough."""
        clause, wanted = self.rewritten.clause, offset + size + 1
        limit = 4 * wanted
        while True:
            found = self._reader.search(clause, limit, order)
            best = _first_of_each_document(found.best)
            if len(best) >= wanted or limit >= found.total:
                break
            limit *= 4
        page = best[offset : offset + size]
        return found.total, self._with_others(page, order), len(best) > offset + size

    def _with_others(self, best: Sequence[Match], order: Order) -> list[Hit]:
        documents = tuple(document_of(match.key) for match in best)
        if not documents:
            return []
        clause = BooleanClause(must=(self.rewritten.clause, DocumentClause(documents)))
        found = self._reader.search(clause, _MOST_COUNTED, order).best
        counts = Counter(document_of(match.key) for match in found)
        others: dict[int, list[Match]] = {document: [] for document in documents}
        chosen = {match.key for match in best}
        for match in found:
            if match.key not in chosen and len(others[document_of(match.key)]) < MAX_OTHERS:
                others[document_of(match.key)].append(match)
        return [
            self._hit(match, others[number], counts[number] - 1)
            for match, number in zip(best, documents, strict=True)
        ]

    def _hit(self, match: Match, others: Sequence[Match] = (), more: int = 0) -> Hit:
        document, paragraph = from_payload(self._reader.payload(match))
        return Hit(
            document,
            paragraph,
            match.score,
            self.highlighter.snippet(paragraph.text, self._snippet_size),
            self.highlighter.light(document.title, is_title=True),
            self.highlighter.light(paragraph.heading),
            tuple(self._hit(other) for other in others),
            more,
        )


def _within(tree: Node, first: str | None, last: str | None) -> Node:
    """The tree, narrowed to documents of those dates."""
    if not (first or last):
        return tree
    dates = parse_dates(f"{first or ''}..{last or ''}")
    return Group(must=(dates, tree))


def _first_of_each_document(matches: Sequence[Match]) -> list[Match]:
    first: dict[int, Match] = {}
    for match in matches:
        first.setdefault(document_of(match.key), match)
    return list(first.values())


def _lit(paragraph: Paragraph, highlighter: Highlighter) -> LitParagraph:
    heading = highlighter.light(paragraph.heading) if paragraph.headings else Snippet("")
    return LitParagraph(paragraph, highlighter.light(paragraph.text), heading)


def _as_written(reader: Reader, form: str) -> str:
    """The word as the index's documents write it, in small letters if one does."""
    written = form
    for field in FORM_FIELDS:
        for match in reader.search(TermClause(field, form), 3).best:
            document, paragraph = from_payload(reader.payload(match))
            text = "\n".join((paragraph.text, *paragraph.headings, document.title))
            words = [token.text for token in FRENCH.tokens(text) if token.form == form]
            if any(word.islower() for word in words):
                return next(word for word in words if word.islower())
            written = words[0] if words else written
    return written
