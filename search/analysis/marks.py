"""Full stops, @ and & inside a run: part of the word here, a gap there."""

import re
from unicodedata import normalize

from .token import Token

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?$")
_AMPERSAND = re.compile(r"\w{1,3}(?:&\w{1,3})+$")
#: Han and kana are written without spaces: each sign is a word.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PARTED = re.compile(rf"[.,@&+{_IDEOGRAPH}]")
_PIECE = re.compile(rf"[{_IDEOGRAPH}]|[^.,@&+{_IDEOGRAPH}]+")


def settle_emails(tokens: list[Token]) -> list[Token]:
    """An address is searched as typed: one word, and no stem."""
    return [_address(token) if "@" in token.text else token for token in tokens]


def join_acronyms(tokens: list[Token]) -> list[Token]:
    """« O.N.U » is ONU and « R&D » is one word."""
    return [_joined(token) for token in tokens]


def split_marks(tokens: list[Token]) -> list[Token]:
    """Every other mark parts words: « fin.Début », « exemple.fr »."""
    return [part for token in tokens for part in _pieces(token)]


def _address(token: Token) -> Token:
    text = normalize("NFC", token.text)
    return token.settled(text.lower()) if _EMAIL.match(text) else token


def _joined(token: Token) -> Token:
    if token.form or not ("." in token.text or "&" in token.text):
        return token
    text = normalize("NFC", token.text)
    if _ACRONYM.match(text):
        return token.settled(text.replace(".", ""))
    return token.settled(text) if _AMPERSAND.match(text) else token


def _pieces(token: Token) -> list[Token]:
    if token.form or not _PARTED.search(token.text):
        return [token]
    return [token.part(*piece.span()) for piece in _PIECE.finditer(token.text)]
