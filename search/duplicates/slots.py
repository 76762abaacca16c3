"""Which paragraph was the first in a slot: locality-sensitive hashing of signatures.

The values of a MinHash are cut into bands of four; paragraphs that share a whole band may be near
copies (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4). Each band has slots, as many
as there are paragraphs at least, and the lowest bits of the band say which. In each the first
paragraph that comes stays: what shares many bands is found by another, so that a slot that is taken
loses little.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .signature import HASHES

Rows = NDArray[np.uint8]
#: Paragraphs, numbered as they come.
Numbers = NDArray[np.uint32]

BANDS = HASHES // 4
NOBODY = np.uint32(0xFFFFFFFF)
#: Slots of a band at the beginning.
_SLOTS = 1 << 12
#: Paragraphs that are given their slots at a time: the memory that takes.
_BLOCK = 1 << 12


class Slots(Protocol):
    """Those of some bands, and who is in them."""

    def fill(self, rows: Rows, number: int) -> None:
        """Give paragraphs the slots that are free; number: of the first of them."""

    def firsts(self, rows: Rows, number: int) -> Numbers:
        """The same; and who is in the slots of each, be it itself: (paragraphs, bands)."""


def slots_for(count: int) -> int:
    """A power of two, as many as paragraphs at least."""
    return max(_SLOTS, 1 << max(count - 1, 0).bit_length())


def bands_of(rows: Rows) -> NDArray[np.uint32]:
    """Those of signatures, (paragraphs, bands)."""
    return rows[:, :HASHES].view("<u4")


class SlotsInMemory:
    """`BANDS` · `SLOT` bytes for each slot of a band. See `Slots`."""

    #: Bytes of one.
    SLOT = 4

    def __init__(self, slots: int) -> None:
        self._mask = np.uint32(slots - 1)
        self._starts = np.arange(0, BANDS * slots, slots)
        self._table = np.full(BANDS * slots, NOBODY)

    def fill(self, rows: Rows, number: int) -> None:
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            self._give(self._places(block), number + start)

    def firsts(self, rows: Rows, number: int) -> Numbers:
        places = self._places(rows)
        self._give(places, number)
        return self._table[places]

    def _places(self, rows: Rows) -> NDArray[np.int64]:
        """Of each paragraph, a slot in each band's part of the table: (paragraphs, bands)."""
        return (bands_of(rows) & self._mask).astype(np.int64) + self._starts

    def _give(self, places: NDArray[np.int64], number: int) -> None:
        """What is given a place last stays there: so from behind, that the first does."""
        numbers = np.arange(number, number + len(places), dtype=np.uint32)
        every = np.repeat(numbers, BANDS).reshape(-1, BANDS)
        free = self._table[places] == NOBODY
        self._table[places[free][::-1]] = every[free][::-1]
