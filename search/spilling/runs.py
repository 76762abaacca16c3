"""Rows by ascending number, in sorted runs: few, of doubling length, the long ones in files (O'Neil
et al., The Log-Structured Merge-Tree, 1996). A file is written once, from its beginning to its end,
and mapped, so that the system keeps of it in memory what it has room for.
"""

import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .temporary import temporary_file

#: Columns of the same length; the first are the keys, ascending.
Run = tuple[NDArray[Any], ...]

#: Where keys stand in a run: the first place that has no less, as `numpy.searchsorted` tells it.
Search = Callable[[NDArray[Any]], NDArray[np.intp]]

#: Bytes beyond which a run is in a file. Those in memory are twice as many at the most, and half as
#: many again while two become one.
MEMORY = 32 << 20
#: A run is merged with a new one unless it is so many times longer.
_LONGER = 2
#: Of a run that is longer than what processors keep by them each so many-th key is kept in memory:
#: what is looked for is then in a piece of the file, of two pages.
_LONG, _STEP = 1 << 19, 1 << 10
#: Rows of each run that are merged at a time.
_BLOCK = 1 << 17


class SortedRuns:
    """Runs, and those that are added.

    folder: where files are made; memory: see `MEMORY`
    """

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self._folder = folder
        self._memory = memory
        self._runs: list[Run] = []
        self._searches: list[Search] = []

    def __iter__(self) -> Iterator[Run]:
        """The oldest first."""
        return iter(self._runs)

    def searched(self) -> Iterator[tuple[Run, Search]]:
        """The same, each with what tells where ascending keys stand in it."""
        return zip(self._runs, self._searches, strict=True)

    def __len__(self) -> int:
        """How many rows there are."""
        return sum(len(run[0]) for run in self._runs)

    def add(self, run: Run) -> None:
        """Raises OSError where it can't be written."""
        if not len(run[0]):
            return
        while self._runs and len(self._runs[-1][0]) <= _LONGER * len(run[0]):
            self._searches.pop()
            run = self._one_of((self._runs.pop(), run))
        self._runs.append(run)
        self._searches.append(search_in(run[0]))

    def _one_of(self, runs: Sequence[Run]) -> Run:
        if sum(column.nbytes for run in runs for column in run) > self._memory:
            return self._in_file(runs)
        return _in_memory(runs)

    def _in_file(self, runs: Sequence[Run]) -> Run:
        length = sum(len(run[0]) for run in runs)
        kinds = [column.dtype for column in runs[0]]
        starts = np.cumsum([0, *(kind.itemsize * length for kind in kinds)]).tolist()
        with temporary_file(self._folder) as file:
            done = 0
            for block in merged(runs):
                for column, start in zip(block, starts, strict=False):
                    file.seek(start + done * column.itemsize)
                    file.write(column.data)
                done += len(block[0])
            file.flush()
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return tuple(
            np.frombuffer(content, kind, length, start)
            for kind, start in zip(kinds, starts, strict=False)
        )


def _in_memory(runs: Sequence[Run]) -> Run:
    length, done = sum(len(run[0]) for run in runs), 0
    found = tuple(np.empty(length, column.dtype) for column in runs[0])
    for block in merged(runs):
        for column, piece in zip(found, block, strict=True):
            column[done : done + len(piece)] = piece
        done += len(block[0])
    return found


def search_in(keys: NDArray[Any]) -> Search:
    """Search in ascending keys: where they are many, in a quarter of the time of a plain binary
    search, which looks at places all over them.
    """
    if len(keys) < _LONG:
        return keys.searchsorted
    return partial(_search, keys, keys[::_STEP].copy())


def _search(keys: NDArray[Any], sample: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.intp]:
    """All that is wanted takes the same steps in its own piece (Knuth, The Art of Computer
    Programming 3, 6.2.1, algorithm U).
    """
    places = np.maximum(sample.searchsorted(wanted) - 1, 0) * _STEP
    step = _STEP
    while step:
        looked_at = keys[np.minimum(places + (step - 1), len(keys) - 1)]
        places += step * (looked_at < wanted)
        step >>= 1
    found: NDArray[np.intp] = np.minimum(places, len(keys))
    return found


def in_order(columns: Iterable[NDArray[Any]]) -> Run:
    """Rows as a run; those with the same key stay in their order."""
    keys, *others = columns
    order = np.argsort(keys, kind="stable")
    return keys[order], *(column[order] for column in others)


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """All rows of some runs by their keys, in blocks. Those with the same key are in one block, in
    the order of the runs.
    """
    left = [run for run in runs if len(run[0])]
    while left:
        last = min(run[0][min(_BLOCK, len(run[0])) - 1] for run in left)
        ends = [int(run[0].searchsorted(last, side="right")) for run in left]
        heads = [[column[:end] for column in run] for run, end in zip(left, ends, strict=True)]
        yield in_order(np.concatenate(columns) for columns in zip(*heads, strict=True))
        rests = (tuple(column[end:] for column in run) for run, end in zip(left, ends, strict=True))
        left = [run for run in rests if len(run[0])]
