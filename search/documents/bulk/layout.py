"""How the documents of a file stand in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from ...errors import DocumentError
from ...model import Document

#: Offsets into a window of bytes, ascending.
Offsets = NDArray[np.intp]
_NEWLINE = 10


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """A document whose records are read; it is only built if it isn't as it was.

    stamp: a hash of all that it is built from
    build: raises DocumentError for what turns out not to be one
    """

    id: str
    stamp: bytes
    build: Callable[[], Document]


class Layout(Protocol):
    """The records of a file: lines, rows or messages. Its `repr` says all that it depends on."""

    @property
    def limit(self) -> int:
        """Bytes that a record may have."""

    @property
    def risky(self) -> bool:
        """Whether a hostile record may hang or eat memory: it is read in a process apart."""

    def ends(self, window: bytes, *, final: bool = False) -> Offsets:
        """Where records end, in a window that begins with one, without one that may go on;
        nothing comes after a `final` one.
        """

    def document_of(self, record: bytes) -> str | None:
        """The document that the record is a part of; "" for one of its own, None if the
        record says nothing.
        """

    def beginning_of(self, document: str) -> bytes:
        """With what no record begins but those of that document; b"" if that isn't known."""

    def all_named(self, window: bytes, ends: Offsets) -> bool:
        """Whether it is seen at once that each record up to the last end is of a document
        that has an id; False proves nothing.
        """

    def is_numbered(self, content: bytes, count: int) -> bool:
        """Whether a document in it, of so many records, is called by its place in the file."""

    def count(self, content: bytes, records: int = 0) -> int:
        """By how much the number of what comes next is higher; `records`, if known, are in it."""

    def resume(self, window: bytes) -> int | None:
        """Where to read on when the record at the beginning of the window doesn't end; None
        for nowhere in it.
        """

    def endless(self, file: str, number: int) -> DocumentError:
        """What to say of it."""

    def documents(self, file: str, content: bytes, first: int) -> Iterator[Unbuilt | DocumentError]:
        """The documents in some records; `first` is the number of the first."""


class Apart:
    """What goes without saying where each record is a document of its own."""

    __slots__ = ()

    risky: ClassVar[bool] = False

    def document_of(self, record: bytes) -> str | None:
        return "" if record.strip() else None

    def beginning_of(self, document: str) -> bytes:  # noqa: ARG002
        return b""

    def all_named(self, window: bytes, ends: Offsets) -> bool:  # noqa: ARG002
        return False


def line_ends(window: bytes, *, final: bool) -> Offsets:
    """The offsets after each line."""
    return closed(np.flatnonzero(np.frombuffer(window, np.uint8) == _NEWLINE) + 1, window, final)


def closed(ends: Offsets, window: bytes, final: bool) -> Offsets:
    """The ends, and the end of a window that is `final`."""
    if final and window and not (ends.size and ends[-1] == len(window)):
        return np.append(ends, len(window))
    return ends
