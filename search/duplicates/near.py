"""The paragraphs that a new one may be a near copy of: locality-sensitive hashing of signatures.

The values of a MinHash are cut into bands of four; paragraphs that share a whole band are
compared (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3.4). Each band has a table of
slots in which the first paragraph that comes stays: what shares many bands is found by another,
so that a slot that is taken loses little. To fill it with 300,000 paragraphs takes 0.4 s, so that
for a few new ones those before are gone through instead, with what the table would give.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..engines.arrays import distinct
from .signature import HASHES, ROW

Numbers = NDArray[np.int64]
Rows = NDArray[np.uint8]

_BANDS = HASHES // 4
#: Slots of a table at the beginning; there are more than paragraphs.
_SLOTS = 1 << 12
#: Values that differ in two near copies at the most: about one content word in ten is another.
_MOST_DIFFERING = HASHES * 7 // 32
#: Of the names and numbers, one in so many may be another; any may be left out.
_NAMES = 10
#: New paragraphs for which those before are gone through.
_FEW = 32
#: Paragraphs that are looked through, or given their slots, at a time: the memory that takes.
_BLOCK = 1 << 12
#: What is full grows by such a part. The system moves no byte for it (mremap(2)).
_GROWTH = 8
_NOBODY = np.uint32(0xFFFFFFFF)


class Originals:
    """The signatures of paragraphs that are no copies, and the cluster of each."""

    def __init__(self, rows: Sequence[Rows], clusters: Sequence[Numbers]) -> None:
        """rows, clusters: those of each part of an index"""
        self._before = self._count = sum(map(len, rows))
        self._rows: Rows = np.concatenate([*rows, np.zeros((_FEW, ROW), np.uint8)])
        self._clusters: Numbers = np.concatenate([*clusters, np.zeros(_FEW, np.int64)])
        self._slots = _slots_for(self._count)
        self._table: NDArray[np.uint32] | None = None

    def adopted(self, rows: Rows, clusters: Numbers) -> Numbers:
        """The cluster of the paragraph that each new one is a near copy of, or its own; those
        that are no copies are originals from now on.
        """
        first = self._count
        self._append(rows, clusters)
        found = clusters.copy()
        for new, pairs in self._alike(first).items():
            for _, other in sorted(pairs):
                if self._clusters[other] and self._same_names(new, other):
                    found[new - first] = self._clusters[other]
                    self._clusters[new] = 0
                    break
        return found

    def finish(self, first: int) -> tuple[Rows, Numbers]:
        """The originals from a place on, moved together where they are; no more can come."""
        self._table, end = None, first
        for start in range(first, self._count, _BLOCK):
            block = slice(start, min(start + _BLOCK, self._count))
            kept = np.flatnonzero(self._clusters[block]) + start
            self._rows[end : end + len(kept)] = self._rows[kept]
            self._clusters[end : end + len(kept)] = self._clusters[kept]
            end += len(kept)
        return self._rows[first:end], self._clusters[first:end]

    def _append(self, rows: Rows, clusters: Numbers) -> None:
        first, self._count = self._count, self._count + len(rows)
        if self._count > len(self._rows):
            room = max(self._count, len(self._rows) + len(self._rows) // _GROWTH)
            self._rows.resize((room, ROW))
            self._clusters.resize(room)
        self._rows[first : self._count] = rows
        self._clusters[first : self._count] = clusters
        if self._count > self._slots:
            self._slots, self._table = _slots_for(self._count), None
        elif self._table is not None:
            self._fill(self._table, first, self._count)

    def _filled(self) -> NDArray[np.uint32]:
        table = np.full(_BANDS * self._slots, _NOBODY)
        self._fill(table, 0, self._count)
        return table

    def _first_in_slots_of(self, first: int) -> NDArray[np.uint32]:
        """The first paragraph in each slot of those from a place on: (paragraphs, bands)."""
        if self._table is None and self._count - self._before <= _FEW:
            return np.array([self._gone_through(new) for new in range(first, self._count)])
        if self._table is None:
            self._table = self._filled()
        return self._table[self._slots_of(first, self._count)]

    def _gone_through(self, new: int) -> NDArray[np.uint32]:
        """The same of one, found without the table."""
        mask, found = np.uint32(self._slots - 1), np.full(_BANDS, _NOBODY)
        bands = self._rows[: new + 1, :HASHES].view("<u4")
        for start in range(0, new + 1, _BLOCK):
            same = (bands[start : start + _BLOCK] ^ bands[new]) & mask == 0
            for band in np.flatnonzero(same.any(axis=0) & (found == _NOBODY)).tolist():
                found[band] = start + int(same[:, band].argmax())
        return found

    def _fill(self, table: NDArray[np.uint32], first: int, end: int) -> None:
        """Give these paragraphs the slots that are free."""
        for start in range(first, end, _BLOCK):
            self._fill_block(table, start, min(start + _BLOCK, end))

    def _fill_block(self, table: NDArray[np.uint32], first: int, end: int) -> None:
        """What is given a place last stays there: so from behind, that the first does."""
        slots = self._slots_of(first, end)
        numbers = np.repeat(np.arange(first, end, dtype=np.uint32), _BANDS).reshape(-1, _BANDS)
        free = table[slots] == _NOBODY
        table[slots[free][::-1]] = numbers[free][::-1]

    def _slots_of(self, first: int, end: int) -> NDArray[np.int64]:
        """Of each paragraph, a slot in each band's part of the table: (paragraphs, bands)."""
        bands = np.ascontiguousarray(self._rows[first:end, :HASHES]).view("<u4")
        slots = (bands & np.uint32(self._slots - 1)).astype(np.int64)
        return slots + np.arange(0, _BANDS * self._slots, self._slots)

    def _alike(self, first: int) -> dict[int, list[tuple[int, int]]]:
        """Each new paragraph that is like earlier ones, with these: (values that differ, place)."""
        there = self._first_in_slots_of(first)
        new = np.arange(first, self._count, dtype=np.uint32)
        places, bands = np.nonzero(there < new[:, None])
        if not len(places):
            return {}
        pairs = distinct(new[places].astype(np.int64) << 32 | there[places, bands])
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        differing = (self._rows[one, :HASHES] != self._rows[other, :HASHES]).sum(axis=1)
        found: dict[int, list[tuple[int, int]]] = {}
        for place in np.flatnonzero(differing <= _MOST_DIFFERING).tolist():
            found.setdefault(int(one[place]), []).append((int(differing[place]), int(other[place])))
        return found

    def _same_names(self, one: int, other: int) -> bool:
        """Whether one has the names and numbers of the other, but for a few."""
        names, others = (self._names(number) for number in (one, other))
        differing = min((names - others).total(), (others - names).total())
        return differing * _NAMES <= max(names.total(), others.total())

    def _names(self, number: int) -> Counter[int]:
        return Counter(self._rows[number, HASHES:].tobytes().rstrip(b"\0"))


def _slots_for(count: int) -> int:
    """A power of two, as many as paragraphs at least."""
    return max(_SLOTS, 1 << max(count - 1, 0).bit_length())
