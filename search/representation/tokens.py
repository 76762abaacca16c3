"""The words of a text as they are analysed, and words completed."""

from collections.abc import Sequence

import msgspec

from ..analysis import Token, related


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


class SuggestionsJson(msgspec.Struct):
    """The text typed, with its last word completed."""

    query: str
    suggestions: list[str]


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
