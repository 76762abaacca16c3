"""The term dictionary of a writer or an analyzer: terms and their numbers, both ways."""

from collections.abc import Sequence

from .numbers import Vocabulary
from .words import Places, Words, words_of, words_within

#: Bytes of a string besides its characters, and of its place in a list.
_PER_STRING = 57


class TermDictionary:
    """Terms, numbered from 0 as they come.

    terms: by number
    """

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._vocabulary = Vocabulary()
        self._characters = 0

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def size(self) -> int:
        """In bytes, about."""
        return self._vocabulary.size + self._characters + _PER_STRING * len(self.terms)

    def numbers_of(self, terms: Sequence[str]) -> Places:
        """The numbers of terms, whatever these have inside."""
        return self._numbers(words_of(terms))

    def numbers_within(self, texts: Sequence[str]) -> tuple[Places, Places]:
        """The numbers of the terms in texts, between spaces; and where each text's end."""
        words = words_within(texts)
        return self._numbers(words), words.past[1:]

    def _numbers(self, words: Words) -> Places:
        numbers, new = self._vocabulary.numbers(words)
        self.terms += new
        self._characters += sum(map(len, new))
        return numbers
