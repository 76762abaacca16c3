"""Near copies: which of the paragraphs in its slots a new one nearly says."""

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..engines.arrays import distinct
from .originals import Clusters, Originals, Rows
from .signature import HASHES, ROW
from .slots import BANDS, NOBODY, Numbers, Slots, SlotsInMemory, bands_of, slots_for
from .slots_in_runs import SlotsInRuns

#: Values that differ in two near copies at the most: about one content word in ten is another.
_MOST_DIFFERING = HASHES * 7 // 32
#: Of the names and numbers, one in so many may be another; any may be left out.
_NAMES = 10
#: New paragraphs for which those before are gone through, with what slots would give: to give
#: 300,000 theirs takes 0.4 s.
_FEW = 32
#: Paragraphs that are looked through, or given their slots, at a time: the memory that takes.
_BLOCK = 1 << 15


class NearCopies:
    """Tells near copies of what there is, and adds what is new to it.

    folder: where there is room for what doesn't fit in memory
    memory: bytes that slots may take there, and then a run of them (`spilling.runs.MEMORY`)
    """

    def __init__(self, originals: Originals, folder: Path, memory: int) -> None:
        self._originals = originals
        self._before = len(originals)
        self._folder, self._memory = folder, memory
        self._count = 0
        self._slots: Slots | None = None

    def adopted(self, rows: Rows, clusters: Clusters) -> Clusters:
        """The cluster of the paragraph that each new one is a near copy of, or its own; those
        that are no copies are originals from now on. Raises OSError where there is no room.
        """
        batch = _Batch(self._originals, rows, clusters)
        found = clusters.copy()
        for new, others in batch.alike(self._firsts(rows, batch.first)).items():
            for other in others:
                if (cluster := batch.cluster(other)) and batch.same_names(new, other):
                    found[new - batch.first] = cluster
                    batch.clusters[new - batch.first] = 0
                    break
        self._originals.append(rows, batch.clusters)
        return found

    def _firsts(self, rows: Rows, first: int) -> Numbers:
        """Who is in the slots of each new paragraph: (paragraphs, bands)."""
        count = slots_for(first + len(rows))
        if self._slots is None and first + len(rows) - self._before <= _FEW:
            return self._gone_through(rows, count - 1)
        if self._slots is None or count > self._count:
            self._slots, self._count = None, count  # what was there makes room first
            self._slots = self._filled(count)
        return self._slots.firsts(rows, first)

    def _filled(self, count: int) -> Slots:
        """Slots of what there is."""
        number = 0
        slots: Slots
        if BANDS * SlotsInMemory.SLOT * count <= self._memory:
            slots = SlotsInMemory(count)
        else:
            slots = SlotsInRuns(count, self._folder, self._memory)
        for block in self._originals.blocks(_BLOCK):
            slots.fill(block, number)
            number += len(block)
        return slots

    def _gone_through(self, rows: Rows, mask: int) -> Numbers:
        """The same, found without giving any to those that there are."""
        wanted, number = bands_of(rows), 0
        found = np.full(wanted.shape, NOBODY)
        for block in (*self._originals.blocks(_BLOCK), rows):
            bands = bands_of(block)
            for new in range(len(rows)):
                same = (bands ^ wanted[new]) & np.uint32(mask) == 0
                for band in np.flatnonzero(same.any(axis=0) & (found[new] == NOBODY)).tolist():
                    found[new, band] = number + int(same[:, band].argmax())
            number += len(block)
        return found


class _Batch:
    """New paragraphs, numbered after those that there are.

    first: the number of the first; clusters: of each, 0 for a copy
    """

    def __init__(self, originals: Originals, rows: Rows, clusters: Clusters) -> None:
        self.first = len(originals)
        self.clusters = clusters.copy()
        self._originals = originals
        self._new = rows

    def alike(self, firsts: Numbers) -> dict[int, list[int]]:
        """Each new paragraph that is like earlier ones, with these, the most like it first.

        firsts: who is in each of its slots
        """
        numbers = np.arange(self.first, self.first + len(self._new), dtype=np.uint32)
        places, bands = np.nonzero(firsts < numbers[:, None])
        pairs = distinct(places << 32 | firsts[places, bands])
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        differing = (self._new[one, :HASHES] != self._rows(other)[:, :HASHES]).sum(axis=1)
        found: dict[int, list[int]] = {}
        like = np.flatnonzero(differing <= _MOST_DIFFERING)
        for place in like[np.lexsort((other[like], differing[like], one[like]))].tolist():
            found.setdefault(int(one[place]) + self.first, []).append(int(other[place]))
        return found

    def _rows(self, numbers: NDArray[np.int64]) -> Rows:
        is_new = numbers >= self.first
        if not is_new.any():
            return self._originals.rows(numbers)
        found = np.empty((len(numbers), ROW), np.uint8)
        found[is_new] = self._new[numbers[is_new] - self.first]
        found[~is_new] = self._originals.rows(numbers[~is_new])
        return found

    def cluster(self, number: int) -> int:
        """0 for a copy."""
        if number < self.first:
            return self._originals.cluster(number)
        return int(self.clusters[number - self.first])

    def same_names(self, one: int, other: int) -> bool:
        """Whether one has the names and numbers of the other, but for a few."""
        names, others = map(self._names, (one, other))
        differing = min((names - others).total(), (others - names).total())
        return differing * _NAMES <= max(names.total(), others.total())

    def _names(self, number: int) -> Counter[int]:
        return Counter(self._rows(np.array([number]))[0, HASHES:].tobytes().rstrip(b"\0"))
