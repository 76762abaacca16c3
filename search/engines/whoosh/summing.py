"""Lists of scores added up in an array as long as the collection, as far as the best need it.

All that is found is counted, but of a list much longer than the others only those documents are
looked at that these have, or that may be among the best without them: MaxScore (Turtle & Flood
1995), with bitmaps for exact totals.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..arrays import distinct
from ..base import SCORE_DIGITS
from .bitmap import Bitmap, Union
from .scored import Scored
from .segments import Listing, Numbers

#: By how much scores may differ that are rounded to the same.
ROUNDING: float = 1.01 * 10**-SCORE_DIGITS
#: A document is looked up in a bitmap in the time in which so many are gone through.
_LOOKED_UP = 3
#: Documents of a long list that may be among the best by themselves, so many that it is worth
#: telling anew what the best score at least.
_MANY = 1024


class Summing:
    """sums: zeros, which it leaves behind, unless something is raised
    limit: of how many the best are wanted; least: what these score at least

    total: documents found, of which so many are found `apart`
    """

    def __init__(self, sums: NDArray[np.float64], limit: int, least: float) -> None:
        self._sums = sums
        self._limit = limit
        self._least = least
        self._union: Union | None = None
        self._whole: list[Numbers] = []  # lists gone through: each has a document once
        self._touched: list[Numbers] = []
        self._best: list[Numbers] = []
        self.total = 0
        self.apart = 0

    def find(
        self,
        lists: Sequence[Scored],
        apart: Sequence[Scored],
        more: Sequence[Scored],
        asked: Listing,
    ) -> None:
        """Add up what is found.

        apart: lists of which is counted what no other has
        more: what only adds to scores
        asked: documents of which it has to be known whether they are found
        """
        others = sum(map(len, (*apart, *more))) + len(asked)
        whole, long = _parted(sorted(lists, key=len), others)
        if long:
            self._union = Union([bitmap for _, bitmap in long])
            self.total = len(self._union)
        for one in whole:
            self._add(one)
        before = self.total
        for one in apart:
            self._add(one)
        self.apart = self.total - before
        if long:
            self._look_up(long, [*(one.documents for one in more), asked])
        for one in more:
            self._add_to_found(one)

    def best(self) -> Numbers:
        """The documents that score enough, ascending."""
        return distinct(np.concatenate(self._best))

    def clear(self) -> None:
        """Leave zeros behind."""
        if sum(map(len, self._touched)) * 2 > len(self._sums):
            self._sums.fill(0)
        else:
            for places in self._touched:
                self._sums[places] = 0

    def _add(self, one: Scored) -> None:
        places = one.documents.astype(np.int64)
        if self._touched:
            here = self._sums.take(places)
            self._count(places, here)
            here += one.scores
        else:
            here = one.scores
            self._count(places, None)
        self._whole.append(places)
        self._put(places, here)

    def _count(self, places: Numbers, here: NDArray[np.float64] | None) -> None:
        """Those that weren't found before."""
        if self._union is not None:
            new = places if here is None else places[here == 0]
            self.total += len(new) - int(np.count_nonzero(self._union.has(new)))
        else:
            self.total += len(places) - (0 if here is None else int(np.count_nonzero(here)))

    def _put(self, places: Numbers, here: NDArray[np.float64]) -> None:
        self._sums[places] = here
        self._touched.append(places)
        self._best.append(places[here >= self._least])

    def _look_up(self, long: Sequence[tuple[Scored, Bitmap]], others: Sequence[Listing]) -> None:
        """Add what long lists, the longest last, have of the documents touched, and of others."""
        sought = np.concatenate([*self._touched, *others], dtype=np.int64)
        rest = sum(_highest(one) for one, _ in long)
        for one, bitmap in long:
            rest -= _highest(one)
            own = np.flatnonzero(one.scores >= self._least - rest)
            if len(own) > _MANY and self._raise_least():
                own = np.flatnonzero(one.scores >= self._least - rest)
            if (len(sought) + len(own)) * _LOOKED_UP > len(one):
                documents, scores = one.documents.astype(np.int64), one.scores
            else:
                places = np.concatenate([bitmap.places(sought), own])
                documents = one.documents.take(places).astype(np.int64)
                scores = one.scores.take(places)
            here = self._sums.take(documents)  # of one that comes twice the same twice
            here += scores
            self._put(documents, here)
            sought = np.concatenate([sought, one.documents.take(own)], dtype=np.int64)

    def _raise_least(self) -> bool:
        """To what the best of the lists gone through have so far; whether that is more than was
        known.
        """
        known = [places for places in self._whole if len(places) >= self._limit]
        bests = [nth_best(self._sums.take(places), self._limit) for places in known]
        before = self._least
        self._least = max((before, *(best - ROUNDING for best in bests)))
        return self._least > before

    def _add_to_found(self, one: Scored) -> None:
        places = one.documents.astype(np.int64)
        here = self._sums.take(places)
        is_found = here > 0
        here += one.scores
        here *= is_found
        self._sums[places] = here
        self._best.append(places[here >= self._least])


def _parted(
    lists: Sequence[Scored], others: int
) -> tuple[list[Scored], list[tuple[Scored, Bitmap]]]:
    """The lists to be gone through, and those much longer than these and `others` together, the
    longest last.
    """
    whole: list[Scored] = []
    long: list[tuple[Scored, Bitmap]] = []
    for one in lists:
        if one.bitmap is not None and len(one) > _LOOKED_UP * others:
            long.append((one, one.bitmap))
        else:
            whole.append(one)
            others += len(one)
    return whole, long


def nth_best(scores: NDArray[np.float64], number: int) -> float:
    return float(np.partition(scores, -number)[-number])


def _highest(one: Scored) -> float:
    return float(one.scores.max() if one.best is None else one.best[-1])
