"""Lists of scores added up in an array as long as the collection, where none is long."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import distinct
from .scored import Scored
from .segments import Numbers
from .top_documents import Found, Sought


class Summing:
    """sums: zeros, which it leaves behind, unless something is raised"""

    def __init__(self, sums: NDArray[np.float64], sought: Sought) -> None:
        self._sums = sums
        self._sought = sought
        self._touched: list[Numbers] = []
        self._best: list[Numbers] = []

    def find(self) -> Found:
        sought = self._sought
        total = sum(self._add(one) for one in sorted(sought.lists, key=len))
        apart = sum(self._add(one) for one in sought.apart)
        are_found = self._sums.take(sought.asked) > 0
        for one in sought.more:
            self._add_to_found(one)
        documents = distinct(np.concatenate(self._best))
        scores = self._sums.take(documents)
        self._clear()
        return Found(total + apart, apart, documents, scores, are_found)

    def _add(self, one: Scored) -> int:
        """How many documents are new."""
        places = one.documents.astype(np.int64)
        here, new = one.scores, len(places)
        if self._touched:
            here = self._sums.take(places)
            new -= int(np.count_nonzero(here))
            here += one.scores
        self._sums[places] = here
        self._touched.append(places)
        self._best.append(places[here >= self._sought.least])
        return new

    def _add_to_found(self, one: Scored) -> None:
        places = one.documents.astype(np.int64)
        here = self._sums.take(places)
        is_found = here > 0
        here += one.scores
        here *= is_found
        self._sums[places] = here
        self._best.append(places[here >= self._sought.least])

    def _clear(self) -> None:
        """Leave zeros behind."""
        if sum(map(len, self._touched)) * 2 > len(self._sums):
            self._sums.fill(0)
        else:
            for places in self._touched:
                self._sums[places] = 0
