"""The one door to the index for the command line and the web: text in, results out."""

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

from ..analysis import FRENCH, Analyzer
from ..engines.base import MAX_ORDINAL, Order
from ..errors import (
    DocumentNotFoundError,
    PageTooDeepError,
    WordsError,
)
from ..model import (
    DocumentListing,
    LitDocument,
    LitParagraph,
    Paragraph,
    Results,
    Similar,
    Skipped,
    SkippedListing,
    Snippet,
)
from ..query.attributes import parse_filter
from ..query.budget import Admission, Budget
from ..query.clauses import DocumentClause
from ..query.columns import column_of
from ..query.dates import parse_dates
from ..query.languages import parse_language
from ..query.parser import parse, parse_query
from ..query.rewrite import Weights
from ..query.suggestions import complete
from ..query.synonyms import SynonymFile, expand
from ..query.tree import Filter, Group, Language, Node
from ..query.unparse import unparse
from .answer import Answer
from .as_written import as_written, followers, stored
from .facets import asked_facets
from .highlighting import Highlighter
from .similar import SimilarFinder
from .snapshot import Snapshot

#: Pages end here, in hits: nobody reads further, and every page costs all before it.
MAX_HITS = 10_000


class Searcher:
    """Answers queries from whatever generation is current when they come.

    current: gives that generation, or raises IndexUnusableError
    snippet_size: characters
    synonyms: what words stand for one another, or None for nothing but themselves
    facets: names of metadata that what matches may be counted by
    seconds: that a search may take
    admission: who decides when a costly search may go on (see `budget.py`)
    """

    def __init__(
        self,
        current: Callable[[], Snapshot],
        *,
        analyzer: Analyzer = FRENCH,
        weights: Weights | None = None,
        page_size: int = 10,
        snippet_size: int = 300,
        synonyms: SynonymFile | None = None,
        facets: Sequence[str] = (),
        seconds: float = 5.0,
        admission: Admission = nullcontext,
    ) -> None:
        self._current = current
        self._synonyms = synonyms
        self._analyzer = analyzer
        self._weights = weights or Weights()
        self.page_size = page_size
        self._snippet_size = snippet_size
        self._facets = tuple(facets)
        self._seconds = seconds
        self._admission = admission

    @property
    def generation(self) -> str:
        """The name of the current generation; another one whenever the index has changed."""
        return self._current().name

    @property
    def word_errors(self) -> Sequence[WordsError]:
        """The lines of `words.txt` that aren't understood."""
        return self._synonyms.errors if self._synonyms else ()

    @property
    def revision(self) -> str:
        """Changes whenever an answer may: with the generation, and with the words."""
        words = self._synonyms.current().revision if self._synonyms else ""
        return f"{self.generation} {words}"

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
        language: str = "",
        filters: Sequence[tuple[str, str]] = (),
        facets: Sequence[str] = (),
    ) -> Results:
        """One page of the paragraphs that answer `query`, the best first.

        page: from 1; size: hits on a page
        sort: "relevance", or "date" for the latest first
        group: "paragraph", or "document" for one hit a document, its best paragraph
        first, last: limits of the document's date, as text (see `query/dates.py`)
        language: of the documents, as text (see `query/languages.py`)
        filters: names and values that narrow it (see `query/attributes.py`)
        facets: what to count the paragraphs by that match (see `facets.py`)

        Raises QueryError for a query that can't be searched, BusyError for one that can't
        be now, PageTooDeepError for what is beyond the first MAX_HITS, IndexUnusableError.
        """
        began = time.perf_counter()
        size = size or self.page_size
        if page * size > MAX_HITS:
            raise PageTooDeepError(page=page, size=size, last=MAX_HITS // size)
        snapshot = self._current()
        columns = snapshot.catalog.columns
        parsed = parse_query(query, self._analyzer, columns)
        tree = _within(parsed.tree, first, last)
        for name, value in filters:
            tree = _narrowed(tree, parse_filter(name, value, columns))
        asked = parse_language(language) if language else None
        counted = asked_facets(facets, self._facets)
        with self._budget() as budget:
            answer = self._answer(snapshot, tree, budget, asked)
            find = answer.documents if group == "document" else answer.paragraphs
            found = find((page - 1) * size, size, Order(sort))
            languages = answer.languages()
            found_facets = answer.facets(counted, found.total)
            suggestion = answer.suggestion(query)
            related = () if found.total else answer.related(query)
        return Results(
            query=query,
            understood=unparse(_narrowed(tree, asked)),
            ignored=answer.rewritten.ignored,
            dropped=parsed.dropped,
            total=found.total,
            totals=found.totals,
            hits=found.hits,
            page=page,
            size=size,
            sort=sort,
            group=group,
            has_next=found.has_next and (page + 1) * size <= MAX_HITS,
            generation=snapshot.name,
            suggestion=suggestion,
            related=related,
            language=asked.code if asked else "",
            languages=languages,
            facets=found_facets,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def can_narrow_by(self, name: str) -> bool:
        """Whether the index has folders, files, formats or metadata that are called so."""
        return bool(column_of(name, self._current().catalog.columns))

    def _budget(self) -> Budget:
        return Budget(self._seconds, self._admission)

    def _answer(
        self, snapshot: Snapshot, tree: Node, budget: Budget, language: Language | None = None
    ) -> Answer:
        size = self._snippet_size
        if self._synonyms and self._weights.synonym:
            tree = expand(tree, self._synonyms.current())
        return Answer(snapshot, tree, language, self._analyzer, self._weights, size, budget)

    def document(self, document_id: str, query: str = "") -> LitDocument:
        """A document, whole, with the matches of a query that found it.

        Raises DocumentNotFoundError, QueryError, BusyError, IndexUnusableError.
        """
        snapshot = self._current()
        listed = snapshot.catalog.document(document_id)
        if listed is None:
            raise DocumentNotFoundError(address=document_id)
        reader = snapshot.reader
        if query.strip():
            with self._budget() as budget:
                tree = parse(query, self._analyzer, snapshot.catalog.columns)
                lit = self._answer(snapshot, tree, budget).highlighter
        else:
            lit = Highlighter({}, {}, {}, self._analyzer)
        clause = DocumentClause((listed.number,))
        matches = reader.search(clause, MAX_ORDINAL, Order.DOCUMENT)
        paragraphs = [stored(reader, match)[1] for match in matches.best]
        return LitDocument(
            listed.info,
            lit.light(listed.info.title, is_title=True),
            tuple(_lit(paragraph, lit) for paragraph in paragraphs),
            tuple(snapshot.catalog.copies(listed.number)),
        )

    def similar(self, document_id: str, ordinal: int | None = None, *, limit: int = 10) -> Similar:
        """The passages that are most like one of a document, or, without an ordinal, the
        documents that are most like it (see `similar.py`).

        Raises DocumentNotFoundError, BusyError, IndexUnusableError.
        """
        plain = Highlighter({}, {}, {}, self._analyzer)
        with self._budget() as budget:
            finder = SimilarFinder(self._current(), budget, plain, self._snippet_size)
            return finder.find(document_id, ordinal, limit)

    def documents(self, *, page: int = 1, size: int = 100) -> DocumentListing:
        """One page of all documents, by id."""
        catalog = self._current().catalog
        listed = catalog.documents((page - 1) * size, size)
        documents = tuple((document.info, document.paragraphs) for document in listed)
        return DocumentListing(catalog.document_count, documents)

    @property
    def skipped_count(self) -> int:
        """How many files, and lines of files, could not be indexed."""
        return self._current().catalog.skipped_count

    def skipped(self, *, page: int = 1, size: int = 100) -> SkippedListing:
        """One page of what could not be indexed, the commonest reason first."""
        catalog = self._current().catalog
        found = catalog.skipped_by_cause((page - 1) * size, size)
        return SkippedListing(
            catalog.skipped_count,
            tuple(Skipped(one.path, one.line, one.reason, one.kind) for one in found),
            tuple((error.kind, count) for error, count in catalog.skipped_causes()),
        )

    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """`text` with its last word completed from the index."""
        reader = self._current().reader
        written, behind = partial(as_written, reader), partial(followers, reader)
        return complete(text, reader, written, behind, limit)


def _within(tree: Node, first: str | None, last: str | None) -> Node:
    """The tree, narrowed to documents of those dates."""
    if not (first or last):
        return tree
    return _narrowed(tree, parse_dates(f"{first or ''}..{last or ''}"))


def _narrowed(tree: Node, to: Filter | None) -> Node:
    return Group(must=(to, tree)) if to else tree


def _lit(paragraph: Paragraph, highlighter: Highlighter) -> LitParagraph:
    heading = highlighter.light(paragraph.heading) if paragraph.headings else Snippet("")
    return LitParagraph(paragraph, highlighter.light(paragraph.text), heading)
