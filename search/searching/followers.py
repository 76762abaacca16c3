"""Which words stand behind others in the documents of an index."""

import codecs
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from sys import intern

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
#: for each letter. Some 28 kB each.
_REMEMBERED = 1 << 9
#: Words behind others that are remembered as they are written.
_WRITTEN = 1 << 12
#: Between two words side by side; what is elided belongs to the second.
_GAP = r"[^\w']+(?:\w{1,2}')?"
#: Before a text, for no gap goes over an apostrophe behind a sign; a control character that
#: is nothing in plain letters is left for a mark.
_MARK = "\x80"
_BEFORE = f"{_MARK}'\n"

#: A word behind the others; where it and they begin and end in all texts; its text's number.
Place = tuple[str, int, int, int]
#: A word behind others, and the number of the first text that has it there.
Found = tuple[str, int]
#: Where a text is from: a paragraph that was found, and which of its texts of a field it is.
Source = tuple[Match, int]


class Behind:
    """What stands behind some words in the first paragraphs that have them.

    sources: of the texts that were looked through
    is_all: whether these are all there are
    """

    def __init__(
        self, places: Iterable[Place], sources: Sequence[Source] = (), *, is_all: bool
    ) -> None:
        columns = list(zip(*places, strict=True)) or [(), (), (), ()]
        self._words = tuple(map(intern, columns[0]))  # the same behind many others
        self._begins, self._ends, self._numbers = (array("I", column) for column in columns[1:])
        self.sources = {number: sources[number] for number in set(self._numbers) if sources}
        self.is_all = is_all

    def beginning(self, prefix: str, limit: int) -> list[Found]:
        """Those that begin so, the most frequent first; no stop words."""
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
        return [(word, having[word]) for word in islice(words, limit)]


class Followers:
    """Of the words of one generation."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._behind = lru_cache(_REMEMBERED)(self._looked_up)
        self._written = lru_cache(_WRITTEN)(self._read_again)

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
                    return [self._written(field, *behind.sources[n], word) for word, n in found]
                if behind.is_all:
                    break
        return []

    def _looked_up(self, field: str, context: tuple[str, ...], begun: str, spelt: str) -> Behind:
        clause = ConstantClause(_clause(field, context, begun))
        matches = self._reader.search(clause, _READ)
        by_text = {
            text: (match, number)
            for match, texts in zip(matches.best, self._texts(field, matches.best), strict=True)
            for number, text in enumerate(texts)
        }
        texts = sorted(by_text)
        places = places_of(texts, context[0], behind_pattern(context, spelt))
        sources = list(map(by_text.__getitem__, texts))
        return Behind(places, sources, is_all=matches.total <= _READ)

    def _texts(self, field: str, matches: Sequence[Match]) -> Iterable[Sequence[str]]:
        """Those of each paragraph."""
        if field == IN_TEXT:
            return [(text,) for text in stored_texts(self._reader, matches)]
        return (FIELDS[field](*stored(self._reader, match)) for match in matches)

    def _read_again(self, field: str, match: Match, number: int, word: str) -> str:
        """The word as it is written in a text."""
        (texts,) = self._texts(field, [match])
        return written_in(texts[number], word)


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
    plain = _plain(texts)
    starts = [found.start() for found in re.finditer(_MARK, plain)]
    place = plain.find(first)
    while place >= 0:
        if found := pattern.match(plain, place):
            yield found[1], place, found.end(), bisect_right(starts, place) - 1
        place = plain.find(first, place + 1)


def _plain(texts: Iterable[str]) -> str:
    """The texts in small letters without accents, in no time, which are the forms of nearly all
    words; what each begins with is before it.
    """
    spelt = "".join([_BEFORE + text.replace(_MARK, "") for text in texts])
    letters, left_out = _latin_letters()
    plain = _without_ligatures(spelt).encode("latin-1", _BEYOND).translate(letters, left_out)
    return plain.decode("latin-1")


@lru_cache(1)
def _latin_letters() -> tuple[bytes, bytes]:
    """What the characters of Latin-1 are in plain letters, and those that aren't anything."""
    plain = {code: _plain_letters(chr(code)) for code in range(256) if code != ord(_MARK)}
    letters = bytes(ord(plain.get(code) or chr(code)) for code in range(256))
    return letters, bytes(code for code, letter in plain.items() if not letter)


def _plain_beyond(error: UnicodeError) -> tuple[bytes, int]:
    """For the characters beyond Latin-1."""
    assert isinstance(error, UnicodeEncodeError)
    return _plain_letters(error.object[error.start : error.end]).encode("ascii"), error.end


#: What stands for them in `str.encode`.
_BEYOND = "alinea.plain"
codecs.register_error(_BEYOND, _plain_beyond)


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFD", _without_ligatures(text))
    return text.encode("ascii", "ignore").decode("ascii").lower()


def _without_ligatures(text: str) -> str:
    """And with one kind of apostrophe."""
    return text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")


def written_in(text: str, form: str) -> str:
    (tokens,) = FRENCH.tokens_like([text], WantedTerms({form}, set()))
    return next((token.text for token in tokens if token.form == form), form)
