"""A part of a file of many documents, small enough to be a task."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ...errors import DocumentError
from .layout import Layout, Unbuilt

_DIGEST = 16
#: Bytes that a record counts for besides its own: however short it is, a document is made of it.
_RECORD = 32


def change_hash(begin: bytes = b"") -> Any:
    """XXH3 of 128 bits: it tells what has changed, and keeps no secret; else BLAKE2b."""
    try:
        from xxhash import xxh3_128
    except ModuleNotFoundError:
        return hashlib.blake2b(begin, digest_size=_DIGEST)
    return xxh3_128(begin)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records, one after the other, of the file with the id `file`; no document is cut.

    first: the number of the first record, from 1: its line in the file, or its place
    position: bytes of the file as it is stored that had been read at its end
    digest: a hash of all that its documents depend on: chunks of the same digest have the
        same documents, wherever they stand
    refused: what stood there and is no record
    records: how many there are (lines, rows, messages), 0 if that isn't known
    """

    file: str
    layout: Layout
    content: bytes
    first: int
    position: int
    digest: bytes
    refused: tuple[DocumentError, ...] = ()
    records: int = 0

    @property
    def risky(self) -> bool:
        """Whether it has to be read in a process apart."""
        return self.layout.risky

    @property
    def size(self) -> int:
        """In bytes, unpacked, with some for each record."""
        return len(self.content) + _RECORD * self.records

    def documents(self) -> Iterator[Unbuilt | DocumentError]:
        """The documents; what is no record is an error of its own."""
        yield from self.refused
        if self.content:
            yield from self.layout.documents(self.file, self.content, self.first)

    def halves(self) -> "list[Chunk]":
        """The same in two, no document cut; empty if there is but one."""
        layout, content = self.layout, self.content
        ends = [int(end) for end in layout.ends(content) if end < len(content)]
        cuts = []
        begin, before = 0, ""
        for end, following in pairwise([*ends, len(content)]):
            before = layout.document_of(content[begin:end]) or before
            after = layout.document_of(content[end:following])
            if after == "" or (after and after != before):
                cuts.append(end)
            begin = end
        if not cuts:
            return []
        cut = min(cuts, key=lambda end: abs(2 * end - len(content)))
        rest = content[cut:]
        number = self.first + layout.count(content[:cut])
        return [
            replace(self, content=content[:cut], digest=b"", records=0),
            replace(self, content=rest, first=number, digest=b"", refused=(), records=0),
        ]


def digest(
    file: str, layout: Layout, content: bytes, first: int, count: int, *, named: bool = False
) -> bytes:
    """What `Chunk.digest` is, of so many records; `named` if all are known to have ids."""
    place = first if not named and layout.is_numbered(content, count) else 0
    found = change_hash(f"{file}\n{layout!r}\n{place}\n".encode())
    found.update(content)
    return bytes(found.digest())
