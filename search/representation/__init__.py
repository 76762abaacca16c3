"""Results as JSON: one declaration for the endpoint, `--json` and the OpenAPI description.

Addresses are paths from the root of the site, so that they mean the same wherever it is
served; offsets are in characters (Unicode code points) of the text beside them.
"""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Meta

from ..analysis import Token, related
from ..model import (
    DocumentInfo,
    DocumentListing,
    Hit,
    LitDocument,
    Paragraph,
    Results,
    Similar,
    SkippedListing,
    Snippet,
)

_Language = Annotated[
    str, Meta(description="ISO 639-1; fr too where the language can't be told.", examples=["fr"])
]
_FilePage = Annotated[int | None, Meta(description="Page of the file, from 1, if it has pages.")]
_Quoted = Annotated[bool, Meta(description="Whether a message repeats it from another.")]
_Copies = Annotated[list[str], Meta(description="Ids of other documents with the same text.")]


class QueryJson(msgspec.Struct, rename={"as_typed": "text"}):
    """The query: as typed, as understood, and what else there is to say of it."""

    as_typed: Annotated[str, Meta(description="The query as typed.")]
    understood: Annotated[str, Meta(description="The same, in the query language.")]
    ignored: Annotated[list[str], Meta(description="Stop words that were left out.")]
    dropped: Annotated[
        list[str], Meta(description="Operators that were left out: they had nothing to join.")
    ]
    suggestion: Annotated[str | None, Meta(description="The query with unknown words mended.")]
    related: Annotated[
        list[str],
        Meta(
            description="Where nothing is found: words of the index, near in meaning to those"
            " of the query that it doesn't have, the nearest first."
        ),
    ]


class DocumentJson(msgspec.Struct):
    """A document; `date` is YYYY, YYYY-MM or YYYY-MM-DD, as precise as is known."""

    id: str
    title: str
    date: str | None
    language: _Language
    url: str
    copies: _Copies


class ParagraphJson(msgspec.Struct):
    """A paragraph; `ordinal` counts from 1, `heading` is what it stands under."""

    ordinal: int
    heading: str | None
    page: _FilePage
    quoted: _Quoted
    url: str


class SnippetJson(msgspec.Struct):
    """A text, and what matched in it as [start, end] in characters."""

    text: str
    spans: list[tuple[int, int]]


class HitJson(msgspec.Struct):
    """A paragraph that answers. Grouped by document, `others` are its next best and `more`
    says how many of its paragraphs match besides this one.
    """

    document: DocumentJson
    paragraph: ParagraphJson
    score: Annotated[float, Meta(description="What the hits are sorted by: BM25 and `meaning`.")]
    meaning: Annotated[float, Meta(description="What of it is for what the paragraph means.")]
    snippet: SnippetJson
    others: "list[HitJson]"
    more: int


class TokenJson(msgspec.Struct):
    """A word of a text as it is analysed; offsets in characters. `family` has the other stems
    that a query for it looks for.
    """

    text: str
    form: str
    stem: str
    family: list[str]
    stop: bool
    start: int
    end: int


class AnalysisJson(msgspec.Struct):
    """The words of a text, in order."""

    tokens: list[TokenJson]


class LinksJson(msgspec.Struct, rename={"this": "self"}):
    """Pages of the same results."""

    this: str
    first: str
    previous: str | None
    next: str | None


class LanguageJson(msgspec.Struct):
    """How many paragraphs are in a language."""

    language: _Language
    total: int


class ResultsJson(msgspec.Struct):
    """One page of the answer to a query; `total` counts paragraphs on all pages. `languages`
    says what matches in each language, whichever was asked for; it is empty where all
    documents of the index are French.
    """

    query: QueryJson
    total: int
    took_ms: float
    page: int
    size: int
    sort: str
    group: str
    generation: str
    languages: list[LanguageJson]
    links: LinksJson
    hits: list[HitJson]


class ListedJson(msgspec.Struct):
    """A document in a list."""

    id: str
    title: str
    date: str | None
    language: _Language
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
    page: _FilePage
    quoted: _Quoted
    url: str
    text: str


class WholeDocumentJson(msgspec.Struct):
    """A document with its paragraphs; `metadata` is what else its file says of it."""

    id: str
    title: str
    date: str | None
    language: _Language
    url: str
    copies: _Copies
    metadata: dict[str, str]
    paragraphs: list[TextJson]


class SimilarHitJson(msgspec.Struct):
    """A passage that means about the same, or the best one of a document that does."""

    document: DocumentJson
    paragraph: ParagraphJson
    similarity: Annotated[
        float, Meta(description="Cosine of the vectors of the passages, or of the documents.")
    ]
    text: Annotated[str, Meta(description="The beginning of the passage, if it is long.")]


class SimilarJson(msgspec.Struct):
    """What is most like a document, or like one paragraph of it, the most alike first."""

    document: Annotated[str, Meta(description="The id of the document.")]
    paragraph: Annotated[int | None, Meta(description="The ordinal asked; null for the whole.")]
    is_known: Annotated[
        bool, Meta(description="Whether any word of it is known. If not, nothing is like it.")
    ]
    took_ms: float
    generation: str
    similar: list[SimilarHitJson]


