"""A document, and the paragraphs of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from ..period import Period

#: What a file's name ends in, and what separates the words of a path.
_SUFFIX = re.compile(r"(?<=[^./])\.[^\W\d_]\w{0,7}$")
_SPACES = str.maketrans("/_", "  ")


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """What is indexed, found and shown.

    document: the id of the document that it is in
    ordinal: its place among the document's paragraphs, from 1
    headings: the headings that it stands under, outermost first
    page: of its file, from 1; 0 in a format without pages
    quoted: whether a message repeats it from another one
    sentences: where all its sentences but the first begin, ascending; None where that isn't known
    digest: of its text, as it is shown (`duplicates.digest`); nothing where that isn't known
    """

    document: str
    ordinal: int
    text: str
    headings: tuple[str, ...] = ()
    page: int = 0
    quoted: bool = False
    sentences: tuple[int, ...] | None = None
    digest: str = ""

    @property
    def address(self) -> str:
        return f"{self.document}#p{self.ordinal}"

    @property
    def heading(self) -> str:
        return " › ".join(self.headings)


class DocumentInfo(msgspec.Struct, frozen=True):
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
    metadata: Mapping[str, str] = msgspec.field(default_factory=dict)
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
