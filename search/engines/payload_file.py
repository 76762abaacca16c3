"""Payloads beside an index, by key, in parts (`parts.py`).

`000003.payloads` has them one after the other, `000003.keys` whose each is and where it stands.
"""

from array import array
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .arrays import map_bytes, write_arrays
from .parts import KEYS, Keys, Part, all_gone, live, next_name, parts, to_be_merged

_PAYLOADS = ".payloads"


class PayloadPart(Part):
    """starts, lengths: in bytes, of each payload; content: all of them"""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self.content: NDArray[np.uint8] = map_bytes(folder / f"{name}{_PAYLOADS}")
        self.starts: NDArray[np.uint64] = self._array("starts", np.uint64)
        self.lengths: NDArray[np.uint32] = self._array("lengths", np.uint32)
        count, size = len(self.keys), len(self.content)
        if len(self.starts) != count or len(self.lengths) != count:
            raise ValueError(f"{name}{KEYS} has not a place for each key")
        if count and (self.starts.max() > size or (self.starts + self.lengths).max() > size):
            raise ValueError(f"{name}{_PAYLOADS} is cut")

    def payload(self, row: int) -> bytes:
        start = int(self.starts[row])
        return self.content[start : start + int(self.lengths[row])].tobytes()


class PayloadWriter:
    """Adds a part to those in `folder`. Raises ValueError or OSError for parts that are none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = parts(folder, PayloadPart)
        self._name = next_name(self._parts)
        self._file = (folder / f"{self._name}{_PAYLOADS}").open("wb")
        self._keys = array("q")
        self._lengths = array("I")
        self._gone: set[int] = set()

    def add(self, key: int, payload: bytes) -> None:
        self._file.write(payload)
        self._keys.append(key)
        self._lengths.append(len(payload))

    def delete(self, document: int) -> None:
        """Forget a document of the parts before; doesn't touch what this writer has added."""
        self._gone.add(document)

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        gone = np.array(sorted(self._gone), np.int64)
        merged = to_be_merged(self._parts, len(self._keys), gone)
        for part, still in live(merged, gone):
            self._copy(part, still)
        self._file.close()
        if not (len(self._keys) or len(gone)) and self._parts:
            self._remove(self._name)
            return
        are_others = len(merged) < len(self._parts)
        self._write_keys(all_gone(merged, gone) if are_others else gone[:0])
        for part in merged:
            self._remove(part.name)

    def discard(self) -> None:
        """Forget all of it; harmless after `commit`."""
        if not self._file.closed:
            self._file.close()
            self._remove(self._name)

    def _copy(self, part: PayloadPart, still: NDArray[np.bool_]) -> None:
        """Those that are left, as they stand: what is side by side is written at once."""
        rows = np.flatnonzero(still)
        rows = rows[np.argsort(part.starts[rows], kind="stable")]
        starts = part.starts[rows].astype(np.int64)
        ends = starts + part.lengths[rows]
        apart = np.flatnonzero(starts[1:] != ends[:-1]) + 1
        for run in np.split(np.arange(len(rows)), apart):
            if len(run):
                self._file.write(part.content[starts[run[0]] : ends[run[-1]]].data)
        self._keys.frombytes(part.keys[rows].tobytes())
        self._lengths.frombytes(part.lengths[rows].tobytes())

    def _write_keys(self, gone: Keys) -> None:
        keys = np.frombuffer(self._keys, np.int64)
        lengths = np.frombuffer(self._lengths, np.uint32)
        starts = np.cumsum(lengths, dtype=np.uint64) - lengths
        order = np.argsort(keys, kind="stable")
        arrays = {"keys": keys, "starts": starts, "lengths": lengths}
        ordered = {name: column[order] for name, column in arrays.items()}
        with (self._folder / f"{self._name}{KEYS}").open("wb") as file:
            write_arrays(file, ordered | {"gone": gone})

    def _remove(self, name: str) -> None:
        for suffix in (_PAYLOADS, KEYS):
            (self._folder / f"{name}{suffix}").unlink(missing_ok=True)


class PayloadReader:
    """Reads by key. Raises ValueError or OSError for what is none."""

    def __init__(self, folder: Path) -> None:
        self._parts = parts(folder, PayloadPart)

    def __getitem__(self, key: int) -> bytes:
        for part in reversed(self._parts):
            row = int(part.keys.searchsorted(key))
            if row < len(part.keys) and part.keys[row] == key:
                return part.payload(row)
        raise ValueError(f"there is no payload of {key}")