class SkippedJson(msgspec.Struct):
    """What was not indexed: a file, or a line of it."""

    path: str
    line: Annotated[int | None, Meta(description="From 1; null for the whole file.")]
    reason: str


class ReasonJson(msgspec.Struct):
    """How many were not indexed for one reason."""

    reason: str
    total: int


class SkippedListingJson(msgspec.Struct):
    """One page of what was not indexed, the commonest reason first, then by path."""

    total: int
    page: int
    size: int
    links: LinksJson
    reasons: list[ReasonJson]
    skipped: list[SkippedJson]


class SuggestionsJson(msgspec.Struct):
    """The text typed, with its last word completed."""

    query: str
    suggestions: list[str]


def document_url(document_id: str) -> str:
    return f"/documents/{quote(document_id)}"


def paragraph_url(paragraph: Paragraph) -> str:
    return f"{document_url(paragraph.document)}#p{paragraph.ordinal}"


def results_json(
    results: Results, *, first: str | None = None, last: str | None = None
) -> ResultsJson:
    """first, last: the limits of the date, which the links repeat."""
    asked = {"q": results.query, "size": results.size, "sort": results.sort, "group": results.group}
    limits = (("from", first), ("to", last), ("language", results.language))
    asked |= {name: value for name, value in limits if value}
    return ResultsJson(
        QueryJson(
            results.query,
            results.understood,
            list(results.ignored),
            list(results.dropped),
            results.suggestion,
            list(results.related),
        ),
        results.total,
        round(results.took_ms, 3),
        results.page,
        results.size,
        results.sort,
        results.group,
        results.generation,
        [LanguageJson(code, total) for code, total in results.languages],
        _links("/api/search", asked, results.page, results.has_next),
        [_hit(hit) for hit in results.hits],
    )


def listing_json(listing: DocumentListing, page: int, size: int) -> ListingJson:
    documents = [
        ListedJson(*_identity(info), document_url(info.id), paragraphs)
        for info, paragraphs in listing.documents
    ]
    links = _links("/api/documents", {"size": size}, page, page * size < listing.total)
    return ListingJson(listing.total, page, size, links, documents)


def skipped_json(listing: SkippedListing, page: int, size: int) -> SkippedListingJson:
    skipped = [SkippedJson(one.path, one.line or None, one.reason) for one in listing.skipped]
    links = _links("/api/skipped", {"size": size}, page, page * size < listing.total)
    reasons = [ReasonJson(kind, total) for kind, total in listing.kinds]
    return SkippedListingJson(listing.total, page, size, links, reasons, skipped)


def document_json(document: LitDocument) -> WholeDocumentJson:
    info = document.info
    paragraphs = [
        TextJson(*_paragraph(lit.paragraph), lit.paragraph.text) for lit in document.paragraphs
    ]
    copies, metadata = list(document.copies), dict(info.metadata)
    url = document_url(info.id)
    return WholeDocumentJson(*_identity(info), url, copies, metadata, paragraphs)


def similar_json(similar: Similar) -> SimilarJson:
    hits = [SimilarHitJson(*_place(hit), hit.score, hit.snippet.text) for hit in similar.hits]
    return SimilarJson(
        similar.document.id,
        similar.ordinal,
        similar.is_known,
        round(similar.took_ms, 3),
        similar.generation,
        hits,
    )


def tokens_json(tokens: Sequence[Token]) -> AnalysisJson:
    return AnalysisJson(
        [
            TokenJson(
                token.text,
                token.form,
                token.stem,
                [other.stem for other in related(token)],
                token.stop,
                token.start,
                token.end,
            )
            for token in tokens
        ]
    )


def to_bytes(value: msgspec.Struct, *, indent: int = 0) -> bytes:
    """UTF-8 JSON."""
    encoded = msgspec.json.encode(value)
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def _hit(hit: Hit) -> HitJson:
    return HitJson(
        *_place(hit),
        hit.score,
        hit.meaning,
        _snippet(hit.snippet),
        [_hit(other) for other in hit.others],
        hit.more,
    )


def _place(hit: Hit) -> tuple[DocumentJson, ParagraphJson]:
    info = hit.document
    document = DocumentJson(*_identity(info), document_url(info.id), list(hit.copies))
    return document, ParagraphJson(*_paragraph(hit.paragraph))


def _snippet(snippet: Snippet) -> SnippetJson:
    return SnippetJson(snippet.text, [(span.start, span.end) for span in snippet.spans])


def _identity(info: DocumentInfo) -> tuple[str, str, str | None, str]:
    return info.id, info.title, str(info.date) if info.date else None, info.language or "fr"


def _paragraph(paragraph: Paragraph) -> tuple[int, str | None, int | None, bool, str]:
    return (
        paragraph.ordinal,
        paragraph.heading or None,
        paragraph.page or None,
        paragraph.quoted,
        paragraph_url(paragraph),
    )


def _links(path: str, asked: dict[str, object], page: int, has_next: bool) -> LinksJson:
    def link(number: int) -> str:
        return f"{path}?{urlencode({**asked, 'page': number})}"

    return LinksJson(
        link(page),
        link(1),
        link(page - 1) if page > 1 else None,
        link(page + 1) if has_next else None,
    )
