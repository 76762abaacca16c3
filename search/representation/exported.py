"""A hit of an export, from which every format of it is made."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Hit
from .hits import DocumentJson, Matched, ParagraphJson, SnippetJson, place, snippet_json


class ExportedJson(msgspec.Struct, omit_defaults=True):
    """A paragraph that answers, or the first one under a heading or a title that does, whole: a
    line of JSON Lines.
    """

    address: Annotated[str, Meta(description="What names the paragraph: document#pordinal.")]
    document: DocumentJson
    paragraph: ParagraphJson
    score: float
    matched: Matched
    text: str
    snippet: Annotated[
        SnippetJson | None, Meta(description="Where it was asked for with `snippets`.")
    ] = None


def exported_json(hit: Hit, *, has_snippet: bool) -> ExportedJson:
    return ExportedJson(
        hit.paragraph.address,
        *place(hit),
        hit.score,
        list(hit.matched),
        hit.paragraph.text,
        snippet_json(hit.snippet) if has_snippet else None,
    )
