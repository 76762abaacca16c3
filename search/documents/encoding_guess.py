"""Which encoding of one byte a character French text is in, where nothing says it.

It is Windows-1252, in which nearly all such files are, unless most of its letters beyond ASCII
stand where French has them in ISO-8859-15, Mac Roman or CP850 (DOS) only: general detectors
gave cp1250 or nothing for plain French.
"""

import re
from itertools import islice

#: Letters of French beyond ASCII, and its punctuation.
FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»’“”–—…€\u00a0°")
#: Those of names from elsewhere, which prove little.
_FOREIGN = frozenset("äöÿ")
#: Letters of French that may stand alone.
_WORDS = frozenset("àÀôÔÇ")
_APOSTROPHES = ("'", "’")
_FRACTIONS = frozenset("½¼¾")
#: What is guessed between, the likeliest first.
_CANDIDATES = ("windows-1252", "iso-8859-15", "mac_roman", "cp850")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
#: Letters and signs that a guess is made by.
_MOST = 2000


def guess(sample: bytes) -> str:
    """The encoding in which most of what isn't ASCII is French and where French has it."""
    return max(_CANDIDATES, key=lambda one: likelihood(sample.decode(one, "replace")))


def likelihood(text: str) -> int:
    """How much more of what isn't ASCII is French where it stands than isn't."""
    found = islice(_BEYOND_ASCII.finditer(text), _MOST)
    return sum(
        fit(text[place - 1 : place] if place else "", text[place], text[place + 1 : place + 2])
        for place in (one.start() for one in found)
    )


def fit(before: str, one: str, after: str) -> int:
    """How well a character that isn't ASCII stands between two others."""
    within = before.isalpha() and after.isalpha()
    alone = not before.isalpha() and not after.isalpha()
    if one not in FRENCH:
        if (one in _FRACTIONS and alone) or is_drawn(one):
            return 0
        return -3 if one == "\ufffd" else -1
    if one.isalpha():
        if one.isupper() and before.islower():
            return -2
        if one in _FOREIGN:
            return 0
        return -1 if alone and one not in _WORDS else 1
    if one == "…" and before in _APOSTROPHES:
        return -1
    if one == "’":
        return 1 if before.isalpha() else -1
    return -2 if within and one != "\u00a0" else 1


def is_drawn(one: str) -> bool:
    """Whether a character is a part of a frame, as DOS draws tables (« │ », « └ », « ▒ »)."""
    return "\u2500" <= one <= "\u259f"
