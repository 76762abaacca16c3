"""What is most like a document, or like one paragraph of it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Similar
from .hits import DocumentJson, ParagraphJson, place
from .warned import Warned


class SimilarHitJson(msgspec.Struct):
    """A passage that means about the same, or the best one of a document that does."""

    document: DocumentJson
    paragraph: ParagraphJson
    similarity: Annotated[
        float, Meta(description="Cosine of the vectors of the passages, or of the documents.")
    ]
    text: Annotated[str, Meta(description="The beginning of the passage, if it is long.")]


class SimilarJson(Warned):
    """What is most like a document, or like one paragraph of it, the most alike first."""

    document: Annotated[str, Meta(description="The id of the document.")]
    paragraph: Annotated[int | None, Meta(description="The ordinal asked; null for the whole.")]
    is_known: Annotated[
        bool, Meta(description="Whether any word of it is known. If not, nothing is like it.")
    ]
    took_ms: float
    generation: str
    similar: list[SimilarHitJson]


def similar_json(similar: Similar) -> SimilarJson:
    hits = [SimilarHitJson(*place(hit), hit.score, hit.snippet.text) for hit in similar.hits]
    return SimilarJson(
        similar.document.id,
        similar.ordinal,
        similar.is_known,
        round(similar.took_ms, 3),
        similar.generation,
        hits,
    )
