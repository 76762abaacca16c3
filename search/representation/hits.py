"""A document, a paragraph and a hit, as every answer gives them."""

from functools import lru_cache
from typing import Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta

from ..duplicates.digest import shown_digest
from ..model import FIRST_PART, DocumentInfo, Hit, Kind, Paragraph, Repetitions, Snippet
from .explanation import ExplanationJson, explanation_json

Language = Annotated[
    str, Meta(description="ISO 639-1; fr too where the language can't be told.", examples=["fr"])
]
FilePage = Annotated[int | None, Meta(description="Page of the file, from 1, if it has pages.")]
Quoted = Annotated[bool, Meta(description="Whether a message repeats it from another.")]
Path = Annotated[
    str, Meta(description="Path of its file; of a record, without its own id.", examples=["a.pdf"])
]
Format = Annotated[str, Meta(description="Format that it was read from.", examples=["pdf"])]
Metadata = Annotated[
    dict[str, str],
    Meta(description="What else its file says of it; between several values stands `;`."),
]
Headings = Annotated[list[str], Meta(description="What it stands under, outermost first.")]
Copies = Annotated[list[str], Meta(description="Ids of other documents with the same text.")]
Digest = Annotated[
    str,
    Meta(
        description="Of the text, without spaces, quotes and apostrophes: whatever says the same"
        " has the same.",
        pattern="^[a-z2-7]{16}$",
    ),
]
Permalink = Annotated[
    str, Meta(description="Finds the paragraph wherever it stands by then, and says if it moved.")
]


class DocumentJson(msgspec.Struct):
    """A document; `date` is YYYY, YYYY-MM or YYYY-MM-DD, as precise as is known."""

    id: str
    title: str
    date: str | None
    language: Language
    path: Path
    format: Format
    url: str
    copies: Copies
    metadata: Metadata


class ParagraphJson(msgspec.Struct):
    """A paragraph; `ordinal` counts from 1, `heading` is what it stands under, in one text."""

    ordinal: int
    heading: str | None
    headings: Headings
    page: FilePage
    quoted: Quoted
    url: str
    digest: Digest
    permalink: Permalink


class PlaceJson(msgspec.Struct):
    """Another place of a paragraph; `same` is false where a few words of it are others."""

    document: Annotated[str, Meta(description="The id of the document.")]
    title: str
    ordinal: int
    url: str
    same: bool


class RepetitionsJson(msgspec.Struct):
    """Where else the paragraph stands, of all that matches: `total` places besides the one
    shown, and in how many other documents; `places` has the first twenty.
    """

    total: int
    documents: int
    places: list[PlaceJson]


class SnippetJson(msgspec.Struct):
    """A text, and what matched in it as [start, end] in characters."""

    text: str
    spans: list[tuple[int, int]]


Matched = Annotated[
    list[Kind],
    Meta(
        description="What matches: the paragraph's text; a heading that begins at it; the title"
        " of the document, of which it is the first paragraph. Headings and titles are lit"
        " wherever they have words of the query: what isn't named here has added to the score.",
        examples=[["text"], ["heading"]],
    ),
]


class HitJson(msgspec.Struct):
    """A paragraph that answers, or the first one under a heading or a title that does. Grouped
    by document, `others` are its next best and `more` says how many there are besides this one.
    """

    document: DocumentJson
    paragraph: ParagraphJson
    score: Annotated[float, Meta(description="What the hits are sorted by: BM25 and `meaning`.")]
    meaning: Annotated[float, Meta(description="What of it is for what the paragraph means.")]
    matched: Matched
    snippet: Annotated[SnippetJson, Meta(description="Without spans if its text doesn't match.")]
    title: Annotated[SnippetJson, Meta(description="Of the document.")]
    heading: Annotated[SnippetJson | None, Meta(description="All that it stands under.")]
    path: Annotated[SnippetJson, Meta(description="Of the file, lit at a first paragraph.")]
    others: "list[HitJson]"
    more: int
    also: RepetitionsJson
    explanation: Annotated[
        ExplanationJson | None, Meta(description="Where it was asked for with `explain=1`.")
    ]


@lru_cache(maxsize=256)
def document_url(document_id: str) -> str:
    """The hits of a page are of few documents."""
    return f"/documents/{quote(document_id)}"


def paragraph_url(paragraph: Paragraph) -> str:
    """Whoever follows it without scripts arrives too: what is behind the fragment isn't sent, so
    the address says which part of a long document is wanted.
    """
    at = f"?at={paragraph.ordinal}" if paragraph.ordinal > FIRST_PART else ""
    return f"{document_url(paragraph.document)}{at}#p{paragraph.ordinal}"


def permalink(paragraph: Paragraph) -> str:
    return _permalink(paragraph, digest_of(paragraph))


def digest_of(paragraph: Paragraph) -> str:
    """As the index keeps it, or of the text."""
    return paragraph.digest or shown_digest(paragraph.text)


def _permalink(paragraph: Paragraph, digest: str) -> str:
    """The address is quoted as that of the document is."""
    place = document_url(paragraph.document).removeprefix("/documents/")
    return f"/p/{digest}?at={place}%23p{paragraph.ordinal}"


def hit_json(hit: Hit) -> HitJson:
    return HitJson(
        *place(hit),
        hit.score,
        hit.meaning,
        list(hit.matched),
        snippet_json(hit.snippet),
        snippet_json(hit.title),
        snippet_json(hit.heading) if hit.heading.text else None,
        snippet_json(hit.path),
        [hit_json(other) for other in hit.others],
        hit.more,
        _repetitions(hit.also),
        explanation_json(hit.explanation) if hit.explanation else None,
    )


def _repetitions(also: Repetitions) -> RepetitionsJson:
    places = [
        PlaceJson(
            one.document.id,
            one.document.title,
            one.paragraph.ordinal,
            paragraph_url(one.paragraph),
            one.is_same,
        )
        for one in also.places
    ]
    return RepetitionsJson(also.total, also.documents, places)


def place(hit: Hit) -> tuple[DocumentJson, ParagraphJson]:
    info = hit.document
    url, copies, metadata = document_url(info.id), list(hit.copies), dict(info.metadata)
    document = DocumentJson(*identity(info), url, copies, metadata)
    return document, ParagraphJson(*paragraph_fields(hit.paragraph))


def snippet_json(snippet: Snippet) -> SnippetJson:
    return SnippetJson(snippet.text, list(snippet.spans))


def identity(info: DocumentInfo) -> tuple[str, str, str | None, str, str, str]:
    date = str(info.date) if info.date else None
    return info.id, info.title, date, info.language or "fr", info.path, info.format


def paragraph_fields(
    paragraph: Paragraph,
) -> tuple[int, str | None, list[str], int | None, bool, str, str, str]:
    digest = digest_of(paragraph)
    return (
        paragraph.ordinal,
        paragraph.heading or None,
        list(paragraph.headings),
        paragraph.page or None,
        paragraph.quoted,
        paragraph_url(paragraph),
        digest,
        _permalink(paragraph, digest),
    )
