"""Documents: a list of them, and one whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from ..model import DocumentListing, LitDocument, LitParagraph, Snippet
from .hits import (
    Copies,
    Format,
    Language,
    Metadata,
    ParagraphJson,
    Path,
    document_url,
    identity,
    paragraph_fields,
)
from .links import LinksJson, links
from .offsets import CODE_POINTS, counted
from .warned import Warned

Spans = Annotated[
    list[tuple[int, int]], Meta(description="What the query matches, as [start, end].")
]


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


class ListingJson(Warned):
    """One page of all documents, by id."""

    total: int
    page: int
    size: int
    links: LinksJson
    documents: list[ListedJson]


class TextJson(ParagraphJson):
    """A paragraph with its text, and what the query matches in it."""

    text: str
    spans: Spans
    heading_spans: Spans


class WholeDocumentJson(Warned):
    """A document with its paragraphs, or a part of them."""

    id: str
    title: str
    title_spans: Spans
    date: str | None
    language: Language
    path: Path
    format: Format
    url: str
    copies: Copies
    metadata: Metadata
    total: Annotated[int, Meta(description="Paragraphs in the whole document.")]
    links: Annotated[LinksJson | None, Meta(description="Its pages; null around a paragraph.")]
    paragraphs: list[TextJson]


def listing_json(
    listing: DocumentListing,
    page: int,
    size: int,
    narrowed: Mapping[str, str] = MappingProxyType({}),
) -> ListingJson:
    """narrowed: what the list was asked for besides, which the links repeat"""
    documents = [
        ListedJson(*identity(info), document_url(info.id), paragraphs)
        for info, paragraphs in listing.documents
    ]
    asked = {**narrowed, "size": size}
    pages = links("/api/documents", asked, page, page * size < listing.total)
    return ListingJson(listing.total, page, size, pages, documents)


def document_json(
    document: LitDocument,
    *,
    query: str = "",
    page: int = 1,
    size: int | None = None,
    offsets: str = CODE_POINTS,
) -> WholeDocumentJson:
    """query: what the spans are of; size: paragraphs on a page, or None for no page
    offsets: how the spans count, which the links repeat
    """
    info = document.info
    id_, title, date, language, path, kind = identity(info)
    asked = {"q": query, "size": size, "offsets": offsets if offsets != CODE_POINTS else ""}
    answer = WholeDocumentJson(
        id_,
        title,
        _pairs(document.title),
        date,
        language,
        path,
        kind,
        document_url(id_),
        list(document.copies),
        dict(info.metadata),
        document.total,
        _pages(document, asked, page, size) if size else None,
        [_text(lit) for lit in document.paragraphs],
    )
    return counted(answer, offsets)


def _text(lit: LitParagraph) -> TextJson:
    fields = paragraph_fields(lit.paragraph)
    return TextJson(*fields, lit.paragraph.text, _pairs(lit.text), _pairs(lit.heading))


def _pairs(snippet: Snippet) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in snippet.spans]


def _pages(document: LitDocument, asked: Mapping[str, object], page: int, size: int) -> LinksJson:
    path = f"/api/documents/{quote(document.info.id)}"
    given = {name: value for name, value in asked.items() if value}
    return links(path, given, page, page * size < document.total)
