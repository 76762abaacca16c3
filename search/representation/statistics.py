"""What an index holds."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Statistics
from .hits import Language
from .warned import Warned


class LanguageShareJson(msgspec.Struct):
    """How many paragraphs of the index are in a language."""

    language: Language
    paragraphs: int


class StatisticsJson(Warned):
    """What the index holds."""

    generation: Annotated[str, Meta(description="Another one whenever the index has changed.")]
    engine: Annotated[str, Meta(description="What keeps the index.", examples=["whoosh"])]
    built: Annotated[str, Meta(description="When, in ISO 8601.")]
    documents: int
    paragraphs: int
    words: Annotated[int, Meta(description="Different words in the paragraphs.")]
    skipped: Annotated[int, Meta(description="Files, and lines of files, not indexed.")]
    languages: Annotated[list[LanguageShareJson], Meta(description="The commonest first.")]


def statistics_json(statistics: Statistics) -> StatisticsJson:
    return StatisticsJson(
        statistics.generation,
        statistics.engine,
        statistics.built,
        statistics.documents,
        statistics.paragraphs,
        statistics.words,
        statistics.skipped,
        [LanguageShareJson(code, total) for code, total in statistics.languages],
    )
