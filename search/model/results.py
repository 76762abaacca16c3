"""The answer to a query: one page of it, or all of it."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from .hit import Hit


class Totals(NamedTuple):
    """How much answers, on all pages.

    paragraphs: those of which the text matches
    headings: those that match, two that one paragraph begins being one
    titles: those of documents that match, where nothing that is counted above does beside them
    documents: that any of it is in; None where it's more than is counted
    """

    paragraphs: int
    headings: int
    titles: int
    documents: int | None


class FacetValue(msgspec.Struct, frozen=True):
    """How many of the paragraphs that match have a value.

    value: as it is written; of a folder, its path
    filter: what narrows a query to them, in the query language
    under: the folders in it, of a folder
    """

    value: str
    total: int
    filter: str
    under: tuple["FacetValue", ...] = ()


class Facet(msgspec.Struct, frozen=True):
    """What matches, counted by one thing.

    name: as asked; distinct: values that there are, of which `values` has some at the most
    """

    name: str
    distinct: int
    values: tuple[FacetValue, ...]


class LanguageCount(NamedTuple):
    """How many paragraphs are in a language, by its code."""

    code: str
    total: int


class PageLink(NamedTuple):
    """A page of an answer.

    number: from 1
    after: the cursor that asks for it, or "" where its number does
    """

    number: int
    after: str = ""


#: What makes another query of one that finds nothing.
Change = Literal[
    "word_alone", "phrase_loosened", "filter_dropped", "filters_dropped", "exclusion_dropped"
]


class Without(NamedTuple):
    """Another query than one that finds nothing, and how much it finds.

    part: what of the query is changed, in the query language: the word that is left alone, the
        phrase whose words may stand anywhere, the filter, all filters or the exclusions that
        are dropped
    """

    query: str
    total: int
    change: Change
    part: str


class Notice(NamedTuple):
    """What there is to say of a parameter that wasn't heeded, or that the query contradicts.

    meant: the parameter that was probably meant
    detail: in the language of the context
    """

    parameter: str
    meant: str | None
    detail: str


class Results(msgspec.Struct, frozen=True):
    """One page of the answer to a query.

    query: as typed
    understood: as parsed, in the query language, with what narrows it besides
    read: the query alone, as parsed, in the query language
    ignored: the stop words that were left out
    dropped: the operators that were left out, having nothing to join on one side
    total: hits on all pages, each a paragraph by whatever it matches; of what is repeated, one
    repeated: what matches besides, being copies of hits
    totals: the same by what matches
    after: the cursor by which this page was asked for, or ""
    previous, next: the pages before it and after it, if there are any
    pages: how many there are, None where that isn't known
    took_ms: milliseconds from text to hits
    generation: the index that answered
    suggestion: the query with its unknown words corrected, if there are any
    related: where nothing matches, words of the index near in meaning to unknown ones
    language: the code that the documents were narrowed to besides the query, or ""
    duplicates: "once", or "all" if each copy is a hit
    languages: what matches in each language, whichever it is narrowed to, most first; only
        where the index has other languages than French
    without: where nothing matches, what like queries find that ask for less
    notices: of the parameters that the query contradicts
    facets: those that were asked for, in that order
    """

    query: str
    understood: str
    total: int
    totals: Totals
    hits: tuple[Hit, ...]
    page: int
    size: int
    sort: str
    group: str
    took_ms: float
    generation: str
    after: str = ""
    previous: PageLink | None = None
    next: PageLink | None = None
    pages: int | None = None
    read: str = ""
    ignored: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    suggestion: str | None = None
    related: tuple[str, ...] = ()
    language: str = ""
    languages: tuple[LanguageCount, ...] = ()
    facets: tuple[Facet, ...] = ()
    repeated: int = 0
    duplicates: str = "once"
    without: tuple[Without, ...] = ()
    notices: tuple[Notice, ...] = ()


class Latest(msgspec.Struct, frozen=True):
    """What was indexed last of all that answers a query.

    query: as typed
    total: hits that there are
    entries: each with when what it says was first indexed, in seconds since 1970, the latest first
    built: when the index was, in ISO 8601
    """

    query: str
    total: int
    entries: tuple[tuple[Hit, int], ...]
    built: str


class Export(msgspec.Struct, frozen=True):
    """All hits of a query.

    query: as typed
    total: how many there are
    hits: in the order of the pages, read once, found as they are read; without snippets and
        lights unless `has_snippets`
    metadata: the names of what the files of any document say besides title and date
    generation: the index that answers
    built: when it was, in ISO 8601
    """

    query: str
    total: int
    hits: Iterator[Hit]
    metadata: tuple[str, ...]
    generation: str
    built: str
    has_snippets: bool
