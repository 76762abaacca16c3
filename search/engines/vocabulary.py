"""The vocabulary of a writer: terms numbered as they come, so that each is looked up once."""

from array import array
from collections.abc import Iterable


class Vocabulary:
    """Terms and their numbers, from 0.

    terms: by number
    """

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.terms)

    def numbers(self, terms: Iterable[str]) -> "array[int]":
        """The numbers of terms, in their order."""
        terms = list(terms)
        known = self._numbers
        for term in terms:
            if term not in known:
                known[term] = len(self.terms)
                self.terms.append(term)
        return array("I", map(known.__getitem__, terms))
