"""Checksums of a generation's files by block: what is read of a file is first compared with what
was written, once, so that damage is an error where it is met and never an answer.

A block is 64 KiB, its checksum a CRC-32 (ISO/IEC 3309), as Lucene's files end with: it finds what
happens to disks and files by accident, and takes some 20 µs. Against whoever means it there are
the manifest's digests, which `alinea check` compares.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import IndexDamagedError
from ..wording.messages import translate

_BITS = 16
#: Bytes of a block.
BLOCK = 1 << _BITS
_REBUILD = "alinea rebuild"

Sums = NDArray[np.uint32]
Buffer = bytes | memoryview


def block_sums(chunk: Buffer) -> bytes:
    """The checksums of what begins a block, four bytes each, the lowest first."""
    content = memoryview(chunk)
    starts = range(0, len(content), BLOCK)
    sums = [zlib.crc32(content[start : start + BLOCK]) for start in starts]
    return np.array(sums, "<u4").tobytes()


class Blocks:
    """Which blocks of an open file are known to be as written. Threads may share it."""

    def __init__(self, path: Path, read: Callable[[int, int], Buffer], sums: Sums) -> None:
        """read: the bytes from one place to another; sums: none if nothing is to be compared"""
        self._path = path
        self._read = read
        self._sums = sums
        self._unknown = bytearray(b"\1") * len(sums)

    def check(self, start: int, end: int) -> None:
        """Raises IndexDamagedError unless the bytes there are as written."""
        first, beyond = start >> _BITS, (end + BLOCK - 1) >> _BITS
        if self._unknown.find(1, first, beyond) >= 0:
            self._compare(first, beyond)

    def check_each(self, starts: NDArray[np.integer], ends: NDArray[np.integer]) -> None:
        """The same of many places."""
        first, last = starts >> _BITS, (ends - 1) >> _BITS
        numbers = np.frombuffer(self._unknown, np.uint8)
        ends_known = not len(numbers) or not (
            numbers.take(first, mode="clip").any() or numbers.take(last, mode="clip").any()
        )
        if not ends_known or (last - first > 1).any():
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                self.check(start, end)

    def check_rows(self, rows: NDArray[np.integer], size: int) -> None:
        """The same of rows of so many bytes, of which none is in two blocks."""
        if self._unknown.find(1) >= 0:
            blocks = rows.astype(np.int64) * size >> _BITS
            unknown = np.frombuffer(self._unknown, np.bool_).take(blocks, mode="clip")
            if unknown.any():
                for number in set(blocks[unknown].tolist()):
                    self._compare(number, number + 1)

    def _compare(self, first: int, beyond: int) -> None:
        for number in range(first, min(beyond, len(self._sums))):
            if self._unknown[number]:
                start = number << _BITS
                if zlib.crc32(self._read(start, start + BLOCK)) != self._sums[number]:
                    raise damaged(self._path, start)
                self._unknown[number] = 0


class Checksums:
    """Those of the files in a folder, and below."""

    def __init__(self, folder: Path, sums: Mapping[str, bytes]) -> None:
        """sums: as `block_sums` gives them, by path in the folder"""
        self._folder = folder
        self._sums = sums

    def blocks(self, path: Path, read: Callable[[int, int], Buffer]) -> Blocks:
        """Of a file that is opened."""
        return Blocks(path, read, self._of(path))

    def check_whole(self, paths: Iterable[Path]) -> None:
        """Raises IndexDamagedError unless the files are as written, from beginning to end."""
        deque(self.each_block(paths), maxlen=0)

    def each_block(self, paths: Iterable[Path]) -> Iterator[int]:
        """The size of each block of the files, once it is known to be as written. Raises
        IndexDamagedError.
        """
        for path in paths:
            yield from self._each_block(path)

    def _each_block(self, path: Path) -> Iterator[int]:
        sums, place = self._of(path), 0
        try:
            with path.open("rb") as file:
                while chunk := file.read(BLOCK):
                    number = place >> _BITS
                    if number < len(sums) and zlib.crc32(chunk) != sums[number]:
                        raise damaged(path, place)
                    place += BLOCK
                    yield len(chunk)
        except OSError as error:
            reason = f"{path.name}: {error.strerror}"
            raise IndexDamagedError(path=path, reason=reason, command=_REBUILD) from error

    def _of(self, path: Path) -> Sums:
        found = self._sums.get(path.relative_to(self._folder).as_posix(), b"")
        return np.frombuffer(found, "<u4")


class _Unknown(Checksums):
    """Where nothing is to be compared."""

    def __init__(self) -> None:
        super().__init__(Path(), {})

    def _of(self, path: Path) -> Sums:  # noqa: ARG002
        return np.zeros(0, np.uint32)


#: Of files that nobody has sealed.
UNKNOWN: Checksums = _Unknown()


def damaged(path: Path, place: int) -> IndexDamagedError:
    """place: of the block, in bytes"""
    reason = translate("{file} is not what was written, somewhere from byte {place} on")
    reason = reason.format(file=path.name, place=place)
    return IndexDamagedError(path=path, reason=reason, command=_REBUILD)
