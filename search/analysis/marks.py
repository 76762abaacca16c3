"""Full stops, @, & and other marks inside a run: part of the word here, a gap there."""

import re
from unicodedata import normalize

from .characters import DOTS, FIRST_IDEOGRAPH, HYPHENS
from .patterns import compiled_later
from .token import Token
from .tokenizer import NUMERO

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_ADDRESS_PART = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(rf"[^\W\d_](?:\.[{HYPHENS}]?[ \u00a0]?[^\W\d_])+\.?$")
_AMPERSAND = re.compile(r"\w{1,3}(?: ?& ?\w{1,3})+$")
_NAMED_BY_SIGNS = re.compile(r"\w+(?:\+\+?|#)$|\.net$", re.IGNORECASE)
#: What such names and « n° » end with.
_SIGNS = "+#°ºᵒsˢ№"
_NUMERO = re.compile(NUMERO)
#: Han and kana are written without spaces: each sign is a word.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GAPS = rf".,@&+/:(){DOTS}"
_GAP, _SIGN = re.compile(f"[{_GAPS}]"), compiled_later(f"[{_IDEOGRAPH}]")
_PIECE = compiled_later(rf"[{_IDEOGRAPH}]|[^{_GAPS}{_IDEOGRAPH}]+")


def split_emails(tokens: list[Token]) -> list[Token]:
    """An address is found by its parts, and by all of them side by side."""
    return [part for token in tokens for part in _address(token)]


def settle_signs(tokens: list[Token]) -> list[Token]:
    """« C++ », « F# » and « .NET » are words of their own; « n° » is « no » and « numéro »."""
    return [_signed(token) for token in tokens]


def join_acronyms(tokens: list[Token]) -> list[Token]:
    """« O.N.U », « J.-C » and « J. K. » are ONU, JC and JK; « R & D » is one word."""
    return [_joined(token) for token in tokens]


def split_marks(tokens: list[Token]) -> list[Token]:
    """Every other mark parts words: « fin.Début », « exemple.fr », « 01/11/2024 »."""
    return [part for token in tokens for part in _pieces(token)]


def _address(token: Token) -> list[Token]:
    if "@" not in token.text or not _EMAIL.match(normalize("NFC", token.text)):
        return [token]
    return [token.part(*part.span()) for part in _ADDRESS_PART.finditer(token.text)]


def _signed(token: Token) -> Token:
    if token.form or not (token.text[0] == "." or token.text[-1] in _SIGNS):
        return token
    if _NAMED_BY_SIGNS.match(token.text):
        return token.settled(token.text)
    if not _NUMERO.fullmatch(token.text):
        return token
    return token.settled("no").found_by(("numéro",), len(token.text))


def _joined(token: Token) -> Token:
    if token.form or not ("." in token.text or "&" in token.text):
        return token
    text = normalize("NFC", token.text)
    if _ACRONYM.match(text):
        return token.settled("".join(filter(str.isalpha, text)))
    if _AMPERSAND.match(text):
        return token.settled("".join(text.split()))
    return token


def _pieces(token: Token) -> list[Token]:
    text = token.text
    is_parted = _GAP.search(text) or (
        max(text, default="") >= FIRST_IDEOGRAPH and _SIGN.search(text)
    )
    if token.form or not is_parted:
        return [token]
    return [token.part(*piece.span()) for piece in _PIECE.finditer(token.text)]


def _is_parted(text: str) -> bool:
    return bool(_GAP.search(text) or (max(text) >= FIRST_IDEOGRAPH and _SIGN.search(text)))
