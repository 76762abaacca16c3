"""The neighbours of a passage, or of a document: the nearest vectors among all.

What all paragraphs of an index have in common tells none from another: their mean m is taken
away before they are compared (« all but the top », Mu & Viswanath, 2018). A paragraph p is
then u = (p - m) / |p - m|, and a document the sum of its paragraphs:

    cosine(q, Σu) = Σ(q · u) / (|q| |Σu|)

One look at every vector gives the sums of products, but |Σu| would take another. So it is
estimated, by how much two paragraphs of a document are alike on average; of the documents that
come first by the estimate it is computed.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..engines.base import ORDINAL_BITS, SCORE_DIGITS, paragraph_key
from .paragraphs import Keys, Vectors
from .products import Bytes
from .words import LENGTH, to_bytes

#: Paragraphs that mean nothing, added before the mean is taken: what a few have in common is
#: what they are about.
_NEUTRAL = 50
#: Documents of which the estimate is looked into, and the cosine of two paragraphs of one
#: document in it: the median of 62,661 documents was 0.28. The ten nearest of each of sixty
#: documents were among those, all of them (`tests/bench/similar.py`).
_CANDIDATES = 256
_COHERENCE = 0.3
#: Passages fetched for each that is wanted, since some say the same again.
_FETCHED = 16

_Floats = NDArray[np.floating[Any]]


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
        self._own = own = vectors[keys]
        self.is_known = bool(own.any())

    def nearest(self, limit: int, check: Callable[[], None]) -> list[Neighbour]:
        """The nearest passages, or for a whole document the best passages of the nearest
        documents; none of its own, and no passage that says the same as another.

        check: called now and then; what it raises ends it
        """
        if not self.is_known:
            return []
        self._mean = np.rint(self._vectors.total / (self._vectors.count + _NEUTRAL))
        keys, cosines = self._cosines(check)
        find = self._passages if self._is_passage else self._documents
        return find(keys, cosines, limit)

    def _cosines(self, check: Callable[[], None]) -> tuple[Keys, _Floats]:
        """The keys of all paragraphs, ascending, with how near each is; its own, and what
        means nothing, aren't near.
        """
        asked = to_bytes(self._sum(self._own)[None])[0]
        keys, products = self._vectors.products(np.stack([asked, self._mean]), check)
        with_asked, with_mean = products
        squares = np.float32(LENGTH**2 + self._mean @ self._mean) - 2 * with_mean
        lengths = LENGTH * np.sqrt(np.maximum(squares, 1))
        cosines = (with_asked - np.float32(asked @ self._mean)) / lengths
        cosines[(with_asked == 0) & (with_mean == 0)] = 0
        first, last = paragraph_key(self._document, 0), paragraph_key(self._document + 1, 0)
        cosines[slice(*np.searchsorted(keys, (first, last)))] = 0
        return keys, cosines

    def _sum(self, rows: Bytes) -> _Floats:
        """What paragraphs mean together, beside the mean of all; each counts for as much."""
        known = rows[rows.any(axis=1)] - self._mean
        lengths = np.sqrt(np.maximum((known**2).sum(axis=1, keepdims=True), 1))
        return np.asarray((known / lengths).sum(axis=0))

    def _passages(self, keys: Keys, cosines: _Floats, limit: int) -> list[Neighbour]:
        fetched = _FETCHED * limit
        while True:
            best = _largest(cosines, fetched)
            found = self._distinct(keys[best], cosines[best])
            if len(found) >= limit or fetched >= len(keys):
                return found[:limit]
            fetched *= _FETCHED

    def _distinct(self, keys: Keys, cosines: _Floats) -> list[Neighbour]:
        """Those that are like it at all; the first of what is the same, which isn't it."""
        rows = {self._own.tobytes(): -1}
        for place, row in enumerate(self._vectors[keys]):
            rows.setdefault(row.tobytes(), place)
        places = [place for place in rows.values() if place >= 0]
        return _neighbours(keys[places].tolist(), cosines[places].tolist())

    def _documents(self, keys: Keys, cosines: _Floats, limit: int) -> list[Neighbour]:
        if not len(keys):
            return []
        starts = np.flatnonzero(np.diff(keys >> ORDINAL_BITS, prepend=-1))
        ends = np.append(starts[1:], len(keys))
        sums = np.add.reduceat(cosines, starts, dtype=np.float64)
        likely = _largest(_estimates(sums, ends - starts), _CANDIDATES)
        passages, similarities = [], []
        for start, end, sum_ in zip(starts[likely], ends[likely], sums[likely], strict=True):
            length = float(np.linalg.norm(self._sum(self._vectors[keys[start:end]])))
            similarities.append(float(sum_) / max(length, 1e-9))
            passages.append(int(keys[start + cosines[start:end].argmax()]))
        return _neighbours(passages, similarities)[:limit]


def _estimates(sums: _Floats, counts: NDArray[np.int64]) -> _Floats:
    """About the cosines of documents, from the sums of their paragraphs'."""
    return np.asarray(sums / np.sqrt(counts * (1 + _COHERENCE * (counts - 1))))


def _largest(values: _Floats, count: int) -> NDArray[np.intp]:
    """Where the largest values are, the largest first; of equal ones the first first."""
    if count >= len(values):
        return np.argsort(-values, kind="stable")
    least = np.partition(values, -count)[-count]
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")[:count]]


def _neighbours(keys: Sequence[int], cosines: Sequence[float]) -> list[Neighbour]:
    """Those that are near at all, the nearest first; bytes may be a little longer than they
    should.
    """
    found = (
        Neighbour(key, min(round(cosine, SCORE_DIGITS), 1.0))
        for key, cosine in zip(keys, cosines, strict=True)
    )
    near = (one for one in found if one.similarity > 0)
    return sorted(near, key=lambda one: (-one.similarity, one.key))
