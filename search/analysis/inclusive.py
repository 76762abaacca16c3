"""Inclusive writing: « étudiant·e·s » is étudiants, and found by étudiantes too.

The marks are those in use (middle dots, full stop, hyphen, parentheses, slash; Guide
pratique pour une communication publique sans stéréotype de sexe, HCE, 2022). A text has one
word there: its form is the masculine one, in the number written.
"""

import re
import unicodedata

from .characters import DOTS, HYPHENS
from .elision import elided_length
from .token import Token

_MARK = rf"[{DOTS}.{HYPHENS}/()]"
_MARKS = re.compile(rf"{_MARK}+")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_WRITTEN = re.compile(rf"([^\W\d_]\w+?){_MARK}\w.*$", re.DOTALL)
#: What the feminine has in place of an ending of the masculine: ending → (replaced, by).
_CHANGED = {
    "se": (("x", "se"), ("s", "sse"), ("r", "se")),
    "sse": (("x", "sse"), ("s", "sse")),
    "ve": (("f", "ve"),),
    "ive": (("if", "ive"),),
    "che": (("c", "che"),),
    "que": (("c", "que"),),
    "ce": (("x", "ce"),),
    "trice": (("teur", "trice"),),
    "rice": (("eur", "rice"),),
    "ice": (("eur", "rice"),),
    "euse": (("eur", "euse"), ("eux", "euse")),
    "ère": (("er", "ère"),),
    "ere": (("er", "ère"),),
    "ée": (("é", "ée"),),
    "ière": (("ier", "ière"),),
    "iere": (("ier", "ière"),),
    "esse": (("e", "esse"),),
    "elle": (("el", "elle"), ("eau", "elle")),
    "enne": (("en", "enne"),),
    "onne": (("on", "onne"),),
    "ale": (("al", "ale"),),
}
#: What it has behind some letters of the masculine: ending → those letters, in any place of
#: them for « ».
_ADDED = {"e": "", "he": "c", "ne": "n", "le": "l", "te": "tui", "fe": "f", "ue": "g"}
#: All that may stand behind a mark, but for whole words.
ENDINGS = frozenset(
    ending + plural for ending in (*_CHANGED, *_ADDED, "") for plural in ("", "s", "x")
)
#: A letter that says no more than « one or several ».
_PLURAL = ("s", "x")
#: A whole word behind a mark that is no hyphen begins like the one before it: « beau·belle ».
_SHORTEST_WHOLE = 4


def read_inclusive(tokens: list[Token]) -> list[Token]:
    """One word, with the form of the masculine and the stem of the feminine besides."""
    return [_read(token) for token in tokens]


def _read(token: Token) -> Token:
    if token.form or not _MARKS.search(token.text):
        return token
    start = elided_length(token.text)
    written = unicodedata.normalize("NFC", token.text[start:])
    if not _WRITTEN.match(written):
        return token
    base, *endings = filter(None, _MARKS.split(written))
    if any(map(_is_whole, endings)) and _HYPHEN.search(written):
        return token  # « Marie-Madeleine », « franco-français »
    words = _words(base, endings, written)
    if not words:
        return token
    whole = token.part(start, len(token.text))
    return whole.settled(words[0]).found_by(words[1:], len(whole.text))


def _words(base: str, endings: list[str], text: str) -> tuple[str, ...]:
    """(masculine, feminine), the masculine alone, or nothing where it isn't read so."""
    if len(base) < 2 or (base.islower() and not "".join(endings).islower()):
        return ()
    plurals = [ending for ending in endings if ending.lower() in _PLURAL]
    ends = [ending for ending in endings if ending.lower() not in _PLURAL]
    if not ends:
        return (base.lower(),) if "(" in text and len(endings) == 1 else ()
    if len(ends) > 1 or len(endings) > 3:
        return ()
    return _both(base.lower(), ends[0].lower(), bool(plurals))


def _both(base: str, ending: str, plural: bool) -> tuple[str, ...]:
    many = plural or ending.endswith("s")
    one = ending[:-1] if ending.endswith("s") else ending
    if ending == "es" and base.endswith("s"):  # « étudiants·es » or « anglais·es »
        return base, f"{base[:-1]}es", f"{base}es"
    feminine = _feminine(base, one)
    if not feminine and many and base.endswith("s"):  # « lecteurs/rices »
        feminine = _feminine(base[:-1], one)
    if not feminine:
        return ()
    masculine = base if not many or base.endswith(("s", "x", "z")) else base + "s"
    return masculine, feminine + "s" if many else feminine


def _feminine(base: str, ending: str) -> str:
    for replaced, by in _CHANGED.get(ending, ()):
        if base.endswith(replaced):
            return base[: -len(replaced)] + by
    if ending in _ADDED and (not _ADDED[ending] or base[-1] in _ADDED[ending]):
        return base + ending
    return ending if _is_whole(ending) and base[:2] == ending[:2] else ""


def _is_whole(ending: str) -> bool:
    return len(ending) >= _SHORTEST_WHOLE and ending.lower() not in ENDINGS
