"""Values of paragraphs, to be counted: Lucene's doc values, made of postings when first asked for.

A value is a term of its own field, behind its column, so that those of a column are side by
side, and so are their postings.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.int64]


def value_term(column: str, value: str) -> str:
    return f"{column}={value}"


def value_of(column: str, term: str) -> str:
    return term[len(column) + 1 :]


class ValueTerms:
    """Terms of values, numbered from 0 as they come: a few at a time, where tables don't pay."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__

    @property
    def terms(self) -> Sequence[str]:
        """By number."""
        return list(self._numbers)

    def numbers_of(self, terms: Sequence[str]) -> list[int]:
        return [self._numbers[term] for term in terms]


class Column:
    """The values of one column in a segment.

    values: in ascending order; documents: those that have each, one value's after another's
    frequencies: how many these are for each value; size: documents in the segment
    Raises IndexError or ValueError for documents that the segment doesn't have.
    """

    def __init__(
        self,
        values: Sequence[str],
        documents: NDArray[np.generic],
        frequencies: Sequence[int],
        size: int,
    ) -> None:
        self._values = values
        ranks = np.repeat(np.arange(len(values), dtype=np.int32), frequencies)
        places = documents.astype(np.int64)
        if (places >= size).any():
            raise IndexError("a value is of a document that isn't there")
        numbers = np.bincount(places, minlength=size)
        self._is_single = int(numbers.max(initial=0)) < 2
        if self._is_single:
            self._ranks = np.full(size, len(values), np.int32)
            self._ranks[places] = ranks
        else:
            self._ranks = ranks[np.argsort(places, kind="stable")]
            self._starts = np.concatenate([[0], np.cumsum(numbers)])

    def counts(self, documents: _Numbers) -> Mapping[str, int]:
        """How many of the documents, each given once, have each value; none with 0."""
        if not self._values:
            return {}
        ranks = self._ranks[documents] if self._is_single else self._several(documents)
        counts = np.bincount(ranks, minlength=len(self._values))[: len(self._values)]
        found = np.flatnonzero(counts)
        return {
            self._values[rank]: count
            for rank, count in zip(found.tolist(), counts[found].tolist(), strict=True)
        }

    def _several(self, documents: _Numbers) -> NDArray[np.int32]:
        """The ranks of all values of the documents."""
        starts = self._starts[documents]
        lengths = self._starts[documents + 1] - starts
        before = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        ranks: NDArray[np.int32] = self._ranks[places]
        return ranks
