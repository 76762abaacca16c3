"""Counting what a writer adds: which terms its paragraphs have, and how many."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import FIELDS
from ...vocabulary import TermDictionary
from ..base import Entry, Places
from .frequencies import Frequencies
from .lexicon import Lexicon
from .term_runs import Counted

#: Numbers of a field's terms that are gathered before they are counted.
_GATHERED = 1 << 20
#: Bytes of different terms beyond which they are put in a file.
MEMORY = 128 << 20


class TermList(NamedTuple):
    """text: the terms of a field, with spaces between them
    length: how many they are; numbers: of each one's number in the dictionary, once
    """

    text: str
    length: int
    numbers: "array[int]"


class Counting:
    """Adds what is written to the frequencies that there were.

    folder: where there is room for what doesn't fit in memory
    memory: bytes that different terms may take there, about
    """

    def __init__(self, folder: Path, origin: Lexicon | None = None, memory: int = MEMORY) -> None:
        self.frequencies = Frequencies(folder, origin)
        self._memory = memory
        self._begin()

    def _begin(self) -> None:
        """With no terms."""
        self._terms = TermDictionary()
        self._gathered = {field: array("I") for field in FIELDS}
        self._counts = {field: np.zeros(0, np.int64) for field in FIELDS}

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence[TermList]:
        """See `base.Writer.lists`."""
        if self._size > self._memory:
            self.frequencies.add_terms(self._counted())
            self._begin()
        words, numbers = terms.split(), self._terms.numbers_within([terms])[0].tolist()
        every = places.tolist()
        return [
            TermList(
                " ".join(map(words.__getitem__, every[start:end])),
                end - start,
                array("I", {numbers[place] for place in every[start:end]}),
            )
            for start, end in pairwise([0, *ends.tolist()])
        ]

    def add(self, entry: Entry) -> None:
        found = self.frequencies
        found.paragraphs += 1
        for field, terms in entry.terms.items():
            if terms.length:
                found.lengths[field] += terms.length
                gathered = self._gathered[field]
                gathered.extend(terms.numbers)
                if len(gathered) > _GATHERED:
                    self._count(field)
        if entry.is_copy and entry.cluster:
            found.count_copy(entry.cluster)

    def write(self, path: Path) -> None:
        """Write all that there are now as a lexicon; nothing can be added any more. Raises
        ValueError if more was taken out than there was.
        """
        self.frequencies.write(path, self._counted())

    @property
    def _size(self) -> int:
        """Bytes, about."""
        return self._terms.size + sum(counts.nbytes for counts in self._counts.values())

    def _counted(self) -> dict[str, Iterator[Counted]]:
        """The terms that were counted, by field and in the order of their bytes."""
        names = [term.encode() for term in self._terms.terms]
        order = np.array(sorted(range(len(names)), key=names.__getitem__), np.intp)
        return {field: self._counted_in(field, names, order) for field in FIELDS}

    def _counted_in(
        self, field: str, names: Sequence[bytes], order: NDArray[np.intp]
    ) -> Iterator[Counted]:
        self._count(field)
        numbers = order[order < len(self._counts[field])]
        counts = self._counts[field][numbers]
        those = counts > 0
        places = numbers[those].tolist()
        return zip(map(names.__getitem__, places), counts[those].tolist(), strict=True)

    def _count(self, field: str) -> None:
        gathered = np.frombuffer(self._gathered[field], np.uint32)
        counts = np.bincount(gathered, minlength=len(self._counts[field]))
        counts[: len(self._counts[field])] += self._counts[field]
        self._counts[field] = counts
        self._gathered[field] = array("I")
