"""Scores as codes: numbers of two bytes in a list of all that there are, for a quarter of the room.

A word's score depends on how often it is in a paragraph and on the length of that, so tens of
thousands of paragraphs have a few thousand scores. Nothing is rounded.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Scores that two bytes tell apart.
_MOST = 1 << 16

Scores = NDArray[np.float64]


class CodedScores(NamedTuple):
    """values: each score once, ascending; codes: places in these"""

    values: Scores
    codes: NDArray[np.uint16]

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + self.codes.nbytes

    def all(self) -> Scores:
        """The scores, in their order."""
        return self.values.take(self.codes)

    def take(self, places: NDArray[np.integer]) -> Scores:
        """Those at some places, of which one beyond the last is taken for that."""
        return self.values.take(self.codes.take(places, mode="clip"))


def coded(scores: Scores) -> Scores | CodedScores:
    """The scores as codes, or as they are where there are too many others."""
    values, codes = np.unique(scores, return_inverse=True)
    return CodedScores(values, codes.astype(np.uint16)) if len(values) <= _MOST else scores
