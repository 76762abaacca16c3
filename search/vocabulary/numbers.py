"""A vocabulary: words numbered as they come, in a table of hashes.

Open addressing with linear probing (Knuth, *The Art of Computer Programming* 3, 6.4, algorithm
L), for all words of a text at once: those that haven't met theirs yet look at the next place.
"""

import numpy as np
from numpy.typing import NDArray

from .hashing import Hashes, Hashing
from .words import Places, Words

#: Places of the table at first, as a power of two; a half of them at most are taken.
_BITS = 12
_NONE = -1


class Vocabulary:
    """Numbers words from 0, in the order in which they come."""

    def __init__(self) -> None:
        self._hashing = Hashing()
        self._count = 0
        self._hashes = np.zeros((2, 1 << _BITS), np.uint64)
        self._make_table(_BITS)

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """In bytes."""
        return self._hashes.nbytes + self._table.nbytes

    def numbers(self, words: Words) -> tuple[Places, list[str]]:
        """The number of each word; and those that are new, in the order of their numbers."""
        if not len(words.starts):
            return np.zeros(0, np.intp), []
        hashes = self._hashing.of(words)
        found = self._found(*hashes)
        new = np.flatnonzero(found < 0)
        if not len(new):
            return found, []
        numbers, firsts = _numbered(hashes[0][new], hashes[1][new])
        found[new] = numbers + self._count
        firsts = new[firsts]
        self._add(hashes[0][firsts], hashes[1][firsts])
        return found, words.texts(firsts)

    def _found(self, first: Hashes, second: Hashes) -> Places:
        """The number of each word, less than 0 where it has none."""
        places = self._home(first)
        found = self._table[places].astype(np.intp)
        left = np.flatnonzero(self._differ(found, first, second))
        while len(left):
            places[left] = (places[left] + 1) & self._last
            found[left] = self._table[places[left]]
            left = left[self._differ(found[left], first[left], second[left])]
        return found

    def _differ(self, numbers: Places, first: Hashes, second: Hashes) -> NDArray[np.bool_]:
        """Whether there is another word than the one that is looked for."""
        firsts, seconds = self._hashes
        others: NDArray[np.bool_] = (firsts[numbers] != first) | (seconds[numbers] != second)
        return others & (numbers >= 0)

    def _home(self, hashes: Hashes) -> Places:
        """Where a word is looked for first."""
        return (hashes >> self._shift).astype(np.intp)

    def _add(self, first: Hashes, second: Hashes) -> None:
        """Words that aren't there; each once."""
        count = self._count + len(first)
        if count > self._hashes.shape[1]:
            longer = np.zeros((2, max(count, 2 * self._hashes.shape[1])), np.uint64)
            longer[:, : self._count] = self._hashes[:, : self._count]
            self._hashes = longer
        self._hashes[:, self._count : count] = first, second
        added = np.arange(self._count, count, dtype=np.intp)
        self._count = count
        if 2 * count > len(self._table):
            self._make_table((2 * count).bit_length())
            added = np.arange(count, dtype=np.intp)
        self._take_places(added)

    def _make_table(self, bits: int) -> None:
        self._table = np.full(1 << bits, _NONE, np.int32)
        self._last = len(self._table) - 1
        self._shift = np.uint64(64 - bits)

    def _take_places(self, numbers: Places) -> None:
        """Where several want a free place, the last has it, and the others look for the next."""
        places = self._home(self._hashes[0][numbers])
        while len(numbers):
            free = self._table[places] < 0
            self._table[places[free]] = numbers[free]
            left = self._table[places] != numbers
            numbers, places = numbers[left], (places[left] + 1) & self._last


def _numbered(first: Hashes, second: Hashes) -> tuple[Places, Places]:
    """Words numbered from 0 by where each is there for the first time, and these places."""
    order = np.lexsort((second, first))
    others = np.ones(len(order), np.bool_)
    others[1:] = (np.diff(first[order]) != 0) | (np.diff(second[order]) != 0)
    firsts = order[others]  # the first of the same comes first, `lexsort` being stable
    by_place = np.argsort(firsts)
    ranks = np.empty(len(firsts), np.intp)
    ranks[by_place] = np.arange(len(firsts))
    numbers = np.empty(len(order), np.intp)
    numbers[order] = ranks[np.cumsum(others) - 1]
    return numbers, firsts[by_place]
