"""Lists of terms as numbers: how the terms of many texts are held, and sent to be written."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..vocabulary import TermDictionary

Numbers = NDArray[np.integer]


class Lists(NamedTuple):
    """Lists of numbers of terms, one after another; ends: where each ends."""

    numbers: Numbers
    ends: Numbers


_ZERO = np.zeros(1, np.intp)
#: One list of nothing.
_EMPTY = Lists(np.zeros(0, np.uint32), _ZERO)


def chosen(lists: Lists, which: Numbers) -> Lists:
    """Some of the lists, which may be the same several times."""
    starts = np.concatenate((_ZERO, lists.ends))[which]
    counts = lists.ends[which] - starts
    ends = np.cumsum(counts)
    places = np.repeat(starts - (ends - counts), counts)
    places += np.arange(len(places))
    return Lists(lists.numbers[places], ends)


def joined_lists(parts: Sequence[Lists]) -> Lists:
    """The lists of all parts, one part's after another's."""
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(one.numbers) for one in parts)])
    ends = [one.ends + shift for one, shift in zip(parts, before[:-1], strict=True)]
    return Lists(np.concatenate([one.numbers for one in parts]), np.concatenate(ends))


class TermNumbers(TermDictionary):
    """The terms of texts, and lists of their numbers."""

    def lists_of(self, texts: Sequence[str]) -> Lists:
        """The lists of texts that are terms with spaces between them."""
        numbers, ends = self.numbers_within(texts)
        return Lists(numbers.astype(np.uint32), ends)

    def packed(self, lists: Sequence[Lists]) -> "TermLists":
        """The lists by themselves, with the terms that are in them; an empty one before them."""
        numbers, ends = joined_lists([_EMPTY, *lists])
        used = np.zeros(len(self), np.bool_)
        used[numbers] = True
        places = np.flatnonzero(used)
        renumbered = np.zeros(len(self), np.uint32)
        renumbered[places] = np.arange(len(places), dtype=np.uint32)
        return TermLists(
            " ".join(map(self.terms.__getitem__, places.tolist())),
            renumbered[numbers].tobytes(),
            ends.astype(np.int64).tobytes(),
        )


class TermLists(NamedTuple):
    """Lists of terms, numbered from 0; the first is empty.

    terms: those that are in any list, each once, with spaces between them
    numbers: places in `terms`, of four bytes each, list after list
    ends: where each list ends among these, of eight bytes each
    """

    terms: str
    numbers: bytes
    ends: bytes

    def texts(self) -> list[str]:
        """The lists as texts: their terms, with spaces between them."""
        terms, lists = self.terms.split(), self.lists()
        words = [terms[place] for place in lists.numbers.tolist()]
        return [" ".join(words[start:end]) for start, end in pairwise([0, *lists.ends.tolist()])]

    def lists(self) -> Lists:
        """The places in `terms`, list by list."""
        return Lists(np.frombuffer(self.numbers, np.uint32), np.frombuffer(self.ends, np.int64))
