"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from .token import Token
from .tokenizer import RUN

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]

#: Spellings remembered, and the longest that is, in characters: 40 MB at the most.
_REMEMBERED = 1 << 17
_MEMORABLE = 64


class Analyzer:
    """Turns text into tokens, the same for documents and queries.

    A filter sees nothing but one run (`tokenizer.RUN`), so what it makes of a spelling
    is remembered: French text repeats its words, and a word seen before costs one look
    in a dictionary.
    """

    def __init__(self, *filters: Filter, revision: str) -> None:
        self._filters = filters
        self._memory: dict[str, tuple[Token, ...]] = {}
        #: Changes whenever the same text may give other terms.
        self.fingerprint = hashlib.sha256(revision.encode()).hexdigest()[:16]

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in order, stop words included."""
        return [token.shifted(start) for start, tokens in self.runs(text) for token in tokens]

    def runs(self, text: str) -> Iterator[tuple[int, Sequence[Token]]]:
        """What stands between two gaps, with its place: (start, words counted from there)."""
        return ((run.start(), self._run(run.group())) for run in RUN.finditer(text))

    def forms(self, text: str) -> str:
        """The forms of all words, joined by spaces: the text of a `form` field."""
        return " ".join(token.form for token in self._words(text))

    def stems(self, text: str) -> str:
        """The stems of all but the stop words: the text of a `stem` field."""
        return " ".join(token.stem for token in self._words(text) if not token.stop)

    def _words(self, text: str) -> "chain[Token]":
        return chain.from_iterable(map(self._run, RUN.findall(text)))

    def _run(self, run: str) -> Sequence[Token]:
        try:
            return self._memory[run]
        except KeyError:
            return self._analyse(run)

    def _analyse(self, run: str) -> Sequence[Token]:
        tokens = [Token(run, 0, len(run))]
        for apply in self._filters:
            tokens = apply(tokens)
        if len(run) <= _MEMORABLE:
            if len(self._memory) >= _REMEMBERED:
                self._memory.clear()
            self._memory[run] = tuple(tokens)
        return tokens
