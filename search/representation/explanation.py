"""What the score of a hit is made of."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Explanation, Way, Where

#: Decimals of scores, as engines round them.
SCORE_DIGITS = 4

_Way = Annotated[
    Way,
    Meta(
        description="How the word found the term: as typed, by its stem, by another word of its"
        " family, by a synonym, with its accents or in one word, by what it begins or looks like;"
        " as a phrase; side by side."
    ),
]


class ShareJson(msgspec.Struct):
    """What one term of one field adds: weight · BM25, with k1 = 1.2 and b = 0.75. `frequency`,
    `length` and `average` are 0 for what scores the same wherever it is (`side_by_side`).
    """

    word: Annotated[str, Meta(description="Of the query.")]
    way: _Way
    where: Annotated[Where, Meta(description="What the term is in.")]
    field: Annotated[str, Meta(description="The field of the index.")]
    term: Annotated[str, Meta(description="As it is indexed.")]
    idf: Annotated[float, Meta(description="How rare it is; of a phrase, the sum of its words'.")]
    frequency: Annotated[float, Meta(description="How often it is there.")]
    length: Annotated[float, Meta(description="Of the field, in terms, as it is kept.")]
    average: Annotated[float, Meta(description="Of the field in all paragraphs, in terms.")]
    weight: float
    score: float


class ExplanationJson(msgspec.Struct):
    """The shares and `meaning`, what is for what the paragraph means, add up to `score`."""

    shares: list[ShareJson]
    meaning: float
    score: float


def explanation_json(explanation: Explanation) -> ExplanationJson:
    told = explanation.rounded(SCORE_DIGITS)
    shares = [
        ShareJson(
            share.word,
            share.way,
            share.where,
            share.field,
            share.term,
            round(share.idf, SCORE_DIGITS),
            share.frequency,
            share.length,
            round(share.average, SCORE_DIGITS),
            round(share.weight, SCORE_DIGITS),
            share.score,
        )
        for share in told.shares
    ]
    return ExplanationJson(shares, told.meaning, told.score)
