"""Numbers written together with what they count: « 12km », « 18h30 », « Covid19 », « 10³ »; and
names of letters and figures that have a space inside: « G 7 », « 4 x 4 ».

The parts are words, as they are where a space stands between them, and found by what they
are together. Symbols of units: the International System (BIPM, 9th brochure), and those of
everyday French beside it. « 3D », « 1er », « H1N1 » and « A380 » stay whole.
"""

import re
import unicodedata
from collections.abc import Iterator

from .characters import APOSTROPHES, DIGIT_SPACES
from .token import Token
from .wordlists import read_words

#: The symbols, as they are written.
UNITS = read_words("units.txt")
_SPACE = f"[{DIGIT_SPACES}]"
_AMOUNT = re.compile(rf"(?P<number>\d[\d.,{APOSTROPHES}]*)(?P<unit>[^\W\d_]+[²³23]?)$")
_ORDINAL = re.compile(r"(?:i?[eèé]\w{0,3}|[eè]re?s?|res?|nde?s?|nds?|ème|th|st|rd)$", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s?([hH:]|heures?)\s?(\d\d)?(?:min|mn|['’′])?$")
_NAMED = re.compile(r"[^\W\d_]{3,}(?P<number>\d{1,4})$")
_SPACED = re.compile(rf"(?:[A-Z]{{1,2}}|\d\d?{_SPACE}[xX×]){_SPACE}\d{{1,3}}$")
_RAISED = re.compile(r"(?:\d+|[^\W\d_]{3,})(?P<raised>[⁰¹²³⁴-⁹]+)$")
_FRACTION = re.compile(r"\d+[¼-¾⅐-⅞]$")
_PRIMES = re.compile(rf"\d+(?:[{APOSTROPHES}]\d{{1,2}})+$")
_DIGITS = re.compile(r"\d+")
_NOT_SPACE = re.compile(r"\S+")
#: The shortest word that a number is cut from although it's no unit: « 20ans ».
_SHORTEST_WORD = 3
#: That of the h of « 18h30 ».
HOUR_STEM = "heur"
#: A letter alone is none: the C of « 20 °C ».
_WORD = re.compile(rf"[^\W\d_]+[{APOSTROPHES}]?[^\W\d_]+")
#: The stems of « n° » and of the word that it stands for.
_NUMERO = frozenset(("no", "numero"))


def is_of_numbers(token: Token) -> bool:
    """Whether it's a number, or a sign or symbol that stands beside one: « 5 », « n° », « km »."""
    is_word = _WORD.fullmatch(token.text) and token.text not in UNITS
    return not is_word or token.stem in _NUMERO


def split_units(tokens: list[Token]) -> list[Token]:
    """« 12km » → 12, km; « 18:30 » → 18, h, 30; « Covid19 » → Covid, 19; « 2½ » → 2, ½."""
    return [part for token in tokens for part in _parts(token)]


def _parts(token: Token) -> list[Token]:
    if token.form or token.text.isalpha() or token.text.isdecimal():
        return [token]
    text = unicodedata.normalize("NFC", token.text)
    if hour := _HOUR.match(text):
        return list(_hour(token, hour))
    if (amount := _AMOUNT.match(text)) and _counts(amount["unit"]):
        return _amount(*_cut(token, len(amount["number"])))
    if _SPACED.match(text):
        return _named(token)
    if named := _NAMED.match(text):
        return _joined(*_cut(token, -len(named["number"])))
    if text not in UNITS and (raised := _RAISED.match(text)):
        return _cut(token, -len(raised["raised"]))
    if _FRACTION.match(text):
        return _cut(token, -1)
    if _PRIMES.match(text):
        return [token.part(*digits.span()) for digits in _DIGITS.finditer(text)]
    return [token]


def _counts(unit: str) -> bool:
    is_word = len(unit) >= _SHORTEST_WORD and unit.islower() and not _ORDINAL.match(unit)
    return unit in UNITS or is_word


def _cut(token: Token, place: int) -> list[Token]:
    """Two words, the second of which begins at a place, counted from the end if negative."""
    place %= len(token.text)
    return [token.part(0, place), token.part(place, len(token.text))]


def _joined(first: Token, last: Token) -> list[Token]:
    return [first.found_by((first.text + last.text,), last.end - first.start), last]


def _named(token: Token) -> list[Token]:
    """The words of a name with spaces, the first of which is found by all of them together, and no
    stop word.
    """
    first, *others = (token.part(*word.span()) for word in _NOT_SPACE.finditer(token.text))
    name = "".join([first.text, *(word.text for word in others)])
    first = first.settled(first.text, first.text.lower())
    return [first.found_by((name,), len(token.text)), *others]


def _amount(number: Token, unit: Token) -> list[Token]:
    """A symbol is no stop word, whatever it looks like."""
    if len(unit.text) < _SHORTEST_WORD:
        unit = unit.settled(unit.text, unit.text)
    return _joined(number, unit)


def _hour(token: Token, hour: re.Match[str]) -> Iterator[Token]:
    """The colon stands for an h, so that « 18:30 » is « 18 h 30 »."""
    yield token.part(*hour.span(1))
    sign = token.part(*hour.span(2))
    yield sign if len(sign.text) > 1 else sign.settled("h", HOUR_STEM)
    if hour[3]:
        yield token.part(*hour.span(3))
