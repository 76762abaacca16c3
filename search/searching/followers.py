"""Which words stand behind others in the documents of an index."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice

import numpy as np
from numpy.typing import NDArray

from ..analysis import FRENCH, WantedTerms, is_stop_form
from ..engines.base import Match, Reader
from ..query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from .as_written import FIELDS, IN_TEXT, stored, stored_texts

#: Paragraphs that are read for what follows words.
_READ = 256
#: Words that are remembered with what follows them: as someone types a word, it is the same
#: for each letter. Some 50 kB each.
_REMEMBERED = 256
#: Between two words side by side; what is elided belongs to the second.
_GAP = r"[^\w']+(?:\w{1,2}')?"
#: Between two texts, for no gap goes over an apostrophe behind a line.
_BETWEEN = "\n'\n"
#: Latin letters and General Punctuation, of which none is ASCII in part; beyond them a text is
#: looked at as a whole.
_LATIN, _PUNCTUATION = 0x250, range(0x2010, 0x2070)
_BEYOND = 0xFF


#: A word behind the others; where it and they begin and end in all texts; its text's number.
Place = tuple[str, int, int, int]


class Behind:
    """What stands behind some words in the first paragraphs that have them.

    is_all: whether these are all
    """

    def __init__(self, texts: Sequence[str], places: Iterable[Place], *, is_all: bool) -> None:
        columns = list(zip(*places, strict=True)) or [(), (), (), ()]
        self._words = columns[0]
        self._begins, self._ends, self._numbers = (array("I", column) for column in columns[1:])
        self._texts = {number: texts[number] for number in set(self._numbers)}
        self.is_all = is_all

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Those that begin so, as written, the most frequent first; no stop words."""
        found: Counter[str] = Counter()
        having: dict[str, int] = {}
        reached = 0
        for place, word in enumerate(self._words):
            if word.startswith(prefix) and self._begins[place] >= reached:
                found[word] += 1
                having.setdefault(word, self._numbers[place])
                reached = self._ends[place]
        best = sorted(found, key=lambda word: (-found[word], word))
        words = (word for word in best if not is_stop_form(word))
        return [_written_in(self._texts[having[word]], word) for word in islice(words, limit)]


class Followers:
    """Of the words of one generation."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._behind = lru_cache(_REMEMBERED)(self._looked_up)

    def __call__(self, context: Sequence[str], prefix: str, limit: int) -> list[str]:
        """The words that begin so and stand behind the forms of `context`, as written, the most
        frequent first: in the first paragraphs that have the context, or, if those have none,
        in the first that have both.
        """
        words = tuple(context)
        spelt = "" if prefix.isalnum() else prefix  # with signs it's no word of letters
        for field in FIELDS:
            if not all(self._reader.document_frequency(field, form) for form in words):
                continue
            for begun in ("", prefix):
                behind = self._behind(field, words, begun, spelt)
                if found := behind.beginning(prefix, limit):
                    return found
                if behind.is_all:
                    break
        return []

    def _looked_up(self, field: str, context: tuple[str, ...], begun: str, spelt: str) -> Behind:
        clause = ConstantClause(_clause(field, context, begun))
        matches = self._reader.search(clause, _READ)
        texts = sorted(set(self._texts(field, matches.best)))
        places = places_of(texts, context[0], behind_pattern(context, spelt))
        return Behind(texts, places, is_all=matches.total <= _READ)

    def _texts(self, field: str, matches: Sequence[Match]) -> Iterable[str]:
        if field == IN_TEXT:
            return stored_texts(self._reader, matches)
        found = (stored(self._reader, match) for match in matches)
        return (text for one in found for text in FIELDS[field](*one))


def _clause(field: str, context: Sequence[str], begun: str) -> Clause:
    slots = tuple((form,) for form in context)
    together = PhraseClause(field, slots) if len(slots) > 1 else TermClause(field, context[0])
    return BooleanClause(must=(together, PrefixClause(field, begun))) if begun else together


def behind_pattern(context: Sequence[str], spelt: str) -> re.Pattern[str]:
    """The words of `context` and, as a group, the one behind them, which begins so."""
    return re.compile(
        r"\b" + _GAP.join([*map(re.escape, context), rf"({re.escape(spelt)}\w*)(?![\w'])"])
    )


def places_of(texts: Sequence[str], first: str, pattern: re.Pattern[str]) -> Iterator[Place]:
    """Where the pattern is in the texts, whose first word is given: that is found faster."""
    plain, starts = _plain(texts)
    place = plain.find(first)
    while place >= 0:
        if found := pattern.match(plain, place):
            yield found[1], place, found.end(), bisect_right(starts, place) - 1
        place = plain.find(first, place + 1)


def _plain(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The texts in small letters without accents, in no time, which are the forms of nearly all
    words; and where each begins.
    """
    spelt = [_without_ligatures(text) + _BETWEEN for text in texts]
    codes = np.frombuffer("".join(spelt).encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = _letters().take(codes, mode="clip")
    if (letters == _BEYOND).any():
        spelt = list(map(_plain_letters, spelt))
        return "".join(spelt), list(accumulate(map(len, spelt), initial=0))
    begins = list(accumulate(map(len, spelt), initial=0))[:-1]
    kept = letters != 0
    lengths = np.add.reduceat(kept, begins, dtype=np.intp) if begins else ()
    return letters[kept].tobytes().decode("ascii"), [0, *np.cumsum(lengths).tolist()]


@lru_cache(1)
def _letters() -> NDArray[np.uint8]:
    """By code point; 0 for what is left out."""
    letters = np.full(_PUNCTUATION.stop + 1, _BEYOND, np.uint8)
    letters[_PUNCTUATION] = 0
    for code in range(_LATIN):
        plain = _plain_letters(chr(code))
        letters[code] = ord(plain) if len(plain) == 1 else 0 if not plain else _BEYOND
    return letters


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFD", _without_ligatures(text))
    return text.encode("ascii", "ignore").decode("ascii").lower()


def _without_ligatures(text: str) -> str:
    """And with one kind of apostrophe."""
    return text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")


def _written_in(text: str, form: str) -> str:
    (tokens,) = FRENCH.tokens_like([text], WantedTerms({form}, set()))
    return next((token.text for token in tokens if token.form == form), form)
