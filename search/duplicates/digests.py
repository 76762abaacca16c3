"""Which cluster a digest belongs to, and since when: sorted runs, few and of doubling length."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Times = NDArray[np.uint32]
#: Digests, ascending, the cluster of each, and when it was first seen, in seconds since 1970.
Run = tuple[Numbers, Numbers, Times]
#: A cluster, and that time.
Seen = tuple[int, int]

_EMPTY: Run = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32))
#: Digests that are gathered before they become a run, which takes a tenth of the memory.
_GATHERED = 1 << 13


class DigestTable:
    """Digests by number, their clusters and times. Never forgets one."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self._kept = list(runs)
        self._added: list[Run] = []
        self._gathered: dict[int, Seen] = {}

    def known(self, digests: Sequence[int]) -> dict[int, Seen]:
        """The clusters of those that are known, and since when."""
        found = {one: self._gathered[one] for one in digests if one in self._gathered}
        wanted = np.array(digests, np.int64)
        for known, clusters, times in (*self._kept, *self._added):
            if len(known):
                at = np.searchsorted(known, wanted)
                at[at == len(known)] = 0
                there = known[at] == wanted
                if there.any():
                    at = at[there]
                    seen = zip(clusters[at].tolist(), times[at].tolist(), strict=True)
                    found.update(zip(wanted[there].tolist(), seen, strict=True))
        return found

    def add(self, fresh: dict[int, Seen]) -> None:
        """Keep digests that aren't there."""
        self._gathered |= fresh
        if len(self._gathered) < _GATHERED:
            return
        run = _run(self._gathered)
        self._gathered = {}
        while self._added and len(self._added[-1][0]) <= 2 * len(run[0]):
            run = merged((self._added.pop(), run))
        self._added.append(run)

    def added(self) -> Run:
        """All that was added, as one run."""
        return merged((*self._added, _run(self._gathered)))


def merged(runs: Iterable[Run]) -> Run:
    """Several runs as one."""
    several = zip(_EMPTY, *runs, strict=True)
    digests, clusters, times = (np.concatenate(columns) for columns in several)
    order = np.argsort(digests, kind="stable")
    return digests[order], clusters[order], times[order]


def _run(seen: dict[int, Seen]) -> Run:
    pairs = np.array(list(seen.values()), np.int64).reshape(-1, 2)
    return merged([(np.array(list(seen), np.int64), pairs[:, 0], pairs[:, 1].astype(np.uint32))])
