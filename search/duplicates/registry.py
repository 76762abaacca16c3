"""What paragraphs an index has seen: their digests, since when, and the signatures of those that
are no copies.

A build adds a *part*, a file of arrays that nobody changes once it is written; where a part is
hardly larger than those after it, they become one. What is deleted is not forgotten before the
next rebuild: the edited paragraph that comes in its place is a near copy of it, and so found where
a permalink of the old one leads.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engines.arrays import ArrayFile, write_arrays
from ..engines.checksums import UNKNOWN, Checksums
from .digest import numbers_of
from .digests import DigestTable, Numbers, Run, Times, merged
from .near import Originals, Rows
from .signature import ROW

_SUFFIX = ".seen"
#: A part is merged with the new one unless it is so many times larger.
_LARGER = 4


class Part:
    """One part. Raises ValueError or OSError if it isn't one."""

    def __init__(self, path: Path, checksums: Checksums = UNKNOWN) -> None:
        self.path = path
        self._arrays = ArrayFile(path, checksums)
        for name in ("digests", "clusters", "times", "originals", "rows"):
            if name not in self._arrays:
                raise ValueError(f"there is no array {name}")
        length = self._arrays.length
        if not length("digests") == length("clusters") == length("times"):
            raise ValueError(f"{path.name} has not a cluster and a time for each digest")
        if length("rows") != length("originals") * ROW:
            raise ValueError(f"{path.name} has not a signature for each original")

    @property
    def digests(self) -> Numbers:
        return _numbers(self._arrays, "digests")

    @property
    def clusters(self) -> Numbers:
        return _numbers(self._arrays, "clusters")

    @property
    def times(self) -> Times:
        found: Times = _array(self._arrays, "times", "<u4")
        return found

    @property
    def originals(self) -> Numbers:
        return _numbers(self._arrays, "originals")

    @property
    def rows(self) -> Rows:
        """The signatures of the originals."""
        found: Rows = _array(self._arrays, "rows", "|u1")
        return found.reshape(-1, ROW)

    @property
    def run(self) -> Run:
        return self.digests, self.clusters, self.times


def parts(folder: Path, checksums: Checksums = UNKNOWN) -> list[Part]:
    """The parts in a folder, the oldest first. Raises ValueError or OSError."""
    return [Part(path, checksums) for path in sorted(folder.glob(f"*{_SUFFIX}"))]


class SeenParagraphs:
    """What an index has seen, to be looked up. Raises ValueError or OSError for what is none."""

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        self._parts = parts(folder, checksums)

    @cached_property
    def _table(self) -> DigestTable:
        return DigestTable(part.run for part in self._parts)

    def cluster(self, digest: int) -> int:
        """The cluster of a digest, both by number (`digest.number_of`); 0 if it was never seen."""
        return self._table.known([digest]).get(digest, (0, 0))[0]

    def since(self, digests: Sequence[int]) -> dict[int, int]:
        """When those that are known were first seen, in seconds since 1970."""
        return {digest: time for digest, (_, time) in self._table.known(digests).items()}


class Registry:
    """Tells copies among the paragraphs that a build adds, and keeps what it has seen.

    now: the time of the build, in seconds since 1970
    """

    def __init__(self, folder: Path, now: int = 0, checksums: Checksums = UNKNOWN) -> None:
        self._folder = folder
        self._now = now
        self._parts = parts(folder, checksums)
        self._table = DigestTable(part.run for part in self._parts)
        self._first = sum(len(part.originals) for part in self._parts)

    @cached_property
    def _originals(self) -> Originals:
        """Those of all parts; read when there is something to be compared with them."""
        return Originals(
            [part.rows for part in self._parts], [part.originals for part in self._parts]
        )

    def _new_originals(self) -> tuple[Rows, Numbers]:
        """Those that this build has added; no more can come."""
        if "_originals" in self.__dict__:
            return self._originals.finish(self._first)
        return np.zeros((0, ROW), np.uint8), np.zeros(0, np.int64)

    def marks(self, digests: bytes, signatures: bytes) -> list[tuple[int, bool, int]]:
        """The cluster of each of some paragraphs, in order, whether it is a copy: of one that was
        there, though it may be gone, or of one before it; and when it was first seen.

        digests: `digest.paragraph_digest` of each; signatures: `signature.row_of` of each
        """
        numbers = numbers_of(digests).tolist()
        known = self._table.known(numbers)
        first: dict[int, int] = {}
        for place, number in enumerate(numbers):
            if number not in known:
                first.setdefault(number, place)
        rows = np.frombuffer(signatures, np.uint8).reshape(-1, ROW)
        fresh = {one: (cluster, self._now) for one, cluster in self._clusters(first, rows).items()}
        self._table.add(fresh)
        known |= fresh
        return [
            (cluster, first.get(number) != place or cluster != number, time)
            for place, number in enumerate(numbers)
            for cluster, time in (known[number],)
        ]

    def _clusters(self, first: Mapping[int, int], rows: Rows) -> dict[int, int]:
        """The clusters of new digests, which are at these places among the rows: their own, or
        those of what they nearly say too.
        """
        clusters = {number: number for number in first}
        own = rows[list(first.values())]
        is_long = own.any(axis=1)
        if is_long.any():
            long = np.array(list(first), np.int64)[is_long]
            adopted = self._originals.adopted(own[is_long], long)
            clusters.update(zip(long.tolist(), adopted.tolist(), strict=True))
        return clusters

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        run = self._table.added()
        if not len(run[0]) and self._parts:
            return
        rows, originals = self._new_originals()
        together = self._to_be_merged(len(run[0]))
        if together:
            run = merged([*(part.run for part in together), run])
            rows = np.concatenate([*(part.rows for part in together), rows])
            originals = np.concatenate([*(part.originals for part in together), originals])
        last = int(self._parts[-1].path.stem) if self._parts else 0
        arrays: dict[str, NDArray[Any]] = dict(
            zip(("digests", "clusters", "times"), run, strict=True), originals=originals
        )
        with (self._folder / f"{last + 1:06}{_SUFFIX}").open("wb") as file:
            write_arrays(file, {**arrays, "rows": rows.reshape(-1)})
        for part in together:
            part.path.unlink()

    def _to_be_merged(self, count: int) -> list[Part]:
        """The last parts, up to one that is much larger."""
        found: list[Part] = []
        for part in reversed(self._parts):
            if len(part.digests) > _LARGER * count:
                break
            found.insert(0, part)
            count += len(part.digests)
        return found


def _numbers(arrays: ArrayFile, name: str) -> Numbers:
    found: Numbers = _array(arrays, name, "<i8")
    return found


def _array(arrays: ArrayFile, name: str, kind: str) -> Any:
    array = arrays[name]
    if array.dtype != np.dtype(kind):
        raise ValueError(f"array {name} is of another type")
    return array
