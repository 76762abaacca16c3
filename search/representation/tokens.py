"""The words of a text as they are analysed, and words completed."""

from collections.abc import Sequence

import msgspec

from ..analysis import Token, related
from .offsets import CODE_POINTS, position_in


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


def tokens_json(
    tokens: Sequence[Token], text: str = "", offsets: str = CODE_POINTS
) -> AnalysisJson:
    """text: what was analysed; offsets: how the places in it are counted"""
    return AnalysisJson(
        [
            TokenJson(
                token.text,
                token.form,
                token.stem,
                [other.stem for other in related(token)],
                token.stop,
                position_in(text, token.start, offsets),
                position_in(text, token.end, offsets),
            )
            for token in tokens
        ]
    )
