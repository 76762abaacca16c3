"""How a text writes a word of plain letters: found by its letters, without analysing the text.

Where anything about it may make another word of what is there (a hyphen, an apostrophe, a figure,
capitals alone…) nothing is told, and the text is to be analysed.
"""

import string
import unicodedata
from functools import lru_cache

from ..analysis.abbreviations import ABBREVIATIONS
from ..analysis.folding import fold_word

#: Letters that fold to two; what is around a word and makes no other of it; the rest.
_TWO, _AROUND, _ELSE = b"\1", b" ", b"-"
_APART = ' \t\n\r\xa0,;!?)]"«»“”…'
#: What an apostrophe cuts off before a word.
_ELIDED = tuple(f" {one}'".encode() for one in ("l", "d", "j", "m", "t", "s", "n", "c", "qu"))
#: What is no elision before a consonant: « N'Diaye », « C'hoarzh ».
_OF_NAMES, _VOWELS = (b"n'", b"m'", b"c'"), b"aeiouy"
#: What a code page has that most French texts are written with, in one byte each.
_PAGE = "cp1252"
_APOSTROPHES = "'’"
#: What a sentence ends with, and « … » of three full stops.
_ENDS = (b". ", b"..")
#: Shorter words are abbreviations, units, numerals or letters that stand for themselves.
_SHORT = 4
_ABBREVIATED = frozenset(map(fold_word, ABBREVIATIONS.values()))


def spellings(text: str, form: str) -> list[str] | None:
    """The words of that form, in order, as they are written; None where that can't be told."""
    if len(form) < _SHORT or form in _ABBREVIATED or not (form.isascii() and form.isalpha()):
        return None
    page = f" {text} ".encode(_PAGE, "replace")
    if page.count(b"?") != text.count("?"):
        return None
    signs = page.translate(_table())
    if _TWO in signs and any(two in form for two in ("oe", "ae", "ss")):
        return None
    found, sought = [], form.encode()
    start = signs.find(sought)
    while start >= 0:
        end = start + len(form)
        if not (_is_letter(signs[start - 1]) or _is_letter(signs[end])):
            word = text[start - 1 : end - 1]
            if not _is_alone(signs, start, end) or word.isupper():
                return None
            found.append(word)
        start = signs.find(sought, end)
    return found or None  # what isn't there by its letters stands there otherwise: « Mme »


def _is_letter(sign: int) -> bool:
    return sign >= ord("a") or sign == _TWO[0]


def _is_alone(signs: bytes, start: int, end: int) -> bool:
    """Whether nothing around a word may make another one of it."""
    before, behind = signs[max(0, start - 4) : start], signs[end : end + 2]
    if not (before.endswith(_AROUND) or before.endswith(_ELIDED)):
        return False
    if before.endswith(_OF_NAMES) and signs[start] not in _VOWELS:
        return False
    return behind in _ENDS or (behind[:1] == _AROUND and behind[1:] != _ELSE)


@lru_cache(1)
def _table() -> bytes:
    """What each character of the code page is."""
    return bytes(map(_sign, range(256)))


def _sign(code: int) -> int:
    character = bytes((code,)).decode(_PAGE, "ignore")
    if character in string.digits or not character:
        return _ELSE[0]
    if character in _APART:
        return _AROUND[0]
    if character in _APOSTROPHES:
        return ord("'")
    if character.isalpha():
        letter = unicodedata.normalize("NFD", character)[0].lower()
        return ord(letter) if letter in string.ascii_lowercase else _TWO[0]
    return ord(".") if character == "." else _ELSE[0]
