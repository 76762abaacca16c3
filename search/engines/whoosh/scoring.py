"""What each paragraph of a list scores for its term: `bm25.py`, by the column."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...query.bm25 import K1, KEPT_LENGTHS, B, idf
from .collection import Collection
from .scored import NOTHING, Scored
from .segments import Listing

#: Occurrences in a paragraph below which what they are worth is looked up: two are seldom passed.
_TABULATED = 32

_LENGTHS = np.array(KEPT_LENGTHS, np.float64)


class Scoring:
    """By the statistics of a whole index.

    frequency(field, term): the paragraphs with the term
    average(field): the average length
    """

    def __init__(
        self,
        collection: Collection,
        frequency: Callable[[str, str], int],
        average: Callable[[str], float],
    ) -> None:
        self._collection = collection
        self._frequency = frequency
        self._average = average
        self._tables: dict[str, NDArray[np.float64]] = {}

    def idf(self, field: str, term: str) -> float:
        return idf(self._collection.size, self._frequency(field, term))

    def scored(self, field: str, documents: Listing, counts: NDArray[Any], rarity: float) -> Scored:
        """`bm25.term_score` for a whole list; `rarity` is weight · idf."""
        if not len(documents):
            return NOTHING
        lengths = self._collection.lengths(field).take(documents)
        if int(counts.max()) < _TABULATED:
            places = counts.astype(np.uint16)
            places <<= 8
            places |= lengths
            scores = self._table(field).take(places)
        else:
            frequencies = counts.astype(np.float64)
            scores = frequencies / (frequencies + self._norms(field).take(lengths))
        scores *= rarity * (K1 + 1)
        return Scored(documents, scores)

    def _norms(self, field: str) -> NDArray[np.float64]:
        """Of each length that a byte keeps."""
        return K1 * (1 - B + B * _LENGTHS / self._average(field))

    def _table(self, field: str) -> NDArray[np.float64]:
        """What each number of occurrences is worth in each length."""
        if field not in self._tables:
            often = np.arange(_TABULATED, dtype=np.float64)[:, None]
            self._tables[field] = (often / (often + self._norms(field))).ravel()
        return self._tables[field]
