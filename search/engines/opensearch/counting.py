"""Counting what a writer adds: which terms its paragraphs have, and how many."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import FIELDS
from ...vocabulary import TermDictionary
from ..base import Entry, Places
from .lexicon import Frequencies

#: Numbers of a field's terms that are gathered before they are counted.
_GATHERED = 1 << 20


class TermList(NamedTuple):
    """text: the terms of a field, with spaces between them
    length: how many they are; numbers: of each one's number in the dictionary, once
    """

    text: str
    length: int
    numbers: "array[int]"


class Counting:
    """Adds what is written to the frequencies that there were."""

    def __init__(self, frequencies: Frequencies) -> None:
        self.frequencies = frequencies
        self._terms = TermDictionary()
        self._gathered = {field: array("I") for field in FIELDS}
        self._counts: dict[str, NDArray[np.int64]] = {
            field: np.zeros(0, np.int64) for field in FIELDS
        }

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence[TermList]:
        """See `base.Writer.lists`."""
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
            found.copies[entry.cluster] += 1

    def finish(self) -> Frequencies:
        """All that there are now; nothing can be added any more."""
        for field in FIELDS:
            self._count(field)
            counts = self._counts[field]
            own, names = self.frequencies.terms[field], self._terms.terms
            for number in np.flatnonzero(counts).tolist():
                own[names[number]] += int(counts[number])
        return self.frequencies

    def _count(self, field: str) -> None:
        gathered = np.frombuffer(self._gathered[field], np.uint32)
        counts = np.bincount(gathered, minlength=len(self._counts[field]))
        counts[: len(self._counts[field])] += self._counts[field]
        self._counts[field] = counts
        self._gathered[field] = array("I")
