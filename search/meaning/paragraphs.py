"""The vectors of an index's paragraphs, in files that nobody changes once they are written.

A build adds a *part*: `000003.vectors`, a row of `DIMENSIONS` bytes for each paragraph, and
`000003.keys`, which row is whose, and which documents of the parts before are gone. A title
has a row too, as ordinal 0 of its document. Where a part is hardly larger than those after it,
they become one, so that there are few of them and a row is written a few times at the most
(O'Neil et al., The Log-Structured Merge-Tree, 1996).
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..engines.arrays import ArrayFile, map_bytes, write_arrays
from ..engines.base import MAX_ORDINAL, ORDINAL_BITS, paragraph_key
from .products import Bytes, Floats, products, weighted_sum
from .words import DIMENSIONS

Keys = NDArray[np.int64]

_ROWS, _ARRAYS = ".vectors", ".keys"
#: A part is merged with the new one unless it is so many times larger.
_LARGER = 4
#: Rows written at once.
_BLOCK = 1 << 14


class Part:
    """One part. Raises ValueError or OSError if it isn't one.

    keys: of its rows, ascending; places: which row each has
    gone: documents that are no longer those of the parts before, ascending
    """

    def __init__(self, folder: Path, name: str) -> None:
        arrays = ArrayFile(folder / f"{name}{_ARRAYS}")
        rows = map_bytes(folder / f"{name}{_ROWS}").view(np.int8)
        self.name = name
        self.keys: Keys = _array(arrays, "keys", np.int64)
        self.places: NDArray[np.uint32] = _array(arrays, "places", np.uint32)
        self.gone: Keys = _array(arrays, "gone", np.int64)
        count = len(self.keys)
        if len(rows) != count * DIMENSIONS or len(self.places) != count:
            raise ValueError(f"{name}{_ROWS} has not a row for each key")
        if count and int(self.places.max()) >= count:
            raise ValueError(f"{name}{_ARRAYS} names a row that isn't there")
        if count and int(self.keys.min()) < 0:
            raise ValueError(f"{name}{_ARRAYS} names a paragraph that can't be")
        self.rows: Bytes = rows.reshape(count, DIMENSIONS)

    @cached_property
    def documents(self) -> Keys:
        return np.asarray(self.keys >> ORDINAL_BITS)


def parts(folder: Path) -> list[Part]:
    """The parts in a folder, the oldest first. Raises ValueError or OSError."""
    return [Part(folder, path.stem) for path in sorted(folder.glob(f"*{_ARRAYS}"))]


class ParagraphVectorsWriter:
    """Adds a part to those in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = parts(folder)
        last = int(self._parts[-1].name) if self._parts else 0
        self._name = f"{last + 1:06}"
        self._rows = (folder / f"{self._name}{_ROWS}").open("wb")
        self._keys: list[Keys] = []
        self._gone: set[int] = set()

    def add(self, document: int, vectors: bytes, title: bytes) -> None:
        """Keep a row for each paragraph of a document, and one for its title if it has any."""
        first = 0 if title else 1
        self._rows.write(title + vectors)
        count = len(vectors) // DIMENSIONS
        start = paragraph_key(document, 0)
        self._keys.append(np.arange(start + first, start + count + 1, dtype=np.int64))

    def delete(self, document: int) -> None:
        """Forget a document of the parts before; doesn't touch what this writer has added."""
        self._gone.add(document)

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        merged = self._to_be_merged()
        gone = np.array(sorted(self._gone), np.int64)
        for part in reversed(merged):
            live = ~np.isin(part.documents, gone)
            self._copy(part, live)
            gone = np.union1d(gone, part.gone)
        self._rows.close()
        keys = np.concatenate([np.zeros(0, np.int64), *self._keys])
        if len(keys) or len(gone) or not self._parts:
            self._write_arrays(keys, gone if len(merged) < len(self._parts) else gone[:0])
        else:
            Path(self._rows.name).unlink()
        for part in merged:
            self._remove(part.name)

    def rollback(self) -> None:
        """Forget all of it; harmless after `commit`."""
        if not self._rows.closed:
            self._rows.close()
            self._remove(self._name)

    def _to_be_merged(self) -> list[Part]:
        """The last parts, up to one that is much larger; all, once most of them is gone."""
        count = sum(map(len, self._keys))
        if not (count or self._gone):
            return []
        merged: list[Part] = []
        for part in reversed(self._parts):
            if len(part.keys) > _LARGER * count:
                break
            merged.insert(0, part)
            count += len(part.keys)
        return self._parts if self._mostly_gone() else merged

    def _mostly_gone(self) -> bool:
        """Whether half of the rows there are belong to documents that are gone."""
        gone, dead = np.array(sorted(self._gone), np.int64), 0
        for part in reversed(self._parts):
            starts = np.searchsorted(part.keys, gone << ORDINAL_BITS)
            ends = np.searchsorted(part.keys, (gone + 1) << ORDINAL_BITS)
            dead += int((ends - starts).sum())
            gone = np.union1d(gone, part.gone)
        return 2 * dead > sum(len(part.keys) for part in self._parts)

    def _copy(self, part: Part, live: NDArray[np.bool_]) -> None:
        places = part.places[live]
        for start in range(0, len(places), _BLOCK):
            self._rows.write(part.rows[places[start : start + _BLOCK]].tobytes())
        self._keys.append(part.keys[live])

    def _write_arrays(self, keys: Keys, gone: Keys) -> None:
        order = np.argsort(keys, kind="stable")
        arrays: dict[str, NDArray[Any]] = {
            "keys": keys[order],
            "places": order.astype(np.uint32),
            "gone": gone,
        }
        with (self._folder / f"{self._name}{_ARRAYS}").open("wb") as file:
            write_arrays(file, arrays)

    def _remove(self, name: str) -> None:
        for suffix in (_ROWS, _ARRAYS):
            (self._folder / f"{name}{suffix}").unlink(missing_ok=True)


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

    def __init__(self, folder: Path) -> None:
        self._parts = parts(folder)

    def __getitem__(self, keys: Keys) -> Bytes:
        """The vectors of paragraphs, (keys, DIMENSIONS); zeros for one that has none."""
        found = np.zeros((len(keys), DIMENSIONS), np.int8)
        wanted = np.arange(len(keys))
        for part in reversed(self._parts):
            at = np.searchsorted(part.keys, keys[wanted])
            there = at < len(part.keys)
            there[there] = part.keys[at[there]] == keys[wanted[there]]
            found[wanted[there]] = part.rows[part.places[at[there]]]
            gone = np.isin(keys[wanted] >> ORDINAL_BITS, part.gone)
            wanted = wanted[~(there | gone)]
            if not len(wanted):
                break
        return found

    @cached_property
    def count(self) -> int:
        """Paragraphs that have a vector."""
        return sum(int(live.sum()) for _, live in self._live())

    @property
    def rows(self) -> int:
        """Rows on disk, those of titles and of what is deleted among them."""
        return sum(len(part.keys) for part in self._parts)

    @cached_property
    def total(self) -> NDArray[np.float64]:
        """The sum of all paragraphs' vectors."""
        total = np.zeros(DIMENSIONS)
        for part, live in self._live():
            weights = np.zeros(len(part.rows), np.float32)
            weights[part.places[live]] = 1
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
        for part, live in self._live():
            keys.append(part.keys[live])
            by_row = products(part.rows, vectors, check)
            found.append(by_row.take(part.places[live], axis=1))
        every = np.concatenate(keys)
        order = np.argsort(every, kind="stable")  # which takes little for runs in order
        return every[order], np.concatenate(found, axis=1).take(order, axis=1)

    def _live(self) -> Iterator[tuple[Part, NDArray[np.bool_]]]:
        """Each part, and which of its rows are still some paragraph's."""
        gone = np.zeros(0, np.int64)
        for part in reversed(self._parts):
            live = (part.keys & MAX_ORDINAL) > 0
            if len(gone):
                live &= ~np.isin(part.documents, gone)
            yield part, live
            gone = np.union1d(gone, part.gone)


def _array(arrays: ArrayFile, name: str, dtype: type) -> Any:
    if name not in arrays:
        raise ValueError(f"there is no array {name}")
    array = arrays[name]
    if array.dtype != np.dtype(dtype).newbyteorder("<"):
        raise ValueError(f"array {name} is of another type")
    return array
