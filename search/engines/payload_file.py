"""Payloads beside an index, in files that are appended to by no one once written.

A payload is found by its *location*: its place in all files put end to end, and its length,
in one number. A file is named by the place at which it begins.
"""

import mmap
from bisect import bisect_right
from pathlib import Path

_SUFFIX = ".payloads"
#: Bits of a location that are the length: 16 MiB at the most.
_LENGTH_BITS = 24
_LONGEST = (1 << _LENGTH_BITS) - 1


class PayloadWriter:
    """Begins a file after those that there are."""

    def __init__(self, folder: Path) -> None:
        files = _files(folder)
        self._place = files[-1][0] + files[-1][1].stat().st_size if files else 0
        self.path = folder / f"{self._place:015}{_SUFFIX}"
        self._file = self.path.open("wb")

    def add(self, payload: bytes) -> int:
        """Keep a payload; its location. Raises ValueError if it is longer than 16 MiB."""
        if len(payload) > _LONGEST:
            raise ValueError("the payload is too long")
        location = self._place << _LENGTH_BITS | len(payload)
        self._file.write(payload)
        self._place += len(payload)
        return location

    def close(self) -> None:
        """Keep the file, unless nothing is in it."""
        self._file.close()
        if not self.path.stat().st_size:
            self.path.unlink()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class PayloadReader:
    """Reads by location. Raises OSError for files that aren't there, ValueError for names or
    locations that none can have.
    """

    def __init__(self, folder: Path) -> None:
        files = _files(folder)
        self._starts = [start for start, _ in files]
        self._maps = [_map(path) for _, path in files]

    def __getitem__(self, location: int) -> bytes:
        place, length = location >> _LENGTH_BITS, location & _LONGEST
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            raise ValueError(f"no payload is at {location}")
        start = place - self._starts[number]
        return self._maps[number][start : start + length]


def _files(folder: Path) -> list[tuple[int, Path]]:
    """The files with the places at which they begin, in order."""
    return sorted((int(path.stem), path) for path in folder.glob(f"*{_SUFFIX}"))


def _map(path: Path) -> mmap.mmap | bytes:
    """The content of a file; one that is empty, being written, can't be mapped."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
