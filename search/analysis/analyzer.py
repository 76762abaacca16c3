"""The analyzer: a tokenizer and a chain of filters, run once for each spelling."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import accumulate
from string import ascii_lowercase
from typing import Any, NamedTuple

from .capitals import NAME, mark_names, may_be_name, starts_of_names
from .memory import Memory
from .spaced import BEGINS, ENDS, HAS_SPACED
from .spellings import Spellings
from .token import Token
from .tokenizer import RUN

#: A filter takes the words of one run and gives those that it leaves.
Filter = Callable[[list[Token]], list[Token]]

#: Pieces (what stands between spaces) remembered with their terms: for queries and what
#: they show, and for whole collections. About 200 bytes each, and twice as many at the most.
_REMEMBERED = 1 << 17
_REMEMBERED_IN_BULK = 1 << 17
#: Runs remembered with their tokens, and those with their terms for each three pieces.
_REMEMBERED_TOKENS = 1 << 14
_RUNS_OF_PIECES = 3
#: Put before, or behind, the forms of a piece that may belong to a word with the piece on that
#: side of it (« 11 000 »), and before those of a piece that may have a name in it (« l'AIE »):
#: terms that no word has. A text that has such pieces is looked at closely.
_SPACED = "\0"
_PERHAPS_SPACED = f"{_SPACED} {_SPACED}"
_PERHAPS_NAME = "\1"
_SPACED_MARK, _NAME_MARK = frozenset((_SPACED,)), frozenset((_PERHAPS_NAME,))
_MARKS = _SPACED_MARK | _NAME_MARK
_NONE: frozenset[str] = frozenset()
#: Pieces that are no such, if they aren't the h of an hour: small letters, one capital at most.
_PLAIN = re.compile(r"[^\dA-ZÀ-ÖØ-Þ&]*(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿœ][^\dA-ZÀ-ÖØ-Þ&]*)?$")
#: The forms of initials.
_INITIALS = frozenset((*ascii_lowercase, "ae", "th"))
_PIECE = re.compile(r"\S+")
#: Letters from here on may be words of their own; and one letter is an apostrophe.
_FIRST_IDEOGRAPH = "\u3040"
_LETTER_APOSTROPHE = "\u02bc"


class Terms(NamedTuple):
    """A text as an engine indexes it, terms joined by spaces.

    forms: of all words, in order
    stems: of all but the stop words, and what words are found by besides
    spellings: with accents, of the words that have them; the stems of compounds as one word
    """

    forms: str
    stems: str
    spellings: str = ""


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
            token.shifted(start) for start, run in self._runs(text) for token in self._tokens[run]
        ]

    def tokens_of_names(self, text: str) -> list[Token]:
        """As `tokens`, where small words in capitals are names whatever is around them."""
        return [
            token.shifted(run.start())
            for run in RUN.finditer(text)
            for token in self._tokens[NAME + run.group()]
        ]

    def tokens_like(
        self,
        text: str,
        forms: Set[str],
        stems: Set[str],
        prefixes: tuple[str, ...] = (),
    ) -> list[Token]:
        """Those of `tokens(text)` with one of the forms or stems, or a form that begins with
        one of the prefixes; and perhaps others. Many times faster, since most are none.
        """
        pieces = text.split()
        every, like = set(pieces), self._spellings.like
        forms, stems = frozenset(forms), frozenset(stems)
        found = like(every, forms, stems)
        if prefixes:
            found |= {piece for piece in every if self._begins(piece, prefixes)}
        if marked := like(every, _MARKS, _NONE):
            found |= like(marked, stems, _NONE)  # a name is its own stem
            may_be = bool(prefixes) or not marked.isdisjoint(found)
            if may_be or self._may_be_spaced(forms | stems, marked):
                spaced = self._spaced(pieces, marked)
                return list(self._tokens_near(text, pieces, found, spaced))
        likely = [place for place, piece in enumerate(pieces) if piece in found]
        if not likely:
            return []
        return [
            token.shifted(start)
            for start, place in zip(_starts(text, pieces, likely), likely, strict=True)
            for token in self._piece_tokens[pieces[place]]
        ]

    def _spaced(self, pieces: Sequence[str], marked: Set[str]) -> set[int]:
        """The places of pieces that may be of one word with the next, or the one before."""
        spaced = self._spellings.like(marked, _SPACED_MARK, _NONE)
        ends = {piece for piece in spaced if self._piece_terms[piece].forms.endswith(_SPACED)}
        places = [n for n, piece in enumerate(pieces) if piece in ends] if ends else []
        found: set[int] = set()
        for place in places:
            if (
                place not in found
                and pieces[place + 1 : place + 2]
                and self._goes_on(pieces[place + 1])
            ):
                found.update(_stretch(pieces, place, spaced))
        return found

    def _may_be_spaced(self, terms: frozenset[str], marked: Set[str]) -> bool:
        """Whether a term may be of a word with spaces inside: it has a digit or an ampersand, or
        is spelt by initials that the text has.
        """
        if not all(map(str.isalpha, terms)):
            return True
        initials = self._spellings.like(marked, _INITIALS, _NONE)
        letters = {letter for piece in initials for letter in self._piece_terms[piece].forms}
        return bool(letters) and any(letters.issuperset(term) for term in terms)

    def _goes_on(self, piece: str) -> bool:
        """Whether a word may go on in it that has begun before."""
        return self._piece_terms[piece].forms.lstrip(_PERHAPS_NAME).startswith(_SPACED)

    def _tokens_near(
        self, text: str, pieces: Sequence[str], found: Set[str], spaced: Set[int]
    ) -> Iterator[Token]:
        """The words of some pieces, by spelling and by place, for what is around them."""
        likely = [n for n, piece in enumerate(pieces) if piece in found or n in spaced]
        named = self._spellings.like({pieces[place] for place in likely}, _NAME_MARK, _NONE)
        names = set(starts_of_names(text)) if named else _NONE
        reached = 0
        for start, place in zip(_starts(text, pieces, likely), likely, strict=True):
            for run in RUN.finditer(text, max(start, reached)):
                if run.start() >= start + len(pieces[place]):
                    break
                reached = run.end()
                own = NAME + run.group() if run.start() in names else run.group()
                yield from (token.shifted(run.start()) for token in self._tokens[own])

    def terms(self, text: str) -> Terms:
        """What `tokens` gives, as an engine indexes it; many times faster.

        What stands between spaces is looked up whole, unless it may go beyond one or mean
        something else for what is around it. Nothing here is done in Python for each word.
        """
        pieces = text.split()
        if not pieces:
            return Terms("", "")
        columns = zip(*map(self._piece_terms.__getitem__, pieces), strict=True)
        forms, stems, spellings = (" ".join(filter(None, column)) for column in columns)
        if _PERHAPS_NAME in forms or _PERHAPS_SPACED in forms:
            if (_PERHAPS_SPACED in forms and _has_spaced(text)) or (
                _PERHAPS_NAME in forms and _has_names(text)
            ):
                return _joined(self._run_terms[run] for _, run in self._runs(text))
            forms = forms.replace(_PERHAPS_NAME, "")
        return Terms(_without_marks(forms) if _SPACED in forms else forms, stems, spellings)

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        """The runs and where they begin; before those that are names stands `NAME`."""
        names = set(starts_of_names(text))
        for run in RUN.finditer(text):
            start = run.start()
            yield start, NAME + run.group() if start in names else run.group()

    def _analyse(self, run: str) -> tuple[Token, ...]:
        is_name = run[0] == NAME
        if is_name:
            run = run[1:]
        tokens = [Token(run, 0, len(run))]
        if not _is_one_word(run):
            for cut in self._cutting:
                tokens = cut(tokens)
        for name in self._naming:
            tokens = name(tokens)
        return tuple(mark_names(tokens) if is_name else tokens)

    def _terms_of_piece(self, piece: str) -> Terms:
        terms = _joined(map(self._run_terms.__getitem__, RUN.findall(piece)))
        if piece[0] not in "hH" and _PLAIN.match(piece):
            return terms
        mark = _PERHAPS_NAME if may_be_name(piece) else ""
        return terms._replace(forms=mark + _marked(piece, terms.forms))

    def _terms_apart(self, piece: str) -> tuple[list[str], list[str]]:
        forms, stems, spellings = self._piece_terms[piece]
        found = [*stems.split(), *spellings.split()]
        if forms.startswith(_PERHAPS_NAME):
            return [_PERHAPS_NAME, *forms[1:].split()], found
        return forms.split(), found

    def _begins(self, piece: str, prefixes: tuple[str, ...]) -> bool:
        """Whether one of the words of a piece begins with a prefix, or may."""
        forms = self._piece_terms[piece].forms
        return forms.startswith(prefixes) or (
            not forms.isalnum()
            and any(form.startswith(prefixes) for form in self._terms_apart(piece)[0])
        )

    def _terms_of_run(self, run: str) -> Terms:
        tokens = self._analyse(run)
        if len(tokens) == 1 and not tokens[0].also:
            (token,) = tokens
            return Terms(token.form, "" if token.stop else token.stem, token.accent)
        return Terms(
            " ".join([token.form for token in tokens]),
            " ".join([stem for token in tokens for stem in _stems(token)]),
            " ".join([spelling for token in tokens for spelling in _spellings(token)]),
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


def _stretch(pieces: Sequence[str], place: int, marked: Set[str]) -> range:
    """The places around one without a gap that all have such pieces."""
    first = last = place
    while first and pieces[first - 1] in marked:
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1] in marked:
        last += 1
    return range(first, last + 1)


def _joined(parts: Iterable[Terms]) -> Terms:
    terms = list(parts)
    if len(terms) < 2:
        return terms[0] if terms else Terms("", "")
    return Terms(*(" ".join(filter(None, column)) for column in zip(*terms, strict=True)))


def _stems(token: Token) -> Iterator[str]:
    if not token.stop:
        yield token.stem
    yield from token.others


def _spellings(token: Token) -> Iterator[str]:
    if token.accent:
        yield token.accent
    yield from token.joined


def _marked(piece: str, forms: str) -> str:
    """The forms of a piece with `_SPACED` on the sides where a word may go on."""
    if piece == "&":
        return _PERHAPS_SPACED
    before = f"{_SPACED} " if BEGINS.match(piece) else ""
    after = f" {_SPACED}" if ENDS.search(piece) else ""
    return f"{before}{forms}{after}"


def _without_marks(forms: str) -> str:
    return forms.replace(f"{_SPACED} ", "").replace(f" {_SPACED}", "").replace(_SPACED, "")


def _has_spaced(text: str) -> bool:
    return HAS_SPACED.search(text) is not None


def _has_names(text: str) -> bool:
    return any(True for _ in starts_of_names(text))


@cache
def _remade(cutting: tuple[Filter, ...], naming: tuple[Filter, ...], revision: str) -> Analyzer:
    return Analyzer(cutting, naming, revision, _REMEMBERED_IN_BULK)
