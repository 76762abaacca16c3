"""Files that are mapped to be read, and let go.

What is read of a mapping counts as memory of the process, with what the system maps around it,
until it is let go. The system has it still: what is asked for again comes from there, 64 KiB in
some 7 µs.
"""

import mmap
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .checksums import UNKNOWN, Checksums

#: What the system maps around each place that is read (bytes).
AROUND = 64 << 10

#: Places that are looked up one by one, which takes less than arrays of them.
_FEW = 16
#: Places that are read in a file before what is mapped of it is let go.
_PLACES = 128


class MappedFile:
    """content: its bytes; an empty file can't be mapped"""

    def __init__(self, path: Path) -> None:
        self.content: mmap.mmap | bytes = b""
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size:
                self.content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @property
    def bytes(self) -> NDArray[np.uint8]:
        """The same as an array, which is not copied."""
        return np.frombuffer(self.content, np.uint8) if self.content else np.zeros(0, np.uint8)

    def let_go(self, start: int = 0, end: int | None = None) -> None:
        """What is from one place to another, in whole pages; it may be read as before."""
        if isinstance(self.content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            start -= start % mmap.PAGESIZE
            length = (len(self.content) if end is None else end) - start
            self.content.madvise(mmap.MADV_DONTNEED, start, length)


class FileBytes:
    """The bytes of a file, read where they are asked for: here a page of texts is all.

    It is mapped: a call of the system for each place would let other threads have the interpreter
    each time, and wait for it.
    """

    def __init__(self, path: Path, checksums: Checksums = UNKNOWN) -> None:
        self._file = MappedFile(path)
        self._bytes = self._file.content
        self._blocks = checksums.blocks(path, self._read)
        self._places = 0

    def read(self, start: int, end: int) -> bytes:
        """As far as the file goes. Raises IndexDamagedError for what isn't as written."""
        self._blocks.check(start, end)
        self._count(1)
        return self._bytes[start:end]

    def read_each(self, starts: NDArray[np.integer], ends: NDArray[np.integer]) -> list[bytes]:
        """The same of many places."""
        places = list(zip(starts.tolist(), ends.tolist(), strict=True))
        if len(places) <= _FEW:
            return [self.read(start, end) for start, end in places]
        self._blocks.check_each(starts, ends)
        content, found = self._bytes, list[bytes]()
        for first in range(0, len(places), _PLACES):
            some = places[first : first + _PLACES]
            self._count(len(some))
            found += [content[start:end] for start, end in some]
        return found

    def _count(self, places: int) -> None:
        self._places += places
        if self._places > _PLACES:
            self._file.let_go()
            self._places = places

    def _read(self, start: int, end: int) -> bytes:
        return self._bytes[start:end]
