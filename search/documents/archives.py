"""The parts of a document that is a ZIP archive, within limits."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from ..errors import DocumentError
from . import causes

if TYPE_CHECKING:
    from .markup.walk import Element

#: Bytes that the parts of one document may have together, unpacked. Nothing is unpacked
#: beyond that, whatever the archive says of its sizes.
LARGEST = 256 << 20
#: A file so much smaller than what is unpacked from it is a bomb; so is every document, when
#: less than the second is unpacked.
_HIGHEST_RATIO, _HARMLESS = 200, 16 << 20
#: Each part costs memory before any is read.
MOST_PARTS = 20_000
_PART = b"PK\x01\x02"
#: What documents are packed with; others may ask for gigabytes to unpack a byte.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, OverflowError,
)  # fmt: skip


class Archive:
    """The archive in some bytes; use it as a context manager.

    Raises DocumentError wherever it turns out to be damaged, encrypted or too large.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._left = min(LARGEST, max(_HARMLESS, _HIGHEST_RATIO * len(content)))
        self._limit = self._left
        if content.count(_PART) > MOST_PARTS:
            raise DocumentError(path=path, cause=causes.TOO_MANY_PARTS, limit=MOST_PARTS)
        with self._telling_damage():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str, most: int = LARGEST) -> bytes:
        """A part, or its first `most` bytes; empty if there is none of that name."""
        if name not in self.names:
            return b""
        info = self._zip.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise DocumentError(path=self._path, cause=causes.ENCRYPTED)
        with self._telling_damage():
            if info.compress_type not in _METHODS:
                raise zipfile.BadZipFile(f"{name}: method {info.compress_type}")
            with self._zip.open(info) as part:
                return b"".join(self._limited(part, most))

    def xml(self, name: str) -> "Element | None":
        """A part, parsed; None if there is none of that name."""
        from .xml import parse_xml  # only who reads XML needs its library

        content = self.read(name)
        return parse_xml(self._path, content, name) if content else None

    def _limited(self, part: IO[bytes], most: int) -> Iterator[bytes]:
        while most > 0 and (chunk := part.read(min(_CHUNK, most))):
            most -= len(chunk)
            self._left -= len(chunk)
            if self._left < 0:
                limit = self._limit >> 20
                raise DocumentError(path=self._path, cause=causes.TOO_LARGE, limit=limit)
            yield chunk

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise DocumentError(path=self._path, cause=causes.DAMAGED, reason=error) from error
