"""Numbers, whichever way they are written: 11'000, 11 000, 11.000 and 11000 are one.

The separators are those seen in French text: the apostrophe (Switzerland), the spaces
(Lexique des règles typographiques en usage à l'Imprimerie nationale, « Nombres ») and
the full stop of older or translated text. The decimal mark is a comma; a full stop that
can't group digits by three is one too.
"""

import re
from collections.abc import Callable

from .token import Token
from .tokenizer import APOSTROPHES, DIGIT_SPACES

_DECIMALS = r"(?:[.,](?P<decimals>\d+))?"
_GROUPED = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?:[{APOSTROPHES}]\d{{3}})+|[1-9]\d{{0,2}}(?:[{DIGIT_SPACES}]\d{{3}})+)"
    rf"{_DECIMALS}$|(?P<dotted>[1-9]\d{{0,2}}(?:\.\d{{3}})+)(?:,(?P<dotted_decimals>\d+))?$"
)
_DECIMAL = re.compile(r"(?P<whole>\d+)[.,](?P<decimals>\d+)$")
#: In small letters only the numbers of centuries: « dixième » is no number to be read so.
_ORDINAL = re.compile(
    r"(?P<number>\d+|[IVXLCDM]+|[ivx]{2,})(?:i?[eè\u0300]+me|è)$|(?P<first>1)(?:ère|ere)$"
)
_NOT_DIGIT = re.compile(r"\D")


def settle_numbers(tokens: list[Token]) -> list[Token]:
    """Give numbers one spelling: « 11'000,50 » → 11000,50; « 3.5 » → 3,5."""
    return [_settled(token, _number) if token.text[0].isdecimal() else token for token in tokens]


def settle_ordinals(tokens: list[Token]) -> list[Token]:
    """« 2ème » → 2e, « XIXème » → xixe, « 1ère » → 1re."""
    return [_settled(token, _ordinal) if token.text[-1] in "eè" else token for token in tokens]


def _settled(token: Token, spelling: Callable[[str], str]) -> Token:
    form = "" if token.form else spelling(token.text)
    return token.settled(form) if form else token


def _number(text: str) -> str:
    if match := _GROUPED.match(text):
        whole = _NOT_DIGIT.sub("", match["whole"] or match["dotted"])
        return _with_decimals(whole, match["decimals"] or match["dotted_decimals"])
    if match := _DECIMAL.match(text):
        return _with_decimals(match["whole"], match["decimals"])
    return ""


def _ordinal(text: str) -> str:
    if match := _ORDINAL.match(text):
        return "1re" if match["first"] else f"{match['number'].lower()}e"
    return ""


def _with_decimals(whole: str, decimals: str | None) -> str:
    return f"{whole},{decimals}" if decimals else whole
