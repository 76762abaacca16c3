"""The terms of a generation with their frequencies, kept beside the index, in one file of arrays.

OpenSearch knows frequencies by shard, with what is deleted; a query needs those of all paragraphs
before it is asked, and words are completed and corrected with them. So they are counted while a
generation is written, and whoever searches it maps them: a search is one request.

Of each field: its terms in the order of their bytes, one after another, where each ends, how many
paragraphs have it, and how many terms all paragraphs have together. Of copies: their clusters, and
how many each has.
"""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import FIELDS
from ..arrays import ArrayFile
from ..checksums import UNKNOWN, Checksums

SUFFIX = ".lexicon"
#: Terms that are read at once.
_BLOCK = 1 << 14


class Lexicon:
    """What `Frequencies` has written. Raises ValueError or OSError for what is none."""

    def __init__(self, path: Path, checksums: Checksums = UNKNOWN) -> None:
        arrays = ArrayFile(path, checksums)
        self._fields = {field: _Terms(arrays, field) for field in FIELDS}
        self.paragraphs = int(_numbers(arrays, "paragraphs", 1)[0])
        self.lengths = dict(
            zip(FIELDS, _numbers(arrays, "lengths", len(FIELDS)).tolist(), strict=True)
        )
        self._clusters = _numbers(arrays, "clusters")
        self._copies = _numbers(arrays, "copies", len(self._clusters))
        self.copied: Set[int] = _Sorted(self._clusters)

    def average_length(self, field: str) -> float:
        """In terms, over all paragraphs."""
        return self.lengths[field] / self.paragraphs if self.paragraphs else 0.0

    def frequency(self, field: str, term: str) -> int:
        """How many paragraphs have it."""
        return self._fields[field].frequency(term.encode())

    def terms(self, field: str, prefix: str = "") -> dict[str, int]:
        """Those that begin so, with how many paragraphs have each."""
        found = self._fields[field].beginning(prefix.encode())
        return {term.decode(): count for term, count in found}

    def prefix_frequency(self, field: str, prefix: str) -> int:
        """The sum of these."""
        return self._fields[field].sum_of(prefix.encode())

    def counted(self, field: str) -> Iterator[tuple[bytes, int]]:
        """All terms, in the order of their bytes, with how many paragraphs have each."""
        return self._fields[field].beginning(b"")

    @property
    def copies(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The clusters that have any, ascending, and how many."""
        return self._clusters, self._copies


class _Terms(Sequence[bytes]):
    """The terms of a field."""

    def __init__(self, arrays: ArrayFile, field: str) -> None:
        self._ends = _numbers(arrays, f"{field}:ends")
        self._counts = _numbers(arrays, f"{field}:counts", len(self._ends))
        if (name := f"{field}:terms") not in arrays:
            raise ValueError(f"there is no array {name}")
        self._bytes = arrays[name]
        ends, last = self._ends, int(self._ends[-1]) if len(self._ends) else 0
        if (ends[:1] < 0).any() or (ends[1:] < ends[:-1]).any() or last != len(self._bytes):
            raise ValueError(f"the terms of {field} are cut")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: Any) -> Any:
        start = int(self._ends[place - 1]) if place else 0
        return self._bytes[start : int(self._ends[place])].tobytes()

    def _place(self, term: bytes) -> int:
        """Of the first that isn't before it."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def _slice(self, prefix: bytes) -> tuple[int, int]:
        """The places of those that begin so; no byte of UTF-8 is 255."""
        return self._place(prefix), self._place(prefix + b"\xff") if prefix else len(self)

    def frequency(self, term: bytes) -> int:
        place = self._place(term)
        return int(self._counts[place]) if place < len(self) and self[place] == term else 0

    def beginning(self, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        start, stop = self._slice(prefix)
        for first in range(start, stop, _BLOCK):
            yield from self._block(first, min(first + _BLOCK, stop))

    def _block(self, first: int, stop: int) -> Iterator[tuple[bytes, int]]:
        """Cut from one piece of bytes."""
        begin = int(self._ends[first - 1]) if first else 0
        ends = (self._ends[first:stop] - begin).tolist()
        content = self._bytes[begin : begin + ends[-1]].tobytes()
        terms = (content[start:end] for start, end in pairwise([0, *ends]))
        return zip(terms, self._counts[first:stop].tolist(), strict=True)

    def sum_of(self, prefix: bytes) -> int:
        start, stop = self._slice(prefix)
        return int(self._counts[start:stop].sum())


class _Sorted(Set[int]):
    """A set of numbers in an ascending array, however many they are."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self._numbers = numbers

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        place = int(self._numbers.searchsorted(number))
        return place < len(self._numbers) and int(self._numbers[place]) == number

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def __len__(self) -> int:
        return len(self._numbers)


def _numbers(arrays: ArrayFile, name: str, length: int | None = None) -> NDArray[np.int64]:
    if name not in arrays or arrays[name].dtype != np.dtype("<i8"):
        raise ValueError(f"there is no array {name}")
    found: NDArray[np.int64] = arrays[name]
    if length is not None and len(found) != length:
        raise ValueError(f"array {name} is of another length")
    return found
