"""What the index keeps of a paragraph to show it: the payload of an engine's entry."""

from typing import Annotated

import msgspec

from ..model import DocumentInfo, Paragraph
from ..period import Period

#: As `duplicates.digest` shows one, or nothing: it becomes part of addresses, headers and names of
#: files, and an index may be a stranger's.
_DIGEST = r"^([a-z2-7]{16})?\Z"


class _Text(msgspec.Struct, array_like=True, frozen=True):
    text: str


class _Stored(_Text, frozen=True):
    id: str
    title: str
    date: str
    title_is_lead: bool
    metadata: dict[str, str]
    ordinal: int
    headings: tuple[str, ...]
    page: int
    quoted: bool
    language: str
    format: str
    container: str
    sentences: tuple[int, ...] | None
    digest: Annotated[str, msgspec.Meta(pattern=_DIGEST)]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Stored).decode
#: What comes first is all that it makes something of.
_decode_text = msgspec.msgpack.Decoder(_Text).decode


def to_payload(document: DocumentInfo, paragraph: Paragraph) -> bytes:
    """The paragraph and its document, as bytes."""
    return _encode(
        _Stored(
            paragraph.text,
            document.id,
            document.title,
            str(document.date or ""),
            document.title_is_lead,
            dict(document.metadata),
            paragraph.ordinal,
            paragraph.headings,
            paragraph.page,
            paragraph.quoted,
            document.language,
            document.format,
            document.container,
            paragraph.sentences,
            paragraph.digest,
        )
    )


def from_payload(payload: bytes) -> tuple[DocumentInfo, Paragraph]:
    """What `to_payload` was given. Raises ValueError for anything else."""
    stored = _decode(payload)
    date = Period.parse(stored.date) if stored.date else None
    document = DocumentInfo(
        stored.id,
        stored.title,
        date,
        stored.title_is_lead,
        stored.metadata,
        stored.language,
        stored.format,
        stored.container,
    )
    paragraph = Paragraph(
        stored.id,
        stored.ordinal,
        stored.text,
        stored.headings,
        stored.page,
        stored.quoted,
        stored.sentences,
        stored.digest,
    )
    return document, paragraph


def text_of_payload(payload: bytes) -> str:
    """The paragraph's text alone, in a fraction of the time. Raises ValueError alike."""
    return _decode_text(payload).text
