"""The terms of a field in a segment, sorted, as one string of bytes and their ends."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import ArrayFile

#: Of so many terms one is kept in memory, once so many have been looked up.
_STEP, _FEW = 64, 64


def lexicon_arrays(field: str, terms: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """What `Lexicon` reads, for terms in ascending order."""
    ends = np.cumsum([len(term) for term in terms], dtype=np.uint32)
    return {
        f"{field}/terms": np.frombuffer(b"".join(terms), np.uint8),
        f"{field}/ends": ends,
    }


class Lexicon(Sequence[bytes]):
    """The terms by rank, in ascending order of their bytes."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._terms = memoryview(file[f"{field}/terms"].data)
        self._ends = file[f"{field}/ends"]
        self._lookups = 0

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, rank: Any) -> Any:
        start = int(self._ends[rank - 1]) if rank else 0
        return bytes(self._terms[start : int(self._ends[rank])])

    def rank(self, term: bytes) -> int | None:
        """The place of a term, or None if it isn't there."""
        rank = self._first_from(term)
        return rank if rank < len(self) and self[rank] == term else None

    def _first_from(self, term: bytes) -> int:
        """The place of the first term that isn't before one; what is asked often is looked for
        among every `_STEP`th term, which is much faster.
        """
        self._lookups += 1
        if self._lookups < _FEW or len(self) < _FEW:
            return bisect_left(self, term)
        block = bisect_left(self._sample, term)
        return bisect_left(self, term, max(0, (block - 1) * _STEP), min(block * _STEP, len(self)))

    @cached_property
    def _sample(self) -> list[bytes]:
        return [self[rank] for rank in range(0, len(self), _STEP)]

    def ranks_from(self, prefix: bytes) -> range:
        """The places of the terms that begin with `prefix`."""
        first = self._first_from(prefix)
        beyond = prefix + b"\xff" * 8  # no UTF-8 text has that byte
        return range(first, max(first, self._first_from(beyond)))

    def slice(self, ranks: range) -> Iterator[bytes]:
        """The terms at consecutive places; faster than one by one.

        Raises ValueError for ends that don't ascend: terms that overlap could be longer together
        than any memory.
        """
        if not ranks:
            return
        ends = self._ends[ranks.start : ranks.stop]
        if (ends[1:] < ends[:-1]).any():
            raise ValueError("the terms are not in order")
        start = int(self._ends[ranks.start - 1]) if ranks.start else 0
        for end in ends.tolist():
            yield bytes(self._terms[start:end])
            start = end

    def texts(self, ranks: range) -> list[str]:
        """The same as text; at once where all is ASCII. Raises ValueError alike."""
        if not ranks:
            return []
        first = int(self._ends[ranks.start - 1]) if ranks.start else 0
        ends = self._ends[ranks.start : ranks.stop].tolist()
        together = bytes(self._terms[first : ends[-1]])
        if not together.isascii() or ends != sorted(ends):
            return [term.decode() for term in self.slice(ranks)]
        text, places = together.decode("ascii"), [0, *(end - first for end in ends)]
        return [text[start:end] for start, end in pairwise(places)]
