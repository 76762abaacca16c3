"""Which words stand behind others in the documents of an index."""

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..engines.base import Match, Reader
from ..query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from .as_written import FIELDS, IN_TEXT, stored, stored_texts, words_of
from .contexts import Behind, Context, Contexts, Place

#: Paragraphs that are read for what follows words.
_READ = 256
#: Bytes for what follows words, some 9,000 each.
_REMEMBERED = 16 << 20
#: Words behind others that are remembered as they are written.
_WRITTEN = 1 << 12
#: Between two words side by side; what is elided belongs to the second.
_GAP = r"[^\w']+(?:\w{1,2}')?"
#: Before a text, for no gap goes over an apostrophe behind a sign; a control character that
#: is nothing in plain letters is left for a mark.
_MARK = "\x80"
_BEFORE = f"{_MARK}'\n"


class Followers:
    """Of the words of one generation."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._behind = Contexts(self._looked_up, _REMEMBERED)
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
                behind = self._behind[field, words, begun, spelt]
                if found := behind.beginning(prefix, limit):
                    return [self._written(field, *behind.sources[n], word) for word, n in found]
                if behind.is_all:
                    break
        return []

    def _looked_up(self, asked: Context) -> Behind:
        field, context, begun, spelt = asked
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
    return next(iter(words_of({form: text})[form]), form)
