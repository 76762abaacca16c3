"""What an index holds: documents, and what was not indexed."""

from typing import Literal, NamedTuple

import msgspec

from .document import DocumentInfo
from .results import LanguageCount


class Statistics(msgspec.Struct, frozen=True):
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


class DocumentListing(msgspec.Struct, frozen=True):
    """documents: (document, how many paragraphs it has), by id; total: on all pages"""

    total: int
    documents: tuple[tuple[DocumentInfo, int], ...]


#: In what order documents are listed: by file and place in it, by title, the latest or the
#: earliest first, the longest first.
ListingSort = Literal["place", "title", "newest", "oldest", "longest"]


class ListingFilter(msgspec.Struct, frozen=True):
    """Which documents are listed, and in what order.

    title: words, or parts of words, that are all in the title, however they are written
    folder: what is in it and under it; a file of records is one too; "" is everything
    date: what the date begins with: a year, or the first digits of one (« 192 » is a decade)
    format: of the files
    """

    title: str = ""
    folder: str = ""
    date: str = ""
    format: str = ""
    sort: ListingSort = "place"


class Count(NamedTuple):
    """How many documents have a value."""

    value: str
    total: int


class FolderCount(msgspec.Struct, frozen=True):
    """A folder, or a file of records, with all documents in it and under it.

    path: below the folder that was indexed
    filter: what narrows a query to them, in the query language
    under: the folders in it, by name
    """

    path: str
    total: int
    filter: str
    under: tuple["FolderCount", ...] = ()

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Overview(msgspec.Struct, frozen=True):
    """The shape of a collection.

    built: when, in ISO 8601; source: the folders that it was made of, as they were named
    size: bytes of the index on disk
    years: documents of each, the earliest first; undated: those without a date
    formats: the commonest first; folders: those at the top, by name
    """

    generation: str
    engine: str
    built: str
    source: str
    size: int
    documents: int
    paragraphs: int
    skipped: int
    years: tuple[Count, ...] = ()
    undated: int = 0
    formats: tuple[Count, ...] = ()
    folders: tuple[FolderCount, ...] = ()


class Skipped(msgspec.Struct, frozen=True):
    """What was not indexed: a file, or a line of it.

    line: from 1; 0 for the whole file
    reason: why, in the language of the context, as kind, and in its details
    kind: the same without the details, which are many files' reason
    """

    path: str
    line: int
    reason: str
    kind: str


class SkippedListing(msgspec.Struct, frozen=True):
    """One page of what was not indexed, by kind and path.

    total: on all pages; kinds: each with how many there are on all pages, most first
    """

    total: int
    skipped: tuple[Skipped, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
