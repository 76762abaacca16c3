"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from .memory import Memory
from .spellings import Spellings
from .token import Token
from .tokenizer import DIGIT_SPACES, RUN

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]

#: Pieces (what stands between spaces) remembered with their terms: for queries and what
#: they show, and for whole collections. About 200 bytes each, and twice as many at the most.
_REMEMBERED = 1 << 17
_REMEMBERED_IN_BULK = 1 << 17
#: Runs remembered with their tokens, and those with their terms for each three pieces.
_REMEMBERED_TOKENS = 1 << 14
_RUNS_OF_PIECES = 3
#: What is put before the form of three digits that may belong to the number before them.
#: With its space such a piece looks as if it had several words, and is looked at closely.
_PERHAPS_GROUPED = "\0 "
_PIECE = re.compile(r"\S+")
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

    remembered: pieces whose terms are remembered

    A filter sees nothing but one run (`tokenizer.RUN`), so what it makes of a spelling is
    remembered: a word seen before costs one look in a dictionary.
    """

    def __init__(
        self,
        cutting: Sequence[Filter],
        naming: Sequence[Filter],
        revision: str,
        remembered: int = _REMEMBERED,
    ) -> None:
        self._cutting = cutting
        self._naming = naming
        self._revision = revision
        self._tokens = Memory(self._analyse, _REMEMBERED_TOKENS)
        self._run_terms = Memory(self._terms_of_run, remembered // _RUNS_OF_PIECES)
        self._piece_terms = Memory(self._terms_of_piece, remembered)
        self._piece_tokens = Memory(self.tokens, _REMEMBERED_TOKENS)
        self._spellings = Spellings(self._terms_apart, remembered)
        #: Changes whenever the same text may give other terms.
        self.fingerprint = hashlib.sha256(revision.encode()).hexdigest()[:16]

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, for bulk, it is made anew, once, with a memory of its own."""
        return _remade, (tuple(self._cutting), tuple(self._naming), self._revision)

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in order, stop words included."""
        return [
            token.shifted(run.start())
            for run in RUN.finditer(text)
            for token in self._tokens[run.group()]
        ]

    def tokens_like(
        self, text: str, forms: Set[str], stems: Set[str], prefixes: tuple[str, ...] = ()
    ) -> list[Token]:
        """Those of `tokens(text)` with one of the forms or stems, or a form that begins with
        one of the prefixes; and perhaps others. Many times faster, since most are none.
        """
        pieces = text.split()
        found = self._spellings.like(set(pieces), forms | {_PERHAPS_GROUPED}, stems)
        if prefixes:
            found |= {piece for piece in pieces if self._begins(piece, prefixes)}
        likely = [place for place, piece in enumerate(pieces) if piece in found] if found else []
        if not likely:
            return []
        if any(_THREE_DIGITS.match(pieces[place]) for place in likely) and _GROUPED.search(text):
            return self.tokens(text)
        starts = _starts(text, pieces, likely)
        return [
            token.shifted(start)
            for start, place in zip(starts, likely, strict=True)
            for token in self._piece_tokens[pieces[place]]
        ]

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

    def _terms_apart(self, piece: str) -> tuple[list[str], list[str]]:
        forms, stems = self._piece_terms[piece]
        if forms.startswith(_PERHAPS_GROUPED):
            return [_PERHAPS_GROUPED], []
        return forms.split(), stems.split()

    def _begins(self, piece: str, prefixes: tuple[str, ...]) -> bool:
        """Whether one of the words of a piece begins with a prefix, or may."""
        forms = self._piece_terms[piece].forms
        return forms.startswith(prefixes) or (
            " " in forms and any(form.startswith(prefixes) for form in forms.split())
        )

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


def _starts(text: str, pieces: Sequence[str], places: Sequence[int]) -> list[int]:
    """Where some of the pieces begin."""
    ends = list(accumulate(map(len, pieces)))
    if ends[-1] + len(pieces) - 1 == len(text):  # nothing but one space between them
        return [ends[place] - len(pieces[place]) + place for place in places]
    starts = [piece.start() for piece in _PIECE.finditer(text)]
    return [starts[place] for place in places]


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
    return Analyzer(cutting, naming, revision, _REMEMBERED_IN_BULK)
