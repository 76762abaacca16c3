"""Slots of which there are too many for memory: who is in them, in sorted runs."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..engines.arrays import first_of_each
from ..spilling import SortedRuns
from .slots import BANDS, Numbers, Rows, bands_of

#: Slots, with the band of each in its highest bits.
_Keys = NDArray[np.uint64]

#: The filter has two to this power bits at the most: 64 MiB.
_MOST_BITS = 29


class SlotsInRuns:
    """See `slots.Slots`. Raises OSError where there is no room.

    folder: where files are made; memory: see `spilling.runs.MEMORY`
    """

    def __init__(self, slots: int, folder: Path, memory: int) -> None:
        self._mask = np.uint32(slots - 1)
        bits = slots.bit_length() - 1
        self._bands = np.arange(BANDS, dtype=np.uint64) << np.uint64(bits)
        self._taken = _Filter(bits + (BANDS - 1).bit_length())
        self._runs = SortedRuns(folder, memory)

    def fill(self, rows: Rows, number: int) -> None:
        slots, numbers, _ = self._taken_by(rows, number)
        self._add(slots, numbers)

    def firsts(self, rows: Rows, number: int) -> Numbers:
        slots, numbers, whose = self._taken_by(rows, number)
        free = self._look_up(slots, numbers)
        self._add(slots[free], numbers[free])
        return numbers[whose]

    def _taken_by(self, rows: Rows, number: int) -> tuple[_Keys, Numbers, NDArray[np.intp]]:
        """The slots that some paragraphs would take, ascending, and which of them each; of each
        paragraph, where among these its slots are: (paragraphs, bands).
        """
        every = ((bands_of(rows) & self._mask) | self._bands).reshape(-1)
        order = np.argsort(every, kind="stable")
        ascending = every[order]
        is_first = first_of_each(ascending)
        whose = np.empty(len(every), np.intp)
        whose[order] = np.cumsum(is_first) - 1
        numbers = (order[is_first] // BANDS + number).astype(np.uint32)
        return ascending[is_first], numbers, whose.reshape(-1, BANDS)

    def _look_up(self, slots: _Keys, numbers: Numbers) -> NDArray[np.bool_]:
        """Which of some ascending slots are free; who is in the others is put among `numbers`."""
        free = np.ones(len(slots), np.bool_)
        left = np.flatnonzero(self._taken.may_be(slots))
        for (taken, who), search in self._runs.searched():
            at = search(slots[left])
            there = taken.take(at, mode="clip") == slots[left]
            free[left[there]], numbers[left[there]] = False, who[at[there]]
            left = left[~there]
        return free

    def _add(self, slots: _Keys, numbers: Numbers) -> None:
        self._taken.add(slots)
        self._runs.add((slots, numbers))


class _Filter:
    """A bit for each slot, or for some that are neighbours: whether any is taken (Bloom, Space/Time
    Trade-offs in Hash Coding with Allowable Errors, 1970). Ascending slots ask for bits that follow
    one another, as memory likes it.
    """

    def __init__(self, bits: int) -> None:
        """bits: of a slot's number"""
        kept = min(bits, _MOST_BITS)
        self._shift = np.uint64(bits - kept)
        self._bits = np.zeros(1 << kept - 3, np.uint8)

    def may_be(self, slots: _Keys) -> NDArray[np.bool_]:
        places, bits = self._places(slots)
        found: NDArray[np.bool_] = self._bits[places] & bits != 0
        return found

    def add(self, slots: _Keys) -> None:
        """slots: ascending"""
        if len(slots):
            places, bits = self._places(slots)
            starts = np.flatnonzero(first_of_each(places))
            self._bits[places[starts]] |= np.bitwise_or.reduceat(bits, starts)

    def _places(self, slots: _Keys) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """The byte of each, and its bit in that."""
        numbers = slots >> self._shift
        bits = np.left_shift(np.uint8(1), (numbers & np.uint64(7)).astype(np.uint8))
        return (numbers >> np.uint64(3)).astype(np.intp), bits
