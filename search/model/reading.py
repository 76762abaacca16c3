"""What is read: a document with its matches, what is like it, where a link leads."""

from typing import Literal

import msgspec

from .document import DocumentInfo, Paragraph
from .hit import Hit
from .outline import Outline
from .snippet import Snippet


class Similar(msgspec.Struct, frozen=True):
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


class FoundParagraph(msgspec.Struct, frozen=True):
    """What a permalink leads to.

    digest: of the paragraph that it names; before: where that was, as an address, if it's known
    """

    digest: str
    before: str
    fate: Fate
    document: DocumentInfo
    paragraph: Paragraph


class LitParagraph(msgspec.Struct, frozen=True):
    """A paragraph of a document page, whole."""

    paragraph: Paragraph
    text: Snippet
    heading: Snippet


class LitDocument(msgspec.Struct, frozen=True):
    """A document or a part of it, with what a query matches in it.

    copies: the ids of documents elsewhere that have the same text
    total: paragraphs in the whole document
    """

    info: DocumentInfo
    title: Snippet
    paragraphs: tuple[LitParagraph, ...]
    copies: tuple[str, ...] = ()
    total: int = 0


class ReadParagraph(msgspec.Struct, frozen=True):
    """A paragraph of a part that is read.

    headings: all that it stands under, outermost first
    begun: how many of them the paragraph shown before it stands under too
    is_match: whether the query finds it
    """

    paragraph: Paragraph
    text: Snippet
    headings: tuple[Snippet, ...]
    begun: int
    is_match: bool


class DocumentPart(msgspec.Struct, frozen=True):
    """A part of a document, to be read, and where it stands in the whole.

    paragraphs: those of the part, or of its matches only
    total: paragraphs in the whole document
    matches: the ordinals of what the query finds in the whole document, ascending
    part: which of the parts this is, from 0
    starts: the ordinal that each part begins with
    copies: the ids of documents elsewhere that have the same text
    """

    info: DocumentInfo
    title: Snippet
    paragraphs: tuple[ReadParagraph, ...]
    total: int
    matches: tuple[int, ...]
    part: int
    starts: tuple[int, ...]
    outline: Outline
    copies: tuple[str, ...] = ()
