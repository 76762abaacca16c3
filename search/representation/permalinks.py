"""What a permalink leads to."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Fate, FoundParagraph
from .hits import (
    Digest,
    Format,
    Language,
    ParagraphJson,
    Path,
    document_url,
    identity,
    paragraph_fields,
)
from .warned import Warned


class FoundDocumentJson(msgspec.Struct):
    """The document that a paragraph is in."""

    id: str
    title: str
    date: str | None
    language: Language
    path: Path
    format: Format
    url: str


class FoundParagraphJson(Warned):
    """The paragraph of a digest. `fate` says what became of it: it is where it was (`here`), at
    another place of its document (`moved`), in another document (`elsewhere`), with a few words
    changed (`changed`), or gone, and this is what stands there now (`gone`).
    """

    digest: Annotated[Digest, Meta(description="The digest asked for.")]
    before: Annotated[str | None, Meta(description="Where it was, as was said.")]
    fate: Fate
    document: FoundDocumentJson
    paragraph: ParagraphJson
    text: str


def found_paragraph_json(found: FoundParagraph) -> FoundParagraphJson:
    info, paragraph = found.document, found.paragraph
    return FoundParagraphJson(
        found.digest,
        found.before or None,
        found.fate,
        FoundDocumentJson(*identity(info), document_url(info.id)),
        ParagraphJson(*paragraph_fields(paragraph)),
        paragraph.text,
    )
