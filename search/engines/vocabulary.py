"""The vocabulary of a writer: terms numbered as they come, so that each is looked up once."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import count, islice


class Vocabulary:
    """Terms and their numbers, from 0.

    terms: by number
    """

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def numbers(self, terms: Iterable[str]) -> "array[int]":
        """The numbers of terms, in their order."""
        found = array("I", map(self._numbers.__getitem__, terms))
        new = list(islice(reversed(self._numbers), len(self._numbers) - len(self.terms)))
        self.terms.extend(reversed(new))
        return found
