"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .memory import Memory
from .token import Token
from .tokenizer import RUN

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]

#: Spellings remembered with their tokens, for queries and what they show (10 MB), and with
#: their terms alone, for whole collections (80 MB).
_REMEMBERED_TOKENS = 1 << 14
_REMEMBERED_TERMS = 1 << 18


#: Letters from here on may be words of their own.
_FIRST_IDEOGRAPH = "\u3040"


class Terms(NamedTuple):
    """A text as an engine indexes it, terms joined by spaces.

    forms: of all words, in order; stems: of all but the stop words
    """

    forms: str
    stems: str


class Analyzer:
    """Turns text into tokens, the same for documents and queries.

    cutting: filters that find the words in a run; a run of letters alone is one word, and
        spared them
    naming: filters that settle the form and the stem of each word
    revision: what the terms depend on, as text

    A filter sees nothing but one run (`tokenizer.RUN`), so what it makes of a spelling is
    remembered: a word seen before costs one look in a dictionary.
    """

    def __init__(self, cutting: Sequence[Filter], naming: Sequence[Filter], revision: str) -> None:
        self._cutting = cutting
        self._naming = naming
        self._tokens = Memory(self._analyse, _REMEMBERED_TOKENS)
        self._terms = Memory(self._join, _REMEMBERED_TERMS)
        #: Changes whenever the same text may give other terms.
        self.fingerprint = hashlib.sha256(revision.encode()).hexdigest()[:16]

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in order, stop words included."""
        return [token.shifted(start) for start, tokens in self.runs(text) for token in tokens]

    def runs(self, text: str) -> Iterator[tuple[int, Sequence[Token]]]:
        """What stands between two gaps, with its place: (start, words counted from there)."""
        return ((run.start(), self._tokens[run.group()]) for run in RUN.finditer(text))

    def terms(self, text: str) -> Terms:
        """What `tokens` gives, as an engine indexes it; many times faster."""
        terms = list(map(self._terms.__getitem__, RUN.findall(text)))
        return Terms(
            " ".join([forms for forms, _ in terms if forms]),
            " ".join([stems for _, stems in terms if stems]),
        )

    def _analyse(self, run: str) -> tuple[Token, ...]:
        tokens = [Token(run, 0, len(run))]
        if not run.isalpha() or max(run) >= _FIRST_IDEOGRAPH:
            for cut in self._cutting:
                tokens = cut(tokens)
        for name in self._naming:
            tokens = name(tokens)
        return tuple(tokens)

    def _join(self, run: str) -> Terms:
        tokens = self._analyse(run)
        return Terms(
            " ".join([token.form for token in tokens]),
            " ".join([token.stem for token in tokens if not token.stop]),
        )
