"""Which cluster a digest belongs to: sorted runs of numbers, few and of doubling length."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
#: Digests, ascending, and the cluster of each.
Run = tuple[Numbers, Numbers]

_EMPTY: Run = (np.zeros(0, np.int64), np.zeros(0, np.int64))
#: Digests that are gathered before they become a run, which takes a tenth of the memory.
_GATHERED = 1 << 13


class DigestTable:
    """Digests by number, and their clusters. Never forgets one."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self._kept = list(runs)
        self._added: list[Run] = []
        self._gathered: dict[int, int] = {}

    def clusters(self, digests: Sequence[int]) -> dict[int, int]:
        """The clusters of those that are known."""
        found = {one: self._gathered[one] for one in digests if one in self._gathered}
        wanted = np.array(digests, np.int64)
        for known, clusters in (*self._kept, *self._added):
            if len(known):
                at = np.searchsorted(known, wanted)
                at[at == len(known)] = 0
                there = known[at] == wanted
                if there.any():
                    pairs = zip(wanted[there].tolist(), clusters[at[there]].tolist(), strict=True)
                    found.update(pairs)
        return found

    def add(self, clusters: dict[int, int]) -> None:
        """Keep digests that aren't there, each with its cluster."""
        self._gathered |= clusters
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
    digests, clusters = (np.concatenate(columns) for columns in zip(_EMPTY, *runs, strict=True))
    order = np.argsort(digests, kind="stable")
    return digests[order], clusters[order]


def _run(clusters: dict[int, int]) -> Run:
    return merged(
        [(np.array(list(clusters), np.int64), np.array(list(clusters.values()), np.int64))]
    )
