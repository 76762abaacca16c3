"""The neighbours of a document, or of a passage: the nearest vectors among all.

A passage is compared by its cosine with each other one. A document means the mean of its
paragraphs, and so does each one that it is compared with:

    cosine(q, Σp) = Σ(q · p) / (|q| |Σp|)

The sum of products is had by one look at every vector, |Σp| only by another. So it is
estimated first, by how much two paragraphs of a document are alike on average, and what comes
first by the estimate is sorted by what it really is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..engines.base import ORDINAL_BITS, SCORE_DIGITS, paragraph_key
from .paragraphs import Keys, Vectors
from .products import Bytes, Products
from .words import LENGTH, to_bytes

#: Documents of which the estimate is looked into.
_CANDIDATES = 256
#: The cosine of two paragraphs of one document, about (the median of those that are measured
#: by tests/bench/similar.py).
_COHERENCE = 0.3
#: Passages fetched for each that is wanted, since some say the same again.
_FETCHED = 16


class Neighbour(NamedTuple):
    """The key of a passage, and how near it is, or its document: a cosine, 1 at the most."""

    key: int
    similarity: float


class Neighbours:
    """Of a document, given by its number and how many paragraphs it has.

    ordinal: of one paragraph of it that is asked for, or None for the whole
    is_known: whether the vectors know what it means; otherwise nothing is like it
    """

    def __init__(
        self, vectors: Vectors, document: int, paragraphs: int, ordinal: int | None
    ) -> None:
        ordinals = [ordinal] if ordinal else range(1, paragraphs + 1)
        keys = paragraph_key(document, 0) + np.array(ordinals, np.int64)
        self._vectors = vectors
        self._document = document
        self._is_passage = bool(ordinal)
        self._vector = to_bytes(_sum(vectors[keys])[None])[0]
        self.is_known = bool(self._vector.any())

    def nearest(self, limit: int, check: Callable[[], None]) -> list[Neighbour]:
        """The nearest passages, or for a whole document the best passages of the nearest
        documents; none of its own, and none that says the same as another.

        check: called now and then; what it raises ends it
        """
        if not self.is_known:
            return []
        keys, products = self._vectors.products(self._vector, check)
        others = keys >> ORDINAL_BITS != self._document
        keys, products = keys[others], products[others]
        find = self._passages if self._is_passage else self._documents
        return find(keys, products, limit)

    def _passages(self, keys: Keys, products: Products, limit: int) -> list[Neighbour]:
        fetched = _FETCHED * limit
        while True:
            best = _largest(products, fetched)
            found = self._distinct(keys[best], products[best])
            if len(found) >= limit or fetched >= len(keys):
                return found[:limit]
            fetched *= _FETCHED

    def _distinct(self, keys: Keys, products: Products) -> list[Neighbour]:
        """Those that are like it at all; the first of what is the same, which isn't it."""
        rows = {self._vector.tobytes(): -1}
        for place, row in enumerate(self._vectors[keys]):
            rows.setdefault(row.tobytes(), place)
        places = [place for place in rows.values() if place >= 0 and products[place] > 0]
        return _neighbours(keys[places], products[places] / LENGTH**2)

    def _documents(self, keys: Keys, products: Products, limit: int) -> list[Neighbour]:
        if not len(keys):
            return []
        documents = keys >> ORDINAL_BITS
        starts = np.flatnonzero(np.diff(documents, prepend=-1))
        sums = np.add.reduceat(products.astype(np.float64), starts)
        ends = np.append(starts[1:], len(keys))
        likely = _largest(_estimates(sums, ends - starts), _CANDIDATES)
        passages, cosines = [], []
        for start, end, product in zip(starts[likely], ends[likely], sums[likely], strict=True):
            length = np.linalg.norm(_sum(self._vectors[keys[start:end]]))
            cosines.append(product / max(float(length), 1.0) / LENGTH)
            passages.append(keys[start + products[start:end].argmax()])
        return [one for one in _neighbours(passages, cosines)[:limit] if one.similarity > 0]


def _estimates(sums: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """About the cosines of documents, from the sums of their paragraphs' products."""
    return sums / np.sqrt(counts * (1 + _COHERENCE * (counts - 1)))


def _sum(rows: Bytes) -> NDArray[np.int64]:
    return np.asarray(rows.sum(axis=0, dtype=np.int64))


def _largest(values: NDArray[np.floating], count: int) -> NDArray[np.intp]:
    """Where the largest values are, the largest first; of equal ones the first first."""
    if count >= len(values):
        return np.argsort(-values, kind="stable")
    least = np.partition(values, -count)[-count]
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")[:count]]


def _neighbours(
    keys: Sequence[int] | Keys, cosines: Sequence[float] | NDArray[np.floating]
) -> list[Neighbour]:
    """The nearest first; a vector of bytes may be a little longer than it should."""
    similarities = np.minimum(np.round(np.asarray(cosines, np.float64), SCORE_DIGITS), 1).tolist()
    found = map(Neighbour, map(int, keys), similarities)
    return sorted(found, key=lambda one: (-one.similarity, one.key))
