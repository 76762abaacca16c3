"""A set of numbers that grows, in sorted runs."""

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .runs import MEMORY, SortedRuns, in_order

#: Numbers that are gathered before they become a run.
_GATHERED = 1 << 16


class NumberSet:
    """folder, memory: see `SortedRuns`"""

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self._runs = SortedRuns(folder, memory)
        self._gathered = array("q")

    def add(self, number: int) -> None:
        """Raises OSError where there is no room."""
        self._gathered.append(number)
        if len(self._gathered) >= _GATHERED:
            self._settle()

    def among(self, numbers: Sequence[int]) -> set[int]:
        """Those of some numbers that are in it."""
        self._settle()
        wanted, found = np.array(sorted(numbers), np.int64), set[int]()
        for (run,), search in self._runs.searched():
            there = run.take(search(wanted), mode="clip") == wanted
            found.update(wanted[there].tolist())
        return found

    def _settle(self) -> None:
        if self._gathered:
            self._runs.add(in_order([np.array(self._gathered, np.int64)]))
            self._gathered = array("q")
