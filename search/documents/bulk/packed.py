"""The bytes of a file, unpacked as they are read, in bounded memory.

Packed files are known by their first bytes. What comes before a damage is given; then the
damage is raised.
"""

import errno
import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ...errors import DocumentError
from ...regular_files import open_file
from .. import causes

#: Bytes of a file for which no thread is worth it.
_SMALL = 1 << 20
_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_PLAIN_READ = 1 << 20
#: Bytes that are unpacked at once: at most 16 MB come of the first (deflate makes 1032 of
#: one), 32 MB of the second (Zstandard makes 128 KiB of four), which are passed on bit by bit.
_GZIP_READ, _ZSTANDARD_READ = 1 << 14, 1 << 10
#: One block of so many bytes, freed, and the C library keeps what is freed of smaller ones for
#: the next (mallopt(3), M_MMAP_THRESHOLD) in place of asking for new pages, again and again: a
#: fifth of the time.
_KEPT = 8 << 20
#: A file that has more than so many bytes, so many times its packed size, is a bomb.
_SUSPECT, _RATIO = 1 << 30, 200


class Block(NamedTuple):
    """position: bytes of the file as it is stored, up to the end of this block."""

    content: bytes
    position: int


class _Packing(NamedTuple):
    """begin: makes what unpacks one member (with `decompress`, `eof` and `unused_data`)"""

    begin: Callable[[], Any]
    damage: type[Exception]
    read: int


def check_holes(file: str, path: Path) -> None:
    """Raises DocumentError for a file that is a bomb without being packed: of a sparse one next to
    nothing is on disk (lseek(2), SEEK_DATA), and it may have terabytes. OSError if there is none.
    """
    with open_file(path) as stored:
        size = os.fstat(stored.fileno()).st_size
        if size > _SUSPECT and not _has_data(stored.fileno(), size // _RATIO):
            raise DocumentError(path=file, cause=causes.HOLLOW, size=size >> 20)


def _has_data(stored: int, wanted: int) -> bool:
    """Whether so many bytes of an open file are no holes, as far as the system tells."""
    begin = found = 0
    try:
        while found < wanted:
            begin = os.lseek(stored, begin, os.SEEK_DATA)
            end = os.lseek(stored, begin, os.SEEK_HOLE)
            found += end - begin
            begin = end
    except AttributeError:  # not on Windows
        return True
    except OSError as error:
        return error.errno != errno.ENXIO  # nothing comes any more
    return True


def unpacked(file: str, path: Path) -> Iterator[Block]:
    """The content of the file called `file`. Raises DocumentError where it can't be read on."""
    try:
        with open_file(path) as stored:
            yield from _blocks(file, stored)
    except OSError as error:
        raise causes.unreadable(file, error) from error


def _blocks(file: str, stored: BinaryIO) -> Iterator[Block]:
    packing = _packing(file, stored.read(4))
    size = os.fstat(stored.fileno()).st_size
    stored.seek(0)
    if size > _SMALL:
        bytearray(_KEPT)
    beside = _beside() if size > _SMALL else None
    if packing is None:
        position = 0
        while content := stored.read(_PLAIN_READ):
            position += len(content)
            yield Block(content, position)
        return
    if beside is not None and packing.read == _GZIP_READ:
        found = beside(stored, size)
    else:
        found = _members(stored, packing)
    size = 0
    try:
        for block in found:
            size += len(block.content)
            if size > max(_SUSPECT, _RATIO * block.position):
                limit = size >> 20
                raise DocumentError(path=file, cause=causes.TOO_LARGE, limit=limit)
            yield from _small(block)
    except (packing.damage, gzip.BadGzipFile, EOFError) as error:
        raise DocumentError(path=file, cause=causes.DAMAGED, reason=error) from error


def _small(block: Block) -> Iterator[Block]:
    """A block in parts: each of its bytes may be a record, which takes forty as a number."""
    content, position = block
    for begin in range(0, len(content), _PLAIN_READ):
        yield Block(content[begin : begin + _PLAIN_READ], position)


def _members(stored: BinaryIO, packing: _Packing) -> Iterator[Block]:
    """A packed file may have several members, one after the other, and zeros at its end."""
    member = packing.begin()
    position = 0
    while content := stored.read(packing.read):
        position += len(content)
        while content:
            if member.eof:
                content = content.lstrip(b"\0")
                member = packing.begin() if content else member
            if content and (found := member.decompress(content)):
                yield Block(found, position)
            content = member.unused_data if content and member.eof else b""
    if not member.eof:
        raise EOFError("it ends too early")


def _beside() -> Callable[[BinaryIO, int], Iterator[Block]] | None:
    """What unpacks in a thread beside the reading, if that is installed (isal)."""
    try:
        from isal import igzip_threaded
    except ModuleNotFoundError:
        return None

    def blocks(stored: BinaryIO, size: int) -> Iterator[Block]:
        place = _Place(stored, size)
        with igzip_threaded.open(stored, "rb", threads=1) as unpacked:  # type: ignore[no-untyped-call]
            while content := unpacked.read(_PLAIN_READ):
                yield Block(content, place.after(content))

    return blocks


class _Place:
    """How much of a packed file has been read where a block of it ends, about.

    Its end says how much it unpacks to (RFC 1952, 2.3.1), if it is one member.
    """

    def __init__(self, stored: BinaryIO, size: int) -> None:
        self._size = size
        stored.seek(-4, os.SEEK_END)
        self._unpacked = int.from_bytes(stored.read(4), "little")
        self._stored = stored
        self._done = 0
        stored.seek(0)

    def after(self, content: bytes) -> int:
        self._done += len(content)
        if self._done > self._unpacked:
            return min(self._stored.tell(), self._size)
        return self._done * self._size // self._unpacked


def _packing(file: str, head: bytes) -> _Packing | None:
    if head.startswith(_GZIP):
        return _gzip()
    if head == _ZSTANDARD:
        return _zstandard(file)
    return None


def _gzip() -> _Packing:
    """ISA-L unpacks four times as fast as zlib (measured); any of both will do."""
    try:
        from isal import isal_zlib
    except ModuleNotFoundError:
        return _Packing(lambda: zlib.decompressobj(31), zlib.error, _GZIP_READ)
    damage: Any = isal_zlib.error
    return _Packing(lambda: isal_zlib.decompressobj(31), damage, _GZIP_READ)


def _zstandard(file: str) -> _Packing:
    try:
        import zstandard
    except ModuleNotFoundError as error:
        command = "pip install 'alinea[formats]'"
        raise DocumentError(path=file, cause=causes.NEEDS_FORMATS, command=command) from error
    unpacker = zstandard.ZstdDecompressor()
    return _Packing(unpacker.decompressobj, zstandard.ZstdError, _ZSTANDARD_READ)
