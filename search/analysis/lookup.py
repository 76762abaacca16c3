"""Finding the words of some terms in a text, without a look at most of the others."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from string import ascii_lowercase

from .capitals import NAME, starts_of_names
from .context import PERHAPS_NAME, SPACED, runs
from .spellings import Seen, Spellings
from .terms import Row
from .token import Token

#: Spellings remembered by their terms.
_CAPACITY = 1 << 17
#: The forms of initials.
_INITIALS = frozenset((*ascii_lowercase, "ae", "th"))
#: What spellings with any mark have besides, as a form.
_ANY = "\2"
_MARKED, _SPACED, _NAME = frozenset((_ANY,)), frozenset((SPACED,)), frozenset((PERHAPS_NAME,))
_NONE: frozenset[str] = frozenset()
_PIECE = re.compile(r"\S+")
#: Pieces that are looked for one by one in a text.
_FEW = 12
#: Words, and where what they were cut from begins.
Words = tuple[int, Sequence[Token]]
#: Digits with a letter behind them.
_GLUED = re.compile(r"\d+[^\W\d_]")


class Lookup:
    """Finds words by their terms, with the memory of an analyzer.

    terms: of pieces (what stands between spaces), with the marks of `context.py`
    tokens, of_pieces: the words of runs, and of pieces read alone
    """

    def __init__(
        self,
        terms: Mapping[str, Row],
        tokens: Mapping[str, Sequence[Token]],
        of_pieces: Mapping[str, Sequence[Token]],
    ) -> None:
        self._terms = terms
        self._tokens = tokens
        self._of_pieces = of_pieces
        self._spellings = Spellings(self._terms_apart, _CAPACITY)

    def words_like(
        self, text: str, forms: Set[str], stems: Set[str], prefixes: tuple[str, ...]
    ) -> Sequence[Words]:
        """See `Analyzer.words_like`."""
        pieces = text.split()
        every = set(pieces)
        seen = self._spellings.knowing(every)
        forms, stems = frozenset(forms), frozenset(stems)
        found = seen.like(every, forms, stems)
        if prefixes:
            found |= {piece for piece in every if self._begins(piece, prefixes)}
        if marked := seen.like(every, _MARKED, _NONE):
            found |= seen.like(marked, stems, _NONE)  # a name is its own stem
            may_be = bool(prefixes) or not marked.isdisjoint(found)
            if may_be or self._may_be_spaced(forms | stems, marked, seen):
                spaced = self._spaced(pieces, marked, seen)
                return list(self._words_near(text, pieces, found, spaced, seen))
        if not found:
            return []
        return [(start, self._of_pieces[piece]) for start, piece in _places(text, pieces, found)]

    def _spaced(self, pieces: Sequence[str], marked: Set[str], seen: Seen) -> set[int]:
        """The places of pieces that may be of one word with the next, or the one before."""
        spaced = seen.like(marked, _SPACED, _NONE)
        ends = {piece for piece in spaced if self._terms[piece][0].endswith(SPACED)}
        places = [n for n, piece in enumerate(pieces) if piece in ends] if ends else []
        found: set[int] = set()
        for place in places:
            following = pieces[place + 1 : place + 2]
            if place not in found and following and self._goes_on(following[0]):
                found.update(_stretch(pieces, place, spaced))
        return found

    def _may_be_spaced(self, terms: frozenset[str], marked: Set[str], seen: Seen) -> bool:
        """Whether a term may be of a word with spaces inside: it has a digit or an ampersand, or
        is spelt by initials that the text has; or of what follows it without a space (« 10 000O »).
        """
        if not all(map(str.isalpha, terms)) or any(map(_GLUED.match, marked)):
            return True
        initials = seen.like(marked, _INITIALS, _NONE)
        letters = {letter for piece in initials for letter in self._terms[piece][0]}
        return bool(letters) and any(letters.issuperset(term) for term in terms)

    def _goes_on(self, piece: str) -> bool:
        """Whether a word may go on in it that has begun before."""
        return self._terms[piece][0].lstrip(PERHAPS_NAME).startswith(SPACED)

    def _words_near(
        self, text: str, pieces: Sequence[str], found: Set[str], spaced: Set[int], seen: Seen
    ) -> Iterator[Words]:
        """The words of some pieces, by spelling and by place, for what is around those that are
        marked.
        """
        likely = [n for n, piece in enumerate(pieces) if piece in found or n in spaced]
        marked = seen.like({pieces[place] for place in likely}, _MARKED, _NONE)
        names = set(starts_of_names(text)) if seen.like(marked, _NAME, _NONE) else set()
        reached = 0
        for start, place in zip(_starts(text, pieces, likely), likely, strict=True):
            if pieces[place] not in marked:
                yield start, self._of_pieces[pieces[place]]
                continue
            for begins, run in runs(text, names, max(start, reached)):
                if begins >= start + len(pieces[place]):
                    break
                yield begins, self._tokens[run]
                reached = begins + len(run.lstrip(NAME))

    def _terms_apart(self, piece: str) -> tuple[list[str], list[str]]:
        forms, stems, spellings = self._terms[piece]
        found = [*stems.split(), *spellings.split()]
        if forms.startswith(PERHAPS_NAME):
            return [_ANY, PERHAPS_NAME, *forms[1:].split()], found
        return ([_ANY, *forms.split()] if SPACED in forms else forms.split()), found

    def _begins(self, piece: str, prefixes: tuple[str, ...]) -> bool:
        """Whether one of the words of a piece begins with a prefix, or may."""
        forms = self._terms[piece][0]
        return forms.startswith(prefixes) or (
            not forms.isalnum()
            and any(form.startswith(prefixes) for form in self._terms_apart(piece)[0])
        )


def _places(text: str, pieces: Sequence[str], found: Set[str]) -> list[tuple[int, str]]:
    """Where those of the pieces that are found begin, in order."""
    if len(found) > _FEW or " ".join(pieces) != text:
        likely = [place for place, piece in enumerate(pieces) if piece in found]
        return [
            (start, pieces[place])
            for start, place in zip(_starts(text, pieces, likely), likely, strict=True)
        ]
    places, between = [], f" {text} "
    for piece in found:
        start = between.find(f" {piece} ")
        while start >= 0:
            places.append((start, piece))
            start = between.find(f" {piece} ", start + len(piece) + 1)
    places.sort()
    return places


def _starts(text: str, pieces: Sequence[str], places: Sequence[int]) -> list[int]:
    """Where some of the pieces begin."""
    lengths = list(map(len, pieces))
    if sum(lengths) + len(pieces) - 1 != len(text):
        starts = [piece.start() for piece in _PIECE.finditer(text)]
        return [starts[place] for place in places]
    found, start, before = [], 0, 0
    for place in places:  # nothing but one space is between two of them
        start += sum(lengths[before:place]) + place - before
        found.append(start)
        before = place
    return found


def _stretch(pieces: Sequence[str], place: int, spaced: Set[str]) -> range:
    """The places around one without a gap that all have such pieces."""
    first = last = place
    while first and pieces[first - 1] in spaced:
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1] in spaced:
        last += 1
    return range(first, last + 1)
