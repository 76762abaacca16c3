"""Documents: a list of them, and one whole."""

import msgspec

from ..model import DocumentListing, LitDocument
from .hits import (
    Copies,
    FilePage,
    Format,
    Headings,
    Language,
    Metadata,
    Path,
    Quoted,
    document_url,
    identity,
    paragraph_fields,
)
from .links import LinksJson, links


class ListedJson(msgspec.Struct):
    """A document in a list."""

    id: str
    title: str
    date: str | None
    language: Language
    path: Path
    format: Format
    url: str
    paragraphs: int


class ListingJson(msgspec.Struct):
    """One page of all documents, by id."""

    total: int
    page: int
    size: int
    links: LinksJson
    documents: list[ListedJson]


class TextJson(msgspec.Struct):
    """A paragraph with its text."""

    ordinal: int
    heading: str | None
    headings: Headings
    page: FilePage
    quoted: Quoted
    url: str
    text: str


class WholeDocumentJson(msgspec.Struct):
    """A document with its paragraphs."""

    id: str
    title: str
    date: str | None
    language: Language
    path: Path
    format: Format
    url: str
    copies: Copies
    metadata: Metadata
    paragraphs: list[TextJson]


def listing_json(listing: DocumentListing, page: int, size: int) -> ListingJson:
    documents = [
        ListedJson(*identity(info), document_url(info.id), paragraphs)
        for info, paragraphs in listing.documents
    ]
    pages = links("/api/documents", {"size": size}, page, page * size < listing.total)
    return ListingJson(listing.total, page, size, pages, documents)


def document_json(document: LitDocument) -> WholeDocumentJson:
    info = document.info
    paragraphs = [
        TextJson(*paragraph_fields(lit.paragraph), lit.paragraph.text)
        for lit in document.paragraphs
    ]
    copies, metadata = list(document.copies), dict(info.metadata)
    url = document_url(info.id)
    return WholeDocumentJson(*identity(info), url, copies, metadata, paragraphs)
