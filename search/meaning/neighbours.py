"""The neighbours of a passage, or of a document: the nearest vectors among all.

What all paragraphs of an index have in common tells none from another: their mean m is taken
away before they are compared (« all but the top », Mu & Viswanath, 2018). A paragraph p is
then u = (p - m) / |p - m|, and a document the sum of its paragraphs:

    cosine(q, Σu) = Σ(q · u) / (|q| |Σu|)

One look at every vector gives the sums of products, but |Σu| would take another. So it is
estimated, by how much two paragraphs of a document are alike on average; of the documents that
come first by the estimate it is computed.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..engines.base import ORDINAL_BITS, SCORE_DIGITS, paragraph_key
from ..engines.parts import Keys
from .paragraphs import Vectors
from .products import Bytes
from .words import LENGTH

#: Paragraphs that mean nothing, added before the mean is taken: what a few have in common is
#: what they are about.
_NEUTRAL = 50
#: Documents of which the estimate is looked into, and the cosine of two paragraphs of one
#: document in it: the median of 62,661 documents was 0.28 (docs/bench/similar.md).
_CANDIDATES = 256
_COHERENCE = 0.3
#: Passages fetched for each that is wanted, since some say the same again.
_FETCHED = 16
#: The length of what is asked for, in whole numbers: finer than bytes, and its products are
#: exact in 32 bits as theirs are.
_LENGTH = 64 * LENGTH

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
        self._asked = _unit(self._units(self._own).sum(axis=0))
        keys, cosines = self._cosines(check)
        find = self._passages if self._is_passage else self._documents
        return find(keys, cosines, limit)

    def _cosines(self, check: Callable[[], None]) -> tuple[Keys, _Floats]:
        """The keys of all paragraphs of others, ascending, with how near each is; what means
        nothing isn't near. They are a little off, since vectors of bytes aren't quite of the
        same length.
        """
        asked = np.rint(_LENGTH * self._asked)
        keys, products = self._vectors.products(np.stack([asked, self._mean]), check)
        with_asked, with_mean = products
        squares = np.float32(LENGTH**2 + self._mean @ self._mean) - 2 * with_mean
        lengths = _LENGTH * np.sqrt(np.maximum(squares, 1))
        cosines = (with_asked - np.float32(asked @ self._mean)) / lengths
        cosines[(with_asked == 0) & (with_mean == 0)] = 0
        first, last = paragraph_key(self._document, 0), paragraph_key(self._document + 1, 0)
        own = slice(*np.searchsorted(keys, (first, last)))
        return np.delete(keys, own), np.delete(cosines, own)

    def _units(self, rows: Bytes) -> _Floats:
        """What paragraphs mean beside the mean of all, each as long as any other; zeros for one
        that means nothing.
        """
        beside = np.where(rows.any(axis=1, keepdims=True), rows - self._mean, 0.0)
        return _unit(beside)

    def _passages(self, keys: Keys, cosines: _Floats, limit: int) -> list[Neighbour]:
        fetched = _FETCHED * limit
        while True:
            found = self._distinct(keys[_largest(cosines, fetched)])
            if len(found) >= limit or fetched >= len(keys):
                return found[:limit]
            fetched *= _FETCHED

    def _distinct(self, keys: Keys) -> list[Neighbour]:
        """Of those that say the same the first, and none that says what is asked."""
        rows = self._vectors[keys]
        first = {self._own.tobytes(): -1}
        for place, row in enumerate(rows):
            first.setdefault(row.tobytes(), place)
        places = [place for place in first.values() if place >= 0]
        return _neighbours(keys[places], self._units(rows[places]) @ self._asked)

    def _documents(self, keys: Keys, cosines: _Floats, limit: int) -> list[Neighbour]:
        if not len(keys):
            return []
        starts = np.flatnonzero(np.diff(keys >> ORDINAL_BITS, prepend=-1))
        ends = np.append(starts[1:], len(keys))
        sums = np.add.reduceat(cosines, starts, dtype=np.float64)
        likely = _largest(_estimates(sums, ends - starts), _CANDIDATES)
        best, meant = [], []
        for start, end in zip(starts[likely], ends[likely], strict=True):
            best.append(keys[start + cosines[start:end].argmax()])
            meant.append(self._units(self._vectors[keys[start:end]]).sum(axis=0))
        return _neighbours(np.array(best), _unit(np.array(meant)) @ self._asked)[:limit]


def _unit(vectors: _Floats) -> _Floats:
    """Vectors as long as one another; zeros stay zeros."""
    lengths = np.sqrt((vectors**2).sum(axis=-1, keepdims=True))
    return np.asarray(vectors / np.maximum(lengths, 1e-9))


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


def _neighbours(keys: Keys, cosines: _Floats) -> list[Neighbour]:
    """Those that are near at all, the nearest first."""
    rounded = np.round(cosines, SCORE_DIGITS).tolist()
    near = (Neighbour(*one) for one in zip(keys.tolist(), rounded, strict=True) if one[1] > 0)
    return sorted(near, key=lambda one: (-one.similarity, one.key))
