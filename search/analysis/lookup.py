"""Finding the words of some terms in texts, without a look at most of the others."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, pairwise
from typing import TypeVar

import numpy as np

from .capitals import NAME, starts_of_names
from .context import PERHAPS_NAME, SPACED, runs
from .initials import HAS_INITIAL, may_be_wanted, spelling
from .prefilter import likely_pieces
from .spaced import HAS_SPACED
from .spellings import Seen, Spellings
from .terms import Row
from .token import Token
from .units import HOUR_STEM
from .wanted_terms import WantedTerms

#: Spellings remembered by their terms.
_CAPACITY = 1 << 17
#: What spellings with any mark have besides, as a form.
_ANY = "\2"
#: What those of them have that are digits with letters behind.
_PARTED = "\3"
#: What those of them have that begin or end with an initial.
_INITIAL = "\4"
_MARKED, _GLUED, _INITIALS = map(frozenset, ((_ANY,), (_PARTED,), (_INITIAL,)))
#: What an hour is written by, which is one behind a number.
_HOUR = frozenset(("h",))
_SPACED, _NAME = frozenset((SPACED,)), frozenset((PERHAPS_NAME,))
_NONE: frozenset[str] = frozenset()
_PIECE = re.compile(r"\S+")
#: Pieces that are looked for one by one in a text.
_FEW = 12
#: Characters of texts from which on it's worth looking for the letters of words first.
_LONG = 1_500
#: Between texts that are looked through together: a space that no word has inside.
_BETWEEN = "\n"
#: Characters on each side of a piece in which its neighbour is looked for, which ends or begins
#: like a number or an initial: the last or first ones tell.
_NEAR = 40
#: Characters on each side in which a word with spaces inside is looked for, of which a piece may be
#: one: « LA FONT. » ends and begins as « TF 1 » does, and is none. The longest is an IBAN.
_FAR = 64
#: Words, and where what they were cut from begins; what is made of the words.
Words = tuple[int, Sequence[Token]]
Read = TypeVar("Read")
#: Digits with a letter behind them, wherever they are in a piece: « 0 000·0V » has the word V.
_DIGITS_GLUED = re.compile(r"\d+[^\W\d_]")


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
        self,
        texts: Sequence[str],
        wanted: WantedTerms,
        read: Callable[[Sequence[Token]], Read],
        *,
        are_new: bool = False,
    ) -> list[list[tuple[int, Read]]]:
        """See `Analyzer.words_like`.

        are_new: whether most of their spellings haven't been looked up yet: to look for letters
            in texts however short is less than to analyse those
        """
        is_short = sum(map(len, texts)) < _LONG and not are_new
        if is_short or wanted.beginnings is None:
            return [self._read_among_all(text, wanted, read) for text in texts]
        together = _BETWEEN.join(texts)
        places, pieces = likely_pieces(together, wanted.beginnings)
        found, doubtful = self._found(set(pieces), wanted)
        begins = np.array([0, *accumulate(len(text) + len(_BETWEEN) for text in texts)])
        past = places.searchsorted(begins)
        bounds = past.tolist()
        unsure = {
            bisect_right(bounds, number) - 1
            for number, piece in enumerate(pieces if doubtful else ())
            if piece in doubtful
            and self._depends(together, int(places[number]), piece, found, wanted)
        }
        words = {piece: read(self._of_pieces[piece]) for piece in found}
        starts = (places - begins[:-1].repeat(past[1:] - past[:-1])).tolist()
        return [
            self._read_among_all(text, wanted, read)
            if number in unsure
            else [
                (start, words[piece])
                for start, piece in zip(starts[first:past], pieces[first:past], strict=True)
                if piece in words
            ]
            for number, (text, (first, past)) in enumerate(
                zip(texts, pairwise(bounds), strict=True)
            )
        ]

    def _found(self, pieces: Set[str], wanted: WantedTerms) -> tuple[Set[str], Set[str]]:
        """Of likely pieces those that are wanted, and the doubtful ones."""
        seen = self._spellings.knowing(pieces)
        found = seen.like(pieces, wanted.forms, wanted.stems)
        marked = seen.like(pieces, _MARKED, _NONE)
        if not marked:
            return found, _NONE
        found |= seen.like(marked, wanted.stems, _NONE)  # a name is its own stem
        return found, self._doubtful(found, marked, seen, wanted)

    def _doubtful(
        self, found: Set[str], marked: Set[str], seen: Seen, wanted: WantedTerms
    ) -> Set[str]:
        """Of likely pieces those that what is around them may turn into other words: those found,
        and those that others make words of (initials, the O of « 10 000O », the h of « 7 h »).
        """
        glued = seen.like(marked, _GLUED, _NONE)
        initials = self._spelling(wanted, seen.like(marked, _INITIALS, _NONE))
        hours = seen.like(marked, _HOUR, _NONE) if HOUR_STEM in wanted.stems else _NONE
        return (marked & found) | glued | initials | hours

    def _depends(
        self, text: str, start: int, piece: str, found: Set[str], wanted: WantedTerms
    ) -> bool:
        """Whether a doubtful piece may be a name, or of one word with the one on either side."""
        forms = self._terms[piece][0]
        if forms.startswith(PERHAPS_NAME) and piece in found:
            return True
        end = start + len(piece)
        before = text[max(0, start - _NEAR) : start].split()[-1:]
        behind = text[end : end + _NEAR].split()[:1]
        pairs = [(one, piece) for one in before] if self._goes_on(piece) else []
        pairs += [(piece, one) for one in behind] if forms.endswith(SPACED) else []
        may_be = any(
            self._ends_open(first)
            and self._goes_on(second)
            and (piece in found or may_be_wanted(first, second, wanted))
            for first, second in pairs
        )
        return may_be and bool(HAS_SPACED.search(text, max(0, start - _FAR), end + _FAR))

    def _ends_open(self, piece: str) -> bool:
        return self._terms[piece][0].endswith(SPACED)

    def _read_among_all(
        self, text: str, wanted: WantedTerms, read: Callable[[Sequence[Token]], Read]
    ) -> list[tuple[int, Read]]:
        return [(start, read(tokens)) for start, tokens in self._words_among_all(text, wanted)]

    def _words_among_all(self, text: str, wanted: WantedTerms) -> Sequence[Words]:
        """The same in one text, of which all pieces are looked at."""
        forms, stems, prefixes = wanted.forms, wanted.stems, wanted.prefixes
        pieces = text.split()
        every = set(pieces)
        seen = self._spellings.knowing(every)
        found = seen.like(every, forms, stems)
        if prefixes:
            found |= {piece for piece in every if self._begins(piece, prefixes)}
        if marked := seen.like(every, _MARKED, _NONE):
            found |= seen.like(marked, stems, _NONE)  # a name is its own stem
            may_be = bool(prefixes) or not marked.isdisjoint(found)
            if may_be or self._may_be_spaced(wanted, marked, seen):
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

    def _may_be_spaced(self, wanted: WantedTerms, marked: Set[str], seen: Seen) -> bool:
        """Whether a term may be of a word with spaces inside: it has a digit or an ampersand, or
        is spelt by initials that the text has; or of what follows it without a space (« 10 000O »),
        or is the hour behind a number.
        """
        if not all(map(str.isalpha, wanted.letters)) or seen.like(marked, _GLUED, _NONE):
            return True
        if HOUR_STEM in wanted.stems and seen.like(marked, _HOUR, _NONE):
            return True
        return bool(self._spelling(wanted, seen.like(marked, _INITIALS, _NONE)))

    def _spelling(self, wanted: WantedTerms, initials: Set[str]) -> Set[str]:
        """Those of the initials that may be of a wanted word; most texts have none."""
        if not initials:
            return _NONE
        return spelling(wanted, {piece: self._terms[piece][0] for piece in initials})

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
        marks = [_ANY] if SPACED in forms or forms.startswith(PERHAPS_NAME) else []
        if marks and _DIGITS_GLUED.search(piece):
            marks.append(_PARTED)
        if marks and HAS_INITIAL.match(piece):
            marks.append(_INITIAL)
        if forms.startswith(PERHAPS_NAME):
            return [*marks, PERHAPS_NAME, *forms[1:].split()], found
        return [*marks, *forms.split()], found

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
