"""Payloads beside an index, by key, in parts (`parts.py`).

`000003.payloads` has them one after the other, `000003.keys` whose each is and where it stands.
"""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .checksums import UNKNOWN, Checksums
from .mapped import FileBytes
from .part_writer import PartWriter
from .parts import KEYS, Part, parts

_PAYLOADS = ".payloads"
#: Bytes that are copied at once.
_CHUNK = 1 << 20


class PayloadPart(Part):
    """starts, lengths: in bytes, of each payload"""

    def __init__(self, folder: Path, name: str, checksums: Checksums = UNKNOWN) -> None:
        super().__init__(folder, name, checksums)
        self._path = folder / f"{name}{_PAYLOADS}"
        self._bytes = FileBytes(self._path, checksums)
        self.starts: NDArray[np.uint64] = self._array("starts", np.uint64)
        self.lengths: NDArray[np.uint32] = self._array("lengths", np.uint32)
        count, size = len(self.keys), self._path.stat().st_size
        if len(self.starts) != count or len(self.lengths) != count:
            raise ValueError(f"{name}{KEYS} has not a place for each key")
        if count and (self.starts.max() > size or (self.starts + self.lengths).max() > size):
            raise ValueError(f"{name}{_PAYLOADS} is cut")

    def payload(self, row: int) -> bytes:
        start = int(self.starts[row])
        return self.content(start, start + int(self.lengths[row]))

    def payloads(self, rows: NDArray[np.intp]) -> list[bytes]:
        starts, lengths = self.starts[rows], self.lengths[rows]
        return self._bytes.read_each(starts, starts + lengths)

    def content(self, start: int, end: int) -> bytes:
        """What is there in the file. Raises IndexDamagedError unless it is as written."""
        return self._bytes.read(start, end)


class PayloadWriter(PartWriter[PayloadPart]):
    """Adds a part to those in `folder`. Raises ValueError or OSError for parts that are none."""

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        there = parts(folder, PayloadPart, checksums)
        super().__init__(folder, there, _PAYLOADS, {"starts": "<u8", "lengths": "<u4"})
        self._lengths = array("I")
        self._end = 0

    def add(self, key: int, payload: bytes) -> None:
        self._rows.write(payload)
        self._keys.append(key)
        self._lengths.append(len(payload))
        self._added()

    def _copy(self, part: PayloadPart, which: NDArray[np.intp]) -> None:
        """As they stand: what is side by side is written at once."""
        rows = which[np.argsort(part.starts[which], kind="stable")]
        starts = part.starts[rows].astype(np.int64)
        ends = starts + part.lengths[rows]
        apart = np.flatnonzero(starts[1:] != ends[:-1]) + 1
        for run in np.split(np.arange(len(rows)), apart):
            if len(run):
                self._write(part, int(starts[run[0]]), int(ends[run[-1]]))
        self._keys.frombytes(part.keys[rows].tobytes())
        self._lengths.frombytes(part.lengths[rows].tobytes())

    def _write(self, part: PayloadPart, start: int, end: int) -> None:
        for place in range(start, end, _CHUNK):
            self._rows.write(part.content(place, min(place + _CHUNK, end)))

    def _columns(self) -> Sequence[NDArray[Any]]:
        lengths = np.array(self._lengths, np.uint32)
        ends = self._end + np.cumsum(lengths, dtype=np.uint64)
        starts = ends - lengths
        self._end, self._lengths = int(ends[-1]) if len(ends) else self._end, array("I")
        return starts, lengths


class PayloadReader:
    """Reads by key. Raises ValueError or OSError for what is none."""

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        self._parts = parts(folder, PayloadPart, checksums)

    def __getitem__(self, key: int) -> bytes:
        for part in reversed(self._parts):
            row = int(part.keys.searchsorted(key))
            if row < len(part.keys) and part.keys[row] == key:
                return part.payload(row)
        raise ValueError(f"there is no payload of {key}")

    def of(self, keys: Sequence[int]) -> list[bytes]:
        """Those of many keys."""
        found: dict[int, bytes] = {}
        for part in reversed(self._parts):
            left = np.array([key for key in keys if key not in found], np.int64)
            rows = part.keys.searchsorted(left)
            rows = rows[part.keys.take(rows, mode="clip") == left] if len(part.keys) else rows[:0]
            found.update(zip(part.keys[rows].tolist(), part.payloads(rows), strict=True))
        return [found[key] if key in found else self[key] for key in keys]
