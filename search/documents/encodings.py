"""Bytes → text, whatever they were written with.

What declares itself is believed if it can be read so. What is no UTF-8 and declares nothing is
Windows-1252, in which nearly all such French files are, unless most of its letters beyond ASCII
stand where French has them in ISO-8859-15 or Mac Roman only: general detectors gave cp1250 or
nothing for plain French.
"""

import codecs
import re
from itertools import islice
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 20
#: Letters of French beyond ASCII, and its punctuation.
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ«»’“”–—…€\u00a0°")
#: Letters of French that may stand alone.
_WORDS = frozenset("àÀôÔÇ")
_FRACTIONS = frozenset("½¼¾")
#: What is guessed between, the likeliest first.
_CANDIDATES = ("windows-1252", "iso-8859-15", "mac_roman")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
#: Letters and signs that a guess is made by.
_MOST = 2000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """encoding: what the text was written with
    guessed: the same, if nothing declared or proved it
    """

    text: str
    encoding: str
    guessed: str = ""


def decode(content: bytes, declared: str = "", *, whole: bool = True) -> Decoded | None:
    """The text, or None if this is no text at all.

    whole: whether nothing comes after it that a last character may go on in
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark) and (found := _strictly(content, encoding, whole)):
            return found
    wide = _wide(content)
    if wide:
        found = _strictly(content, wide, whole)
        return Decoded(found.text, wide, wide) if found else None
    if b"\0" in content or _is_binary(content[:_SAMPLE]):
        return None
    if found := _strictly(content, "utf-8", whole):
        return found
    if damaged := _damaged_utf8(content):
        return damaged
    if declared and (found := _declared(content, declared)):
        return found
    encoding = _guess(content[:_SAMPLE])
    return _legible(Decoded(content.decode(encoding, "replace"), encoding, encoding))


def _legible(found: Decoded) -> Decoded | None:
    """None if what was guessed makes mostly signs of what isn't ASCII."""
    beyond = [one for one in found.text[:_SAMPLE] if not one.isascii()]
    signs = sum(not one.isalpha() and one not in _FRENCH for one in beyond)
    return None if signs > 2 and signs > len(beyond) / 2 else found


def _strictly(content: bytes, encoding: str, whole: bool = True) -> Decoded | None:
    try:
        if whole:
            return Decoded(content.decode(encoding), encoding)
        decoder = codecs.getincrementaldecoder(encoding)()
        return Decoded(decoder.decode(content), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged_utf8(content: bytes) -> Decoded | None:
    """UTF-8 of which a few bytes are wrong: others would read its letters as two signs."""
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    wrong, right = text.count("\ufffd"), sum(not one.isascii() for one in text[:_SAMPLE])
    return Decoded(text, "utf-8", "utf-8") if right - wrong > 2 * wrong else None


def _declared(content: bytes, declared: str) -> Decoded | None:
    """ISO-8859-1 and ASCII are declared where Windows-1252 is written (WHATWG Encoding)."""
    name = declared.strip().lower()
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii", "cp1252"):
        return Decoded(content.decode("cp1252", "replace"), "windows-1252")
    return _strictly(content, name) if name != "utf-8" else None


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of French text is zero."""
    head = content[: 1 << 12]
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _is_binary(sample: bytes) -> bool:
    return len(_CONTROL.findall(sample)) > max(2, len(sample) // 200)


def _guess(sample: bytes) -> str:
    """The encoding in which most of what isn't ASCII is French and where French has it."""
    return max(_CANDIDATES, key=lambda one: _likelihood(sample.decode(one, "replace")))


def _likelihood(text: str) -> int:
    found = islice(_BEYOND_ASCII.finditer(text), _MOST)
    return sum(
        _fit(text[place - 1 : place] if place else "", text[place], text[place + 1 : place + 2])
        for place in (one.start() for one in found)
    )


def _fit(before: str, one: str, after: str) -> int:
    """How well a character that isn't ASCII stands between two others."""
    within = before.isalpha() and after.isalpha()
    alone = not before.isalpha() and not after.isalpha()
    if one not in _FRENCH:
        if one in _FRACTIONS and alone:
            return 0
        return -3 if one == "\ufffd" else -1
    if one.isalpha():
        if one.isupper() and before.islower():
            return -2
        return -1 if alone and one not in _WORDS else 1
    if one == "’":
        return 1 if before.isalpha() else -1
    return -2 if within and one != "\u00a0" else 1
