"""The signatures of an index, and the cluster of each paragraph that is no copy: those of its
parts, which are mapped, and those that a build adds, in a file once they are many.
"""

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from ..spilling import temporary_file
from .signature import ROW

Rows = NDArray[np.uint8]
Clusters = NDArray[np.int64]

#: How one is kept; the cluster of a copy is 0.
_KIND = np.dtype([("row", np.uint8, ROW), ("cluster", "<i8")])
_Records = NDArray[np.void]
#: What is full grows by such a part. The system moves no byte for it (mremap(2)).
_GROWTH = 8
#: Paragraphs that are read at a time in the end.
_BLOCK = 1 << 14


class Originals:
    """Paragraphs, numbered as they come; the first are those of the parts.

    folder: where there is room for what doesn't fit in memory
    memory: bytes that those that are added may take there
    added: how many of these are no copies
    """

    def __init__(
        self, rows: Sequence[Rows], clusters: Sequence[Clusters], folder: Path, memory: int
    ) -> None:
        """rows, clusters: of each part"""
        self._parts = list(zip(rows, clusters, strict=True))
        self._starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        self._new = _NewOriginals(folder, memory)
        self.added = 0

    def __len__(self) -> int:
        return int(self._starts[-1]) + len(self._new)

    def append(self, rows: Rows, clusters: Clusters) -> None:
        """clusters: 0 for a copy. Raises OSError where there is no room."""
        records = np.empty(len(rows), _KIND)
        records["row"], records["cluster"] = rows, clusters
        self._new.append(records)
        self.added += int(np.count_nonzero(clusters))

    def rows(self, numbers: NDArray[np.int64]) -> Rows:
        """The signatures of some."""
        owners = self._starts.searchsorted(numbers, side="right") - 1
        found = np.empty((len(numbers), ROW), np.uint8)
        for owner, start in enumerate(self._starts.tolist()):
            which = np.flatnonzero(owners == owner)
            if len(which):
                rows: Rows = self._rows_of(owner)[numbers[which] - start]
                if len(which) == len(numbers):
                    return rows
                found[which] = rows
        return found

    def _rows_of(self, owner: int) -> Rows:
        """Of a part, or of those that are new."""
        return self._parts[owner][0] if owner < len(self._parts) else self._new.rows

    def cluster(self, number: int) -> int:
        """0 for a copy."""
        owner = int(self._starts.searchsorted(number, side="right")) - 1
        place = number - int(self._starts[owner])
        if owner < len(self._parts):
            return int(self._parts[owner][1][place])
        return int(self._new.clusters[place])

    def blocks(self, length: int) -> Iterator[Rows]:
        """All signatures, so many at a time."""
        for rows, _ in self._parts:
            for start in range(0, len(rows), length):
                yield rows[start : start + length]
        for records in self._new.blocks(length):
            yield records["row"]

    def new(self) -> Iterator[tuple[Rows, Clusters]]:
        """Those that were added and are no copies, in blocks."""
        for records in self._new.blocks(_BLOCK):
            kept = records[records["cluster"] != 0]
            yield kept["row"], kept["cluster"]


class _NewOriginals:
    """Records, in memory until they take more than `memory` there."""

    def __init__(self, folder: Path, memory: int) -> None:
        self._folder = folder
        self._memory = memory
        self._file: BinaryIO | None = None
        self._records: _Records = np.empty(0, _KIND)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, records: _Records) -> None:
        first, self._count = self._count, self._count + len(records)
        if self._count > len(self._records):
            self._make_room(first)
        if self._file is None:
            self._records[first : self._count] = records
        else:
            self._write(first, records)

    @property
    def rows(self) -> Rows:
        """Of these, and of what there is room for besides."""
        found: Rows = self._records["row"]
        return found

    @property
    def clusters(self) -> Clusters:
        """Likewise."""
        found: Clusters = self._records["cluster"]
        return found

    def blocks(self, length: int) -> Iterator[_Records]:
        for start in range(0, self._count, length):
            yield self._records[start : min(start + length, self._count)]

    def _make_room(self, there: int) -> None:
        room = max(self._count, len(self._records) + len(self._records) // _GROWTH)
        size = room * _KIND.itemsize
        if self._file is None and size <= self._memory:
            self._records.resize(room)
            return
        if self._file is None:
            self._file = temporary_file(self._folder)
            finalize(self, self._file.close)
            self._write(0, self._records[:there])
        self._file.truncate(size)
        content = mmap.mmap(self._file.fileno(), size, access=mmap.ACCESS_READ)
        self._records = np.frombuffer(content, _KIND)

    def _write(self, first: int, records: _Records) -> None:
        """What is written is read through the map; where there is no room for it, that is told
        here, since nothing is written through the map.
        """
        assert self._file is not None
        self._file.seek(first * _KIND.itemsize)
        self._file.write(records.view(np.uint8).data)
        self._file.flush()
