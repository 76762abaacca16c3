"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .memory import Memory
from .token import Token
from .tokenizer import DIGIT_SPACES, RUN

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]

#: Runs remembered with their tokens, for queries and what they show; and runs and pieces
#: (what stands between spaces) with their terms alone, for whole collections.
_REMEMBERED_TOKENS = 1 << 14
_REMEMBERED_RUNS = 1 << 17
_REMEMBERED_PIECES = 3 << 17
#: What is put before the form of three digits that may belong to the number before them.
_PERHAPS_GROUPED = "\0"
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_GROUPED = re.compile(rf"\d[{DIGIT_SPACES}]\d{{3}}(?!\d)")
#: Letters from here on may be words of their own; and one letter is an apostrophe.
_FIRST_IDEOGRAPH = "\u3040"
_LETTER_APOSTROPHE = "\u02bc"


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
        self._revision = revision
        self._tokens = Memory(self._analyse, _REMEMBERED_TOKENS)
        self._run_terms = Memory(self._terms_of_run, _REMEMBERED_RUNS)
        self._piece_terms = Memory(self._terms_of_piece, _REMEMBERED_PIECES)
        #: Changes whenever the same text may give other terms.
        self.fingerprint = hashlib.sha256(revision.encode()).hexdigest()[:16]

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it is made anew, once, with a memory of its own."""
        return _remade, (tuple(self._cutting), tuple(self._naming), self._revision)

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in order, stop words included."""
        return [token.shifted(start) for start, tokens in self.runs(text) for token in tokens]

    def runs(self, text: str) -> Iterator[tuple[int, Sequence[Token]]]:
        """What stands between two gaps, with its place: (start, words counted from there)."""
        return ((run.start(), self._tokens[run.group()]) for run in RUN.finditer(text))

    def terms(self, text: str) -> Terms:
        """What `tokens` gives, as an engine indexes it; many times faster.

        No run but a number grouped by spaces goes beyond one, so what stands between spaces
        is looked up whole, unless there is such a number. Nothing here is done in Python
        for each word.
        """
        pieces = text.split()
        if not pieces:
            return Terms("", "")
        every_form, every_stem = zip(*map(self._piece_terms.__getitem__, pieces), strict=True)
        forms = " ".join(filter(None, every_form))
        if _PERHAPS_GROUPED in forms:
            if _GROUPED.search(text):
                return _joined(map(self._run_terms.__getitem__, RUN.findall(text)))
            forms = forms.replace(_PERHAPS_GROUPED, "")
        return Terms(forms, " ".join(filter(None, every_stem)))

    def _analyse(self, run: str) -> tuple[Token, ...]:
        tokens = [Token(run, 0, len(run))]
        if not _is_one_word(run):
            for cut in self._cutting:
                tokens = cut(tokens)
        for name in self._naming:
            tokens = name(tokens)
        return tuple(tokens)

    def _terms_of_piece(self, piece: str) -> Terms:
        terms = _joined(map(self._run_terms.__getitem__, RUN.findall(piece)))
        if _THREE_DIGITS.match(piece):
            return Terms(_PERHAPS_GROUPED + terms.forms, terms.stems)
        return terms

    def _terms_of_run(self, run: str) -> Terms:
        tokens = self._analyse(run)
        if len(tokens) == 1:
            return Terms(tokens[0].form, "" if tokens[0].stop else tokens[0].stem)
        return Terms(
            " ".join([token.form for token in tokens]),
            " ".join([token.stem for token in tokens if not token.stop]),
        )


def _is_one_word(run: str) -> bool:
    return run.isalpha() and max(run) < _FIRST_IDEOGRAPH and _LETTER_APOSTROPHE not in run


def _joined(parts: Iterable[Terms]) -> Terms:
    terms = list(parts)
    if len(terms) == 1:
        return terms[0]
    return Terms(
        " ".join([forms for forms, _ in terms if forms]),
        " ".join([stems for _, stems in terms if stems]),
    )


@cache
def _remade(cutting: tuple[Filter, ...], naming: tuple[Filter, ...], revision: str) -> Analyzer:
    return Analyzer(cutting, naming, revision)
