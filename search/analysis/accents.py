"""The accents that folding takes, kept for queries that ask for them.

A word with accents has its spelling as `accent`: small letters, composed. Capitals are often
written without: a word whose first letter may have lost its accent keeps that letter's
capital (« Elysée » has Elysée), one all in capitals is kept as it is (« ETAT »), and a query
for « état » looks for État, Etat and ETAT. Ligatures are no accents.
"""

import re
import unicodedata
from functools import lru_cache

from .characters import APOSTROPHES, INVISIBLES
from .folding import fold_word
from .stopwords import FORMS, WORDS
from .token import Token

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae"})
#: Capitals that stand for a letter with an accent in French, and those letters.
_CAPITALS = {"A": "àâ", "C": "ç", "E": "éèêë", "I": "îï", "O": "ôö", "U": "ûùü"}
_LIGATURE = re.compile("[œæŒÆ]")
_DROPPED = re.compile(f"[{APOSTROPHES}{INVISIBLES}]")
_MAY_LACK = re.compile("[ACEIOU]")
#: Small words that no capital makes doubtful; « A » may be À.
_CERTAIN = WORDS - {"a"}


def keep_accents(tokens: list[Token]) -> list[Token]:
    """Give each word the spelling that its form will not tell."""
    return [token if _is_plain(token.text) else _accented(token) for token in tokens]


def spelling_of(word: str) -> str:
    """What is kept of a word; nothing if its form says all."""
    return "" if _is_plain(word) else _kept(word)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.islower()


def _accented(token: Token) -> Token:
    accent = _kept(token.form or token.text)
    return token.accented(accent) if accent else token


def accents_asked(token: Token) -> tuple[str, ...]:
    """What a word typed with accents accepts as `Token.accent`; nothing without accents."""
    return _accepted(token.accent) if _has_accents(token.accent) else ()


def needs_accent(token: Token) -> bool:
    """Whether a stop word without its accent is another one: « là », « à »."""
    return token.stop and token.form in WORDS and bool(accents_asked(token))


@lru_cache(maxsize=1 << 12)
def _accepted(accent: str) -> tuple[str, ...]:
    first, rest = accent[0], accent[1:]
    bare = unicodedata.normalize("NFD", first)[0]
    asked = [accent]
    if bare != first:
        asked.append(bare.upper() + rest)
    elif first in _CAPITALS:  # typed as a capital: which accent it may have isn't said
        asked += [first.lower() + rest, *(letter + rest for letter in _CAPITALS[first])]
    form = fold_word(accent)
    return tuple(asked) if form in FORMS else (*asked, form.upper())


def _kept(text: str) -> str:
    plain = _plain(text)
    if plain.islower():
        return plain if _has_accents(plain) else ""
    if plain.isascii() and plain[:1] not in _CAPITALS and not plain.isupper():
        return ""
    accented = _has_accents(plain)
    if not (accented or _MAY_LACK.search(plain)):
        return ""
    if not accented and plain.isupper() and len(plain) > 1:
        return plain if plain.isalpha() else ""
    lower = plain.lower()
    if _may_lack_its_first(plain, lower):
        return plain[0] + lower[1:]
    return lower if accented else ""


def _may_lack_its_first(plain: str, lower: str) -> bool:
    if plain[0] == "C":
        return lower == "ca"
    return plain[0] in _CAPITALS and lower not in _CERTAIN and (len(lower) > 1 or lower == "a")


def _has_accents(plain: str) -> bool:
    return not (plain.isascii() or unicodedata.is_normalized("NFD", plain))


def _plain(text: str) -> str:
    """Composed, with ligatures, without apostrophes and what nobody sees."""
    if not text.isalpha():
        text = _DROPPED.sub("", text)
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_LIGATURES) if _LIGATURE.search(composed) else composed
