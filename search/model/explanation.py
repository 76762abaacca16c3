"""What the score of a hit is made of."""

import math
from dataclasses import dataclass, replace
from typing import Literal

#: How a word of the query found a term: as it is typed, inflected (by its stem), by another word
#: of its family, by a synonym, with its accents or as one word, as one of those that a pattern, a
#: beginning or a mistyped word stands for; a phrase as a whole; parts side by side.
Way = Literal["form", "stem", "family", "synonym", "spelling", "pattern", "phrase", "side_by_side"]
#: Where: in the paragraph, the headings above it, the title, the names of file and folders.
Where = Literal["text", "heading", "title", "name"]


@dataclass(frozen=True, slots=True)
class Share:
    """What one term of one field adds to a score.

    word: of the query, as typed
    term: as indexed; of a phrase, with spaces between
    idf: how rare it is (`query/bm25.py`); of a phrase, the sum of its words'
    frequency: how often it is there
    length, average: of the field, in terms: here, as it is kept, and in the mean
    weight: what the field and the way are worth
    score: weight · BM25; of what scores the same wherever it is (`side_by_side`), that
    """

    word: str
    way: Way
    where: Where
    field: str
    term: str
    idf: float
    frequency: float
    length: float
    average: float
    weight: float
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """shares: the greatest first
    meaning: what the hit gains by what it means; score: the sum of all, as it is sorted by
    """

    shares: tuple[Share, ...]
    meaning: float
    score: float

    def rounded(self, digits: int) -> "Explanation":
        """With so many decimals, so that the numbers add up as they are written (the method of
        largest remainders, Hamilton 1792).
        """
        unit = 10**digits
        exact = [*(share.score for share in self.shares), self.meaning]
        down = [math.floor(value * unit) for value in exact]
        left = round(self.score * unit) - sum(down)
        by_rest = sorted(range(len(exact)), key=lambda n: down[n] - exact[n] * unit)
        for place in by_rest[: max(left, 0)]:
            down[place] += 1
        written = [value / unit for value in down]
        pairs = zip(self.shares, written, strict=False)
        shares = tuple(replace(share, score=value) for share, value in pairs)
        return Explanation(shares, written[-1], round(self.score, digits))
