"""What paragraphs an index has seen: their digests, since when, and the signatures of those that
are no copies.

A build adds a *part*, a file of arrays that nobody changes once it is written; where a part is
hardly larger than those after it, they become one. What is deleted is not forgotten before the
next rebuild: the edited paragraph that comes in its place is a near copy of it, and so found where
a permalink of the old one leads.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from ..engines.arrays import ArrayFile, ArraysWriter
from ..engines.checksums import UNKNOWN, Checksums
from ..spilling import Run, merged
from .digest import numbers_of
from .digests import DigestTable, GrowingDigestTable, Numbers, Times
from .near import NearCopies
from .originals import Originals, Rows
from .signature import ROW

_SUFFIX = ".seen"
#: A part is merged with the new one unless it is so many times larger.
_LARGER = 4


class Budget(NamedTuple):
    """Bytes of memory beyond which what a build has seen is in files.

    signatures: of the paragraphs that it has added
    slots: of these, and then of a run; digests: of a run (`spilling.runs.MEMORY`)
    """

    signatures: int = 96 << 20
    slots: int = 64 << 20
    digests: int = 16 << 20


#: Some 250 MB in all, what becomes of runs among it.
USUAL = Budget()


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

    def __init__(
        self,
        folder: Path,
        now: int = 0,
        checksums: Checksums = UNKNOWN,
        budget: Budget = USUAL,
    ) -> None:
        self._folder = folder
        self._now = now
        self._budget = budget
        self._parts = parts(folder, checksums)
        self._table = GrowingDigestTable((part.run for part in self._parts), folder, budget.digests)

    @cached_property
    def _near(self) -> NearCopies:
        """Asked when there is something to be compared with what there is."""
        return NearCopies(self._originals, self._folder, self._budget.slots)

    @cached_property
    def _originals(self) -> Originals:
        return Originals(
            [part.rows for part in self._parts],
            [part.originals for part in self._parts],
            self._folder,
            self._budget.signatures,
        )

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
            adopted = self._near.adopted(own[is_long], long)
            clusters.update(zip(long.tolist(), adopted.tolist(), strict=True))
        return clusters

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        runs = [run for run in self._table.added() if len(run[0])]
        count = sum(len(run[0]) for run in runs)
        if not count and self._parts:
            return
        together = self._to_be_merged(count)
        runs = [*(part.run for part in together), *runs]
        last = int(self._parts[-1].path.stem) if self._parts else 0
        with (self._folder / f"{last + 1:06}{_SUFFIX}").open("wb") as file:
            self._write(file, together, runs)
        for part in together:
            part.path.unlink()

    def _write(self, file: BinaryIO, together: Sequence[Part], runs: Sequence[Run]) -> None:
        """One part, of some that there are and of runs with their digests, and the new ones'."""
        seen = sum(len(run[0]) for run in runs)
        kept = sum(len(part.originals) for part in together) + self._originals.added
        lengths = {"digests": seen, "clusters": seen, "times": seen, "originals": kept}
        kinds = {**dict.fromkeys(lengths, "<i8"), "times": "<u4", "rows": "|u1"}
        written = ArraysWriter(file, kinds, {**lengths, "rows": kept * ROW})
        for block in merged(runs):
            for name, column in zip(("digests", "clusters", "times"), block, strict=True):
                written.write(name, column)
        old = ((part.rows, part.originals) for part in together)
        for rows, originals in chain(old, self._originals.new()):
            written.write("originals", originals)
            written.write("rows", rows.reshape(-1))

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
