"""The vectors of an index's paragraphs, in parts (`engines/parts.py`).

`000003.vectors` has a row of `DIMENSIONS` bytes for each paragraph, `000003.keys` says which is
whose. A title has a row too, as ordinal 0 of its document.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..engines.base import MAX_ORDINAL, ORDINAL_BITS, paragraph_key
from ..engines.checksums import UNKNOWN, Checksums
from ..engines.mapped import MappedFile
from ..engines.part_writer import PartWriter
from ..engines.parts import KEYS, Keys, Part, newest_first, parts, still_there
from .products import Bytes, Floats, products, weighted_sum
from .words import DIMENSIONS

_ROWS = ".vectors"
#: Rows written at once.
_BLOCK = 1 << 14


class VectorPart(Part):
    """places: which of the rows each key has"""

    def __init__(self, folder: Path, name: str, checksums: Checksums = UNKNOWN) -> None:
        super().__init__(folder, name, checksums)
        path = folder / f"{name}{_ROWS}"
        content = MappedFile(path).bytes
        self._blocks = checksums.blocks(path, lambda start, end: content[start:end].data)
        rows = content.view(np.int8)
        self.places: NDArray[np.uint32] = self._array("places", np.uint32)
        count = len(self.keys)
        if len(rows) != count * DIMENSIONS or len(self.places) != count:
            raise ValueError(f"{name}{_ROWS} has not a row for each key")
        if count and int(self.places.max()) >= count:
            raise ValueError(f"{name}{KEYS} names a row that isn't there")
        self._rows: Bytes = rows.reshape(count, DIMENSIONS)

    def some_rows(self, places: NDArray[np.integer]) -> Bytes:
        """A few of the rows. Raises IndexDamagedError unless they are as written."""
        self._blocks.check_rows(places, DIMENSIONS)
        return self._rows.take(places, axis=0)

    @property
    def rows(self) -> Bytes:
        """All of them."""
        self._blocks.check(0, self._rows.nbytes)
        return self._rows


def _some_parts(folder: Path, checksums: Checksums) -> list[VectorPart]:
    """The parts in a folder. Raises ValueError where there is none, too."""
    if found := parts(folder, VectorPart, checksums):
        return found
    raise ValueError("there are none")


class ParagraphVectorsWriter(PartWriter[VectorPart]):
    """Adds a part to those in `folder`.

    append: whether there have to be some. Raises ValueError or OSError for what is none
    """

    def __init__(
        self, folder: Path, checksums: Checksums = UNKNOWN, *, append: bool = False
    ) -> None:
        there = _some_parts(folder, checksums) if append else []
        super().__init__(folder, there, _ROWS, {"places": "<u4"})
        self._settled = 0

    def add(self, document: int, vectors: bytes, title: bytes) -> None:
        """Keep a row for each paragraph of a document, and one for its title if it has any."""
        first = 0 if title else 1
        self._rows.write(title + vectors)
        count = len(vectors) // DIMENSIONS
        start = paragraph_key(document, 0)
        self._keys.extend(range(start + first, start + count + 1))
        self._added()

    def _copy(self, part: VectorPart, which: NDArray[np.intp]) -> None:
        places = part.places[which]
        for start in range(0, len(places), _BLOCK):
            self._rows.write(part.some_rows(places[start : start + _BLOCK]).tobytes())
        self._keys.frombytes(part.keys[which].tobytes())

    def _columns(self) -> Sequence[NDArray[Any]]:
        first, self._settled = self._settled, self._settled + len(self._keys)
        return (np.arange(first, self._settled, dtype=np.uint32),)


class Vectors(Protocol):
    """Vectors by key."""

    def __getitem__(self, keys: Keys) -> Bytes: ...

    @property
    def rows(self) -> int:
        """How many rows `products` goes through."""

    @property
    def count(self) -> int:
        """Paragraphs that have a vector."""

    @property
    def total(self) -> NDArray[np.float64]:
        """The sum of all paragraphs' vectors."""

    def products(
        self, vectors: NDArray[np.number], check: Callable[[], None]
    ) -> tuple[Keys, Floats]:
        """See `ParagraphVectors`."""


class ParagraphVectors:
    """The vectors of a generation, mapped. Raises ValueError or OSError for what is none.

    Safe for several threads.
    """

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        self._parts = _some_parts(folder, checksums)

    def __getitem__(self, keys: Keys) -> Bytes:
        """The vectors of paragraphs, (keys, DIMENSIONS); zeros for one that has none."""
        *older, newest = self._parts
        if not (older or len(newest.gone)) and len(newest.keys):
            return _rows_of(newest, keys)[0]
        found = np.zeros((len(keys), DIMENSIONS), np.int8)
        wanted = np.arange(len(keys))
        for part in reversed(self._parts):
            sought = keys[wanted]
            left = np.ones(len(wanted), np.bool_)
            if len(part.keys):
                rows, there = _rows_of(part, sought)
                found[wanted[there]] = rows[there]
                left = ~there
            if len(part.gone):
                left &= ~np.isin(sought >> ORDINAL_BITS, part.gone)
            wanted = wanted[left]
            if not len(wanted):
                break
        return found

    @cached_property
    def count(self) -> int:
        """Paragraphs that have a vector."""
        return sum(int(still.sum()) for _, still in self._live())

    @property
    def rows(self) -> int:
        """Rows on disk, those of titles and of what is deleted among them."""
        return sum(len(part.keys) for part in self._parts)

    @cached_property
    def total(self) -> NDArray[np.float64]:
        """The sum of all paragraphs' vectors."""
        total = np.zeros(DIMENSIONS)
        for part, still in self._live():
            weights = np.zeros(len(part.keys), np.float32)
            weights[part.places[still]] = 1
            total += weighted_sum(part.rows, weights)
        return total

    def products(
        self, vectors: NDArray[np.number], check: Callable[[], None]
    ) -> tuple[Keys, Floats]:
        """The keys of all paragraphs, ascending, and the products of their vectors with
        `vectors`: (vectors, keys).

        check: called between two blocks; what it raises ends it
        """
        keys, found = [np.zeros(0, np.int64)], [np.zeros((len(vectors), 0), np.float32)]
        for part, still in self._live():
            keys.append(part.keys[still])
            by_row = products(part.rows, vectors, check)
            found.append(by_row.take(part.places[still], axis=1))
        every = np.concatenate(keys)
        order = np.argsort(every, kind="stable")  # which takes little for runs in order
        return every[order], np.concatenate(found, axis=1).take(order, axis=1)

    def _live(self) -> Iterator[tuple[VectorPart, NDArray[np.bool_]]]:
        """Each part, and which of its rows are still some paragraph's."""
        for part, gone in newest_first(self._parts, np.zeros(0, np.int64)):
            yield part, still_there(part.keys, gone) & ((part.keys & MAX_ORDINAL) > 0)


def _rows_of(part: VectorPart, keys: Keys) -> tuple[Bytes, NDArray[np.bool_]]:
    """The rows of a part that isn't empty, zeros for keys that it doesn't have; which it has."""
    at = part.keys.searchsorted(keys)
    there = part.keys.take(at, mode="clip") == keys
    rows = part.some_rows(part.places.take(at, mode="clip"))
    if not there.all():
        rows[~there] = 0
    return rows, there
