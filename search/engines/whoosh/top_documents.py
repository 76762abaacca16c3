"""The top documents of some lists of scores: what is sought in them, and what is found."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..base import SCORE_DIGITS
from .scored import Scored
from .segments import Listing, Numbers

#: By how much scores may differ that are rounded to the same.
ROUNDING: float = 1.01 * 10**-SCORE_DIGITS


class Sought(NamedTuple):
    """What is in any of the lists.

    lists: none is empty, and all scores are above 0
    apart: more of them, of which is counted what no other has
    more: what only adds to scores
    asked: documents of which it has to be known whether they are found
    limit: of how many the best are wanted; least: what these score at least
    """

    lists: Sequence[Scored]
    apart: Sequence[Scored]
    more: Sequence[Scored]
    asked: Listing
    limit: int
    least: float


class Found(NamedTuple):
    """total: documents found, of which so many are only in the lists `apart`
    documents, scores: the best of them, as many as were wanted or more, ascending by document
    are_found: which of the documents asked about are among them
    """

    total: int
    apart: int
    documents: Numbers
    scores: NDArray[np.float64]
    are_found: NDArray[np.bool_]


def nth_best(scores: NDArray[np.float64], number: int) -> float:
    return float(np.partition(scores, -number)[-number])
