"""A long list of documents as bits, with the number of those before each 64 of them.

So it is known in no time whether a document is in the list and where (rank and select: Jacobson
1989; Lucene's IndexedDISI), and how many documents several lists have together.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .segments import Listing, Numbers

_WORD = 64
_Words = NDArray[np.uint64]


class Bitmap:
    """Of documents, ascending and distinct, in a collection of so many."""

    def __init__(self, documents: Listing, size: int) -> None:
        marked = np.zeros(-(-size // _WORD) * _WORD, np.bool_)
        marked[documents] = True
        self.words: _Words = np.packbits(marked, bitorder="little").view("<u8")
        counts = np.bitwise_count(self.words)
        self._before = (np.cumsum(counts) - counts).astype(np.uint32)

    @property
    def nbytes(self) -> int:
        return self.words.nbytes + self._before.nbytes

    def places(self, documents: Numbers) -> Numbers:
        """Where those of the documents that are in the list are in it."""
        numbers = documents >> 6
        words = self.words.take(numbers)
        bits = _BITS.take(documents & (_WORD - 1))
        kept = np.flatnonzero(words & bits)
        before = words[kept] & (bits[kept] - _ONE)
        return self._before.take(numbers[kept]).astype(np.int64) + np.bitwise_count(before)


class Union:
    """What several lists have together: one at least."""

    def __init__(self, bitmaps: Sequence[Bitmap]) -> None:
        self._words = bitmaps[0].words
        for bitmap in bitmaps[1:]:
            self._words = self._words | bitmap.words

    def __len__(self) -> int:
        """How many documents."""
        return int(np.bitwise_count(self._words).sum())

    def has(self, documents: Numbers) -> NDArray[np.bool_]:
        """Which of the documents are in it."""
        bits = _BITS.take(documents & (_WORD - 1))
        return np.asarray((self._words.take(documents >> 6) & bits) > 0)


_ONE = np.uint64(1)
_BITS: _Words = np.left_shift(_ONE, np.arange(_WORD, dtype=np.uint64))
