"""Numbers, whichever way they are written: 11'000, 11 000, 11.000 and 11000 are one.

The separators are those seen in French text: the apostrophe (Switzerland), the spaces
(Lexique des règles typographiques en usage à l'Imprimerie nationale, « Nombres ») and
the full stop of older or translated text. The decimal mark is a comma; a full stop that
can't group digits by three is one too. Telephone numbers, IBANs and their like are their
digits together, however they are grouped.
"""

import re
from collections.abc import Callable

from .characters import APOSTROPHES, DIGIT_SPACES
from .patterns import compiled_later
from .spaced import LONG_NUMBER
from .token import Token

_DECIMALS = r"(?:[.,](?P<decimals>\d+))?"
_GROUPED = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?:[{APOSTROPHES}]\d{{3}})+|[1-9]\d{{0,2}}(?:[{DIGIT_SPACES}]\d{{3}})+)"
    rf"{_DECIMALS}$|(?P<dotted>[1-9]\d{{0,2}}(?:\.\d{{3}})+)(?:,(?P<dotted_decimals>\d+))?$"
)
_DECIMAL = re.compile(r"(?P<whole>\d+)(?P<mark>[.,])(?P<decimals>\d+)$")
_LONG = compiled_later(f"(?:{LONG_NUMBER})$")
_CALLED = re.compile(r"(?:\+|00)(?:32|33|41)(?:0(?=[1-9]))?")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}$")
_VERSION = re.compile(r"\d+(?:\.\d+){2,}$")
_FRACTION = re.compile(r"\d/\d$|[¼-¾⅐-⅞]$")
_ORDINAL_BEGINS = frozenset("IVXLCDMivx")
#: In small letters only the numbers of centuries: « dixième » is no number to be read so.
_ORDINAL = re.compile(
    r"(?P<number>\d+|[IVXLCDM]+|[ivx]{2,})(?:i?(?:[eèé]|e[\u0300\u0301])me(?P<plural>s?)|è|e\u0300)$"
    r"|(?P<first>1)(?:è|e\u0300?)re(?P<firsts>s?)$"
)
_PADDED = re.compile(r"0\d$")
_NOT_DIGIT = re.compile(r"\D")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]")


def settle_long_numbers(tokens: list[Token]) -> list[Token]:
    """« +33 4 76 12 34 56 », « 04.76.12.34.56 » → 0476123456; an IBAN, a SIRET alike."""
    return [_settled(token, _long) for token in tokens]


def settle_numbers(tokens: list[Token]) -> list[Token]:
    """Give numbers one spelling: « 11'000,50 » → 11000,50; « 3.5 » → 3,5."""
    return [
        _stripped(_settled(token, _number)) if token.text[0].isnumeric() else token
        for token in tokens
    ]


def settle_ordinals(tokens: list[Token]) -> list[Token]:
    """« 2ème » → 2e, « XIXème » → xixe, « 1ère » → 1re."""
    return [_settled(token, _ordinal) if _looks_ordinal(token.text) else token for token in tokens]


def is_ordinal(word: str) -> bool:
    """Whether it's a number in a row: « XIXe » is not, « XIXème » is."""
    return _looks_ordinal(word) and bool(_ordinal(word))


def _looks_ordinal(text: str) -> bool:
    return text[-1] in "eès\u0300" and (text[0] in _ORDINAL_BEGINS or text[0].isdecimal())


def _settled(token: Token, spelling: Callable[[str], str]) -> Token:
    form = "" if token.form else spelling(token.text)
    return token.settled(form) if form else token


def _long(text: str) -> str:
    looks_long = text[0] == "+" or text[0].isdecimal() or text[2:4].isdecimal()
    if not (looks_long and _LONG.match(text)):
        return ""
    digits = _NOT_ALPHANUMERIC.sub("", text)
    if text.startswith(("+", "00")):
        called = _CALLED.match(text[0] + digits if text[0] == "+" else digits)
        return f"0{digits[called.end() - (text[0] == '+') :]}" if called else digits
    return digits


def _number(text: str) -> str:
    if _DATE.match(text):
        return ""  # cut at its full stops, as at its slashes
    if match := _GROUPED.match(text):
        whole = _NOT_DIGIT.sub("", match["whole"] or match["dotted"])
        return _with_decimals(whole, match["decimals"] or match["dotted_decimals"])
    if match := _DECIMAL.match(text):
        return _with_decimals(match["whole"], match["decimals"])
    if _VERSION.match(text):
        return text.replace(".", ",")
    return text if _FRACTION.match(text) else ""


def _stripped(token: Token) -> Token:
    """The stem of « 3,50 » is 3,5 and that of « 05 » is 5; « 3.10 » may be a version."""
    form = token.form
    if "," in form and "," in token.text and form.endswith("0") and form[0].isdecimal():
        return token.settled(form, form.rstrip("0").rstrip(","))
    if _PADDED.match(token.text):
        return token.settled(token.text, token.text[1])
    return token


def _ordinal(text: str) -> str:
    if match := _ORDINAL.match(text):
        if match["first"]:
            return f"1re{match['firsts']}"
        number, plural = match["number"].lower(), match["plural"]
        if number == "vi" and (match["number"].isupper() or plural is not None):
            number = "6"  # « vie » is a word
        return f"{number}e{plural or ''}"
    return ""


def _with_decimals(whole: str, decimals: str | None) -> str:
    return f"{whole},{decimals}" if decimals else whole
