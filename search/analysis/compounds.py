"""Words joined by a hyphen: each part is a word, grammar's own hyphens are not."""

import re
import unicodedata

from .stopwords import COMPOUNDS
from .token import Token
from .tokenizer import APOSTROPHES, HYPHENS
from .wordlists import read_words

_SEPARATOR = re.compile(f"[{HYPHENS}_]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")

#: Subject pronouns that follow their verb (« dit-il », « est-ce »).
_SUBJECTS = frozenset(("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce"))
_AUXILIARIES = read_words("auxiliaries.txt")


def split_compounds(tokens: list[Token]) -> list[Token]:
    """« nord-coréens » → nord, coréens; « est-ce » and « c'est-à-dire » → stop words."""
    return [part for token in tokens for part in _parts(token)]


def _parts(token: Token) -> list[Token]:
    if token.form or not _SEPARATOR.search(token.text):
        return [token]
    parts = [token.part(*piece) for piece in _pieces(token.text)]
    if len(parts) == 1:
        return parts
    words = [_plain(part.text) for part in parts]
    if "-".join(words) in COMPOUNDS:
        return [part.as_stop_word() for part in parts]
    return _without_inversion(parts, words)


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [0]
    for separator in _SEPARATOR.finditer(text):
        cuts += separator.span()
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]


def _without_inversion(parts: list[Token], words: list[str]) -> list[Token]:
    """Drop the t of « a-t-il »; an auxiliary before its subject is a stop word."""
    kept = []
    for index, (part, word) in enumerate(zip(parts, words, strict=True)):
        following = words[index + 1 : index + 3]
        if word == "t" and index and following and following[0] in _SUBJECTS:
            continue
        if following[:1] == ["t"]:
            following = following[1:]
        asks = word in _AUXILIARIES and following and following[0] in _SUBJECTS
        kept.append(part.as_stop_word() if asks else part)
    return kept


def _plain(text: str) -> str:
    """Lower-cased and composed, with straight apostrophes and without « qu' » or « c' »."""
    word = _APOSTROPHE.sub("'", unicodedata.normalize("NFC", text).lower())
    return word.rpartition("'")[2] or word
