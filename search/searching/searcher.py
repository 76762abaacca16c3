"""The one door to the index for the command line and the web: text in, results out."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from ..engines.base import Order
from ..errors import (
    BusyError,
    PageBeyondLastError,
    QueryError,
    QueryTooCostlyError,
)
from ..model import (
    DocumentInfo,
    Export,
    Latest,
    Results,
    Without,
)
from ..query.budget import Budget
from ..query.columns import column_key, column_of
from ..query.conflicts import conflicts
from ..query.parser import parse_query
from ..query.tree import Filter, Node
from ..query.unparse import unparse
from .completions import Completions
from .documents import Documents
from .examples import Examples
from .export import every_hit
from .facets import COUNTED, asked_facets
from .finding import Found
from .first_indexed import first_indexed
from .narrowing import dates_of, filters_of, language_of, named
from .pages import Pages
from .recovery import recovering, told
from .snapshot import Snapshot
from .titled import titled
from .without import narrowed, without


class Searcher(Documents):
    """Text in, results out (see `asking.py` for what it is made of)."""

    _examples: Examples | None = None
    _completions: tuple[str, Completions] | None = None

    @recovering
    def search(
        self,
        query: str,
        *,
        page: int = 1,
        after: str = "",
        size: int | None = None,
        sort: str = "relevance",
        group: str = "paragraph",
        first: str | None = None,
        last: str | None = None,
        language: str = "",
        filters: Sequence[tuple[str, str]] = (),
        facets: Sequence[str] = (),
        facets_if_cheap: bool = False,
        duplicates: str | None = None,
        explain: bool = False,
    ) -> Results:
        """One page of the paragraphs that answer `query`, the best first.

        page: from 1; size: hits on a page
        after: the cursor of a page that has no number, as another page has given it
        sort: "relevance", "date" for the latest first, "oldest" for the earliest, "added" for
            what was indexed last
        group: "paragraph", or "document" for one hit a document, its best paragraph
        first, last: limits of the document's date, as text (see `query/dates.py`)
        language: of the documents, as text (see `query/languages.py`)
        filters: names and values that narrow it (see `query/attributes.py`)
        facets: what to count the paragraphs by that match (see `facets.py`)
        facets_if_cheap: whether they are left out where they can't be counted
        duplicates: "once", or "all" to have each copy of a paragraph as a hit; if left out,
            paragraphs are shown once, and each document where documents are asked for
        explain: whether each hit comes with what its score is made of

        Raises QueryError for a query that can't be searched, ParameterError for a date or a
        language that is none, BusyError for what can't be searched now, PageError for a page
        that there isn't, IndexUnusableError.
        """
        began = time.perf_counter()
        size = size or self.page_size
        duplicates = duplicates or ("all" if group == "document" else "once")
        snapshot = self._current()
        columns = snapshot.catalog.columns
        asked = (query, sort, group, first, last, language, duplicates, *filters)
        pages = Pages(size, asked, partial(self._revision, snapshot))
        page = pages.number(page, after)
        parsed = parse_query(query, self._analyzer, columns)
        dates, spoken = dates_of(first, last), language_of(language)
        narrowing = filters_of(dates, filters, columns)
        tree = narrowed(parsed.tree, narrowing)
        narrowing += [spoken] if spoken else []
        counted = asked_facets(facets, self.countable) if facets else ()
        with self._budget() as budget:
            answer = self._answer(snapshot, tree, budget, spoken, shown_once=duplicates == "once")
            find = answer.documents if group == "document" else answer.paragraphs
            found = find((page - 1) * size, size, Order(sort))
            _check_exists(page, pages, found.listed)
            hits = answer.explained(found) if explain else found.hits
            languages = answer.languages(found)
            matching = found.total + found.repeated
            found_facets = answer.facets(counted, matching, if_cheap=facets_if_cheap)
            suggestion = answer.suggestion(query)
            related = () if found.total else answer.related(query)
            loosened = (
                () if found.total else self._without(parsed.tree, narrowing, snapshot, budget)
            )
        read = unparse(parsed.tree)
        return Results(
            query=query,
            understood=unparse(narrowed(parsed.tree, narrowing)) if narrowing else read,
            read=read,
            ignored=answer.rewritten.ignored,
            dropped=parsed.dropped,
            total=found.total,
            totals=found.totals,
            hits=hits,
            page=page,
            size=size,
            sort=sort,
            group=group,
            after=after,
            previous=pages.link(page - 1) if page > 1 else None,
            next=pages.link(page + 1) if found.listed > page * size else None,
            pages=_pages(found, size, group),
            generation=snapshot.name,
            suggestion=suggestion,
            related=related,
            language=spoken.code if spoken else "",
            languages=languages,
            facets=found_facets,
            without=loosened,
            notices=conflicts(parsed.tree, named(dates, spoken, first)),
            repeated=found.repeated,
            duplicates=duplicates,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    @recovering
    def examples(
        self, kinds: Sequence[str] | None = None, samples: Mapping[str, str] = MappingProxyType({})
    ) -> Mapping[str, str]:
        """Queries that each find something, by what they are examples of (see `examples.py`), of
        these kinds or of all; drawn once for each generation, none while too much is asked.

        samples: are tried for the kinds of which none can be drawn
        """
        snapshot = self._current()
        known = self._examples
        if known is None or known.generation != snapshot.name:
            self._examples = known = Examples(snapshot, self._finds, self._table())
        try:
            return known.of(kinds, samples)
        except BusyError:
            return {}

    def _finds(self, query: str) -> bool:
        try:
            return self.search(query, size=1).total > 0
        except QueryError:
            return False

    @property
    def countable(self) -> Sequence[str]:
        """The metadata that what matches may be counted by: those that were named, and the
        authors where documents have any.
        """
        known = self._current().catalog.columns
        keys = set(map(column_key, self._facets))
        return (*self._facets, *(one for one in COUNTED if one in known and one not in keys))

    @recovering
    def can_narrow_by(self, name: str) -> bool:
        """Whether the index has folders, files, formats or metadata that are called so."""
        return bool(column_of(name, self._current().catalog.columns))

    @recovering
    def export(
        self,
        query: str,
        *,
        sort: str = "relevance",
        first: str | None = None,
        last: str | None = None,
        language: str = "",
        filters: Sequence[tuple[str, str]] = (),
        snippets: bool = False,
    ) -> Export:
        """All paragraphs that answer `query`, each copy too, in the order of its pages.

        snippets: whether each comes with its snippet, which takes ten times as long

        Raises what `search` does, before there is a first hit; from then on nothing but
        IndexUnusableError.
        """
        snapshot = self._current()
        columns = snapshot.catalog.columns
        dates, spoken = dates_of(first, last), language_of(language)
        narrowing = filters_of(dates, filters, columns)
        tree = narrowed(parse_query(query, self._analyzer, columns).tree, narrowing)
        with self._budget() as budget:
            answer = self._answer(snapshot, tree, budget, spoken, shown_once=False)
            total, hits = every_hit(answer, Order(sort), snippets=snippets)
        metadata, built = tuple(snapshot.catalog.metadata_names), snapshot.manifest.created
        every = told(hits, self.recovery)
        return Export(query, total, every, metadata, snapshot.name, built, snippets)

    @recovering
    def latest(
        self,
        query: str,
        *,
        limit: int,
        first: str | None = None,
        last: str | None = None,
        language: str = "",
        filters: Sequence[tuple[str, str]] = (),
    ) -> Latest:
        """The paragraphs that answer `query` and were indexed last, each cluster once.

        Raises what `search` does.
        """
        snapshot = self._current()
        columns = snapshot.catalog.columns
        dates, spoken = dates_of(first, last), language_of(language)
        narrowing = filters_of(dates, filters, columns)
        tree = narrowed(parse_query(query, self._analyzer, columns).tree, narrowing)
        with self._budget() as budget:
            found = self._answer(snapshot, tree, budget, spoken).paragraphs(0, limit, Order.ADDED)
        entries = tuple(zip(found.hits, first_indexed(found.hits, snapshot.seen), strict=True))
        return Latest(query, found.total, entries, snapshot.manifest.created)

    def _without(
        self, tree: Node, filters: Sequence[Filter], snapshot: Snapshot, budget: Budget
    ) -> tuple[Without, ...]:
        return without(tree, filters, lambda other: self._answer(snapshot, other, budget).total())

    @recovering
    def titled(self, text: str, limit: int = 3) -> Sequence[DocumentInfo]:
        """Documents whose titles have the words typed, the last as a beginning; none where that
        costs much.
        """
        try:
            with self._budget() as budget:
                return titled(text, self._current().reader, budget, limit)
        except (QueryTooCostlyError, BusyError):
            return ()

    @recovering
    def suggest(self, text: str, limit: int = 8) -> list[str]:
        """`text` with its last word completed from the index, by one word of each lemma."""
        snapshot = self._current()
        known = self._completions
        if known is None or known[0] != snapshot.name:
            self._completions = known = snapshot.name, Completions(snapshot.reader)
        return known[1].suggest(text, limit)


def _pages(found: Found, size: int, group: str) -> int | None:
    """How many there are, if it's known: of documents where all were found, or counted."""
    hits = found.listed if found.is_all else None
    if hits is None and group == "document" and not found.repeated:
        hits = found.totals.documents
    return None if hits is None else max(1, -(-hits // size))


def _check_exists(page: int, pages: Pages, listed: int) -> None:
    """Whether a page beyond the first has any of the hits listed; the first always is."""
    if page > 1 and listed <= (page - 1) * pages.size:
        raise PageBeyondLastError(page=page, last=max(1, -(-listed // pages.size)))
