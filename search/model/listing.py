"""What an index holds: documents, and what was not indexed."""

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
