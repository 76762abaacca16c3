"""What Alinéa speaks of, from the document read to the hit shown.

All offsets are in characters (Unicode code points) of the text that they are of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .period import Period

#: What a file's name ends in, and what separates the words of a path.
_SUFFIX = re.compile(r"(?<=[^./])\.[^\W\d_]\w{0,7}$")
_SPACES = str.maketrans("/_", "  ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is indexed, found and shown.

    document: the id of the document that it is in
    ordinal: its place among the document's paragraphs, from 1
    headings: the headings that it stands under, outermost first
    page: of its file, from 1; 0 in a format without pages
    quoted: whether a message repeats it from another one
    """

    document: str
    ordinal: int
    text: str
    headings: tuple[str, ...] = ()
    page: int = 0
    quoted: bool = False

    @property
    def address(self) -> str:
        return f"{self.document}#p{self.ordinal}"

    @property
    def heading(self) -> str:
        return " › ".join(self.headings)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text.

    id: the path of its file below the folder that was indexed, with slashes; of a record, with
        its own id behind that
    title_is_lead: whether the title is taken from the first paragraph, having no other
    metadata: what else its file says of it; several values of one name have `;` between them
    language: ISO 639-1; "" for French, and where it can't be told
    format: that it was read from
    container: the path of the file of records that it is in; "" if it is a file of its own
    """

    id: str
    title: str
    date: Period | None = None
    title_is_lead: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    format: str = ""
    container: str = ""

    @property
    def path(self) -> str:
        """The path of its file."""
        return self.container or self.id

    @property
    def name(self) -> str:
        """What its file and the folders are called, in words: the path without its suffix, with
        spaces for what separates, so that offsets are those of the path. Nothing of a record,
        whose file has many documents.
        """
        return "" if self.container else _SUFFIX.sub("", self.id).translate(_SPACES)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file."""

    info: DocumentInfo
    paragraphs: tuple[Paragraph, ...]


class Span(NamedTuple):
    """`text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text and what matched in it: spans in order, never overlapping."""

    text: str
    spans: tuple[Span, ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut at its spans: (piece, whether it matched), empty pieces left out."""
        pieces, position = [], 0
        for span in self.spans:
            pieces.append((self.text[position : span.start], False))
            pieces.append((self.text[span.start : span.end], True))
            position = span.end
        pieces.append((self.text[position:], False))
        return [piece for piece in pieces if piece[0]]


#: What of a hit matches: its paragraph's text, a heading that begins at the paragraph, its
#: document's title, of which it is the first paragraph.
Kind = Literal["text", "heading", "title"]


class Place(NamedTuple):
    """Where a paragraph stands that says the same; is_same: or nearly so, a few words changed"""

    document: DocumentInfo
    paragraph: Paragraph
    is_same: bool


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Where else a hit's paragraph stands, among all that matches.

    total: how many times, besides the one shown; documents: in how many others than its own
    places: the first of them (`searching.duplicates.MAX_PLACES`)
    """

    total: int = 0
    documents: int = 0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that answers, or the first one under a heading or a title that does.

    matched: by what, at least one; what is lit besides has only added to the score
    score: see ARCHITECTURE.md; higher is better
    meaning: what of the score is for what the paragraph means, the rest being BM25
    others: when grouped by document, its next best paragraphs (`searching.answer.MAX_OTHERS`)
    more: when grouped by document, how many of its paragraphs match besides this one
    copies: the ids of documents elsewhere that have the same text, as a whole
    also: the same paragraph in other places, which are no hits of their own
    path: of its document, of which the first paragraph is found by names of files and folders
    """

    document: DocumentInfo
    paragraph: Paragraph
    score: float
    snippet: Snippet
    title: Snippet
    heading: Snippet
    others: tuple["Hit", ...] = ()
    more: int = 0
    copies: tuple[str, ...] = ()
    meaning: float = 0.0
    matched: tuple[Kind, ...] = ("text",)
    path: Snippet = Snippet("")
    also: Repetitions = Repetitions()


class Totals(NamedTuple):
    """How much answers, on all pages.

    paragraphs: those of which the text matches
    headings: those that match, two that one paragraph begins being one
    documents: that any of it is in; None where it's more than is counted
    """

    paragraphs: int
    headings: int
    documents: int | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the paragraphs that match have a value.

    value: as it is written; of a folder, its path
    filter: what narrows a query to them, in the query language
    under: the folders in it, of a folder
    """

    value: str
    total: int
    filter: str
    under: tuple["FacetValue", ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
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


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the answer to a query.

    query: as typed
    understood: as parsed, in the query language
    ignored: the stop words that were left out
    dropped: the operators that were left out, having nothing to join on one side
    total: hits on all pages, each a paragraph by whatever it matches; of what is repeated, one
    repeated: what matches besides, being copies of hits
    totals: the same by what matches
    after: the cursor by which this page was asked for, or ""
    previous, next: the pages before it and after it, if there are any
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


@dataclass(frozen=True, slots=True)
class Export:
    """All hits of a query.

    query: as typed
    total: how many there are
    hits: in the order of the pages, read once, found as they are read; without snippets and
        lights unless `has_snippets`
    metadata: the names of what the files of any document say besides title and date
    generation: the index that answers
    """

    query: str
    total: int
    hits: Iterator[Hit]
    metadata: tuple[str, ...]
    generation: str
    has_snippets: bool


@dataclass(frozen=True, slots=True)
class Similar:
    """What means about the same as a document, or as a passage of it.

    ordinal: of the passage; None for the document
    is_known: whether the vectors have any word of it; if not, nothing is like it
    hits: passages, or the best of each document; the score is the cosine, of the passage or
        of the document
    generation: the index that answered; took_ms: milliseconds
    """

    document: DocumentInfo
    ordinal: int | None
    is_known: bool
    hits: tuple[Hit, ...]
    generation: str
    took_ms: float


#: What became of the paragraph that a permalink names: it is where it was, or where it may be
#: if nobody said; it is at another place of its document; it is in another document; some words
#: of it are others now; it is gone, and this is what stands where it was.
Fate = Literal["here", "moved", "elsewhere", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """What a permalink leads to.

    digest: of the paragraph that it names; before: where that was, as an address, if it's known
    """

    digest: str
    before: str
    fate: Fate
    document: DocumentInfo
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class LitParagraph:
    """A paragraph of a document page, whole."""

    paragraph: Paragraph
    text: Snippet
    heading: Snippet


@dataclass(frozen=True, slots=True)
class LitDocument:
    """A document or a part of it, with what a query matches in it.

    copies: the ids of documents elsewhere that have the same text
    total: paragraphs in the whole document
    """

    info: DocumentInfo
    title: Snippet
    paragraphs: tuple[LitParagraph, ...]
    copies: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an index holds.

    built: when, in ISO 8601; words: different ones, in paragraphs
    languages: paragraphs in each, the commonest first
    """

    generation: str
    engine: str
    built: str
    documents: int
    paragraphs: int
    words: int
    skipped: int
    languages: tuple[LanguageCount, ...]


@dataclass(frozen=True, slots=True)
class DocumentListing:
    """documents: (document, how many paragraphs it has), by id; total: on all pages"""

    total: int
    documents: tuple[tuple[DocumentInfo, int], ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not indexed: a file, or a line of it.

    line: from 1; 0 for the whole file
    reason: why, in the language of the context, as kind, and in its details
    kind: the same without the details, which are many files' reason
    """

    path: str
    line: int
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class SkippedListing:
    """One page of what was not indexed, by kind and path.

    total: on all pages; kinds: each with how many there are on all pages, most first
    """

    total: int
    skipped: tuple[Skipped, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
