"""Impacts: scores in whole steps, rounded up, a byte each (Anh, de Kretser & Moffat 2001)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: What a step scores, and the most steps that there may be.
STEP = 0.2
_MOST = 255
#: So many scores of a list may be higher than its impacts say, less one: a few high ones, of titles
#: that repeat a word, would make whatever is in several lists seem to score as much.
_HIGHER = 16

Scores = NDArray[np.float64]
Documents = NDArray[np.uint32] | NDArray[np.int64]


class Impacts(NamedTuple):
    """Those of a list.

    by_document: of a long list, for each document of the collection, 0 where it isn't in the list
    highest: of them
    above: documents that score more than the highest, which are few
    """

    by_document: NDArray[np.uint8] | None
    highest: int
    above: Documents

    @property
    def nbytes(self) -> int:
        return self.above.nbytes + (0 if self.by_document is None else self.by_document.nbytes)


def impacts_of(
    documents: Documents, scores: Scores, best: Scores, collection_size: int | None
) -> Impacts:
    """best: the highest scores, ascending; collection_size: of how many documents the impacts are
    wanted, if they are
    """
    highest = highest_impact(best)
    by_document = None
    if collection_size is not None:
        by_document = np.zeros(collection_size, np.uint8)
        by_document[documents] = rounded_up(scores, highest)
    return Impacts(by_document, highest, above(documents, scores, highest))


def highest_impact(best: Scores) -> int:
    return min(_MOST, int(np.ceil(best[-_HIGHER:][0] / STEP)))


def rounded_up(scores: Scores, highest: int) -> NDArray[np.uint8]:
    steps = scores * (1 / STEP)
    np.ceil(steps, out=steps)
    return np.minimum(steps, highest, out=steps).astype(np.uint8)


def above(documents: Documents, scores: Scores, highest: int) -> Documents:
    """The documents that score more than the highest impact."""
    return documents[scores > highest * STEP]
