"""The vectors of French stems, and what a text means by them.

`french/` is made by `distillation/`: the stems, one a line, and a matrix of bytes, its first
row zeros and then a row for each stem. Rows are as long as their stems tell much, so a text
means the sum of its stems, whatever collection it is in.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .products import Bytes, products

_FOLDER = Path(__file__).with_name("french")
STEMS = _FOLDER / "stems.txt"
VECTORS = _FOLDER / "vectors.npy"
FINGERPRINT = _FOLDER / "fingerprint.txt"

Places = NDArray[np.integer]

#: Of a vector.
DIMENSIONS = 128
#: The length of a vector kept as bytes: no dimension of it can be more than a byte holds.
LENGTH = 127
#: What a vector is taken to be long at the least, as zeros have no length.
_LEAST = 1e-9
#: Stems that are looked for in the file.
_FEW = 32


def digest() -> str:
    """What the fingerprint of the table's files has to be; reads them."""
    return hashlib.sha256(STEMS.read_bytes() + VECTORS.read_bytes()).hexdigest()[:16]


class WordVectors:
    """The table, read when it is first asked and mapped from then on. Threads may share it."""

    #: How many stems were looked for one by one.
    _looked_for = 0

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever the same text may mean something else."""
        return FINGERPRINT.read_text("ascii").strip()

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {stem: row for row, stem in enumerate(STEMS.read_text("utf-8").split(), start=1)}

    def rank(self, stem: str) -> int | None:
        """Its place among the stems of French by how common they are, from 0; None for one that
        isn't known.
        """
        return self._rows.get(stem)

    def _row(self, stem: str) -> int:
        """The row of a stem, 0 for one that has none. The first few are looked for in the file:
        a command asks for hardly more, and a dictionary of all takes 15 ms to be made.
        """
        if self._looked_for < _FEW and "_rows" not in self.__dict__:
            self._looked_for += 1
            place = self._file.find(f"\n{stem}\n")
            return 0 if place < 0 else self._file.count("\n", 0, place + 1)
        return self._rows.get(stem, 0)

    @cached_property
    def _file(self) -> str:
        return f"\n{STEMS.read_text('utf-8')}"

    @cached_property
    def _vectors(self) -> Bytes:
        return np.asarray(np.load(VECTORS, mmap_mode="r", allow_pickle=False))

    def __len__(self) -> int:
        """How many rows `near` goes through."""
        return len(self._vectors)

    @cached_property
    def _stems(self) -> list[str]:
        return list(self._rows)

    @cached_property
    def _lengths(self) -> NDArray[np.float64]:
        squares = np.einsum("ij,ij->i", self._vectors, self._vectors, dtype=np.int32)
        return np.asarray(np.sqrt(np.maximum(squares, 1)))

    def of_lists(self, terms: Sequence[str], places: Places, ends: Sequence[int]) -> Bytes:
        """The vectors of texts, each given as a list of stems: (texts, DIMENSIONS), zeros for a
        text of which the table has no stem.

        terms: stems, and perhaps others; places: of each text's stems in `terms`, one text's
        after another's; ends: where each text ends in `places`
        """
        rows = np.array(list(map(self._rows.get, terms, repeat(0))), np.intp)[places]
        vectors = self._vectors
        sums = np.empty((len(ends), DIMENSIONS), np.float32)
        ones = np.ones(len(rows), np.float32)
        for sum_, (start, end) in zip(sums, pairwise([0, *ends]), strict=True):
            # Whole numbers this small are exact in 32 bits, in whatever order they are added.
            chosen = vectors.take(rows[start:end], axis=0).astype(np.float32)
            np.matmul(ones[start:end], chosen, out=sum_)
        return to_bytes(sums)

    def near(self, stem: str, least: float) -> list[tuple[str, float]]:
        """The stems that mean about the same as one, with their cosine, the nearest first.

        least: what the cosine has to be; a stem that the table doesn't have has none near
        """
        if not (row := self._rows.get(stem)):
            return []
        vectors = self._vectors
        cosines = products(vectors, vectors[row : row + 1])[0] / (
            self._lengths * self._lengths[row]
        )
        cosines[row] = 0
        found = np.flatnonzero(cosines >= least)
        found = found[np.argsort(-cosines[found], kind="stable")]
        return [(self._stems[row - 1], float(cosines[row])) for row in found.tolist()]

    def of_stems(self, weights: Mapping[str, float]) -> Bytes:
        """What stems mean together, each counting for so much more: (DIMENSIONS,)."""
        known = {stem: row for stem in weights if (row := self._row(stem))}
        factors = np.array([weights[stem] for stem in known])
        chosen = self._vectors.take(np.array(list(known.values()), np.intp), axis=0)
        return _to_bytes(factors @ chosen.astype(np.float64))


def _to_bytes(vector: NDArray[np.float64]) -> Bytes:
    """`to_bytes` of one vector, in fewer steps: a query has but one."""
    (square,) = np.einsum("ij,ij->i", vector[None], vector[None], dtype=np.float64).tolist()
    return np.rint(vector * (LENGTH / max(math.sqrt(square), _LEAST))).astype(np.int8)


def to_bytes(vectors: NDArray[np.number]) -> Bytes:
    """Vectors of any length as bytes, LENGTH long; zeros stay zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    wide = vectors * (LENGTH / np.maximum(lengths, _LEAST))[:, None]
    return np.asarray(np.rint(wide), np.int8)


FRENCH_VECTORS = WordVectors()
