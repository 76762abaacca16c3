"""Which cluster a digest belongs to, and since when: sorted runs, few and of doubling length."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..spilling import Run, Search, SortedRuns, in_order

Numbers = NDArray[np.int64]
Times = NDArray[np.uint32]
#: A cluster, and when a digest of it was first seen, in seconds since 1970.
Seen = tuple[int, int]

#: Digests that are gathered before they become a run, which takes a tenth of the memory.
_GATHERED = 1 << 13


class DigestTable:
    """Digests by number. Never forgets one."""

    def __init__(self, kept: Iterable[Run]) -> None:
        """kept: runs of digests, clusters, and times"""
        self._kept = [(run, run[0].searchsorted) for run in kept]

    def known(self, digests: Sequence[int]) -> dict[int, Seen]:
        """The clusters of those that are known, and since when."""
        return _found(self._kept, np.array(digests, np.int64))


class GrowingDigestTable(DigestTable):
    """One to which digests are added.

    folder: where there is room for what doesn't fit in memory
    """

    def __init__(self, kept: Iterable[Run], folder: Path, memory: int) -> None:
        """memory: see `spilling.runs.MEMORY`"""
        super().__init__(kept)
        self._added = SortedRuns(folder, memory)
        self._gathered: dict[int, Seen] = {}

    def known(self, digests: Sequence[int]) -> dict[int, Seen]:
        found = {one: self._gathered[one] for one in digests if one in self._gathered}
        wanted = np.array(sorted(digests), np.int64)
        return found | _found((*self._kept, *self._added.searched()), wanted)

    def add(self, fresh: dict[int, Seen]) -> None:
        """Keep digests that aren't there. Raises OSError where there is no room."""
        self._gathered |= fresh
        if len(self._gathered) >= _GATHERED:
            self._added.add(_run(self._gathered))
            self._gathered = {}

    def added(self) -> list[Run]:
        """All that was added, as runs."""
        return [*self._added, _run(self._gathered)]


def _found(runs: Iterable[tuple[Run, Search]], wanted: Numbers) -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    for (known, clusters, times), search in runs:
        if len(known):
            at = search(wanted)
            at[at == len(known)] = 0
            there = known[at] == wanted
            if there.any():
                at = at[there]
                seen = zip(clusters[at].tolist(), times[at].tolist(), strict=True)
                found.update(zip(wanted[there].tolist(), seen, strict=True))
    return found


def _run(seen: dict[int, Seen]) -> Run:
    pairs = np.array(list(seen.values()), np.int64).reshape(-1, 2)
    return in_order([np.array(list(seen), np.int64), pairs[:, 0], pairs[:, 1].astype(np.uint32)])
