"""Bytes → text, whatever they were written with.

What declares itself is believed if it can be read so. What is UTF-8 in some lines and not in
others, as files are that two programs have written to, is read piece by piece. What is no UTF-8
and declares nothing is guessed.
"""

import codecs
import re
from typing import NamedTuple

from .encoding_guess import FRENCH, guess, is_drawn
from .mixed_encodings import pieces

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 20
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
    if mixed := pieces(content):
        return Decoded(mixed.text, "utf-8", mixed.guessed)
    if declared and (found := _declared(content, declared)):
        return found
    encoding = guess(content[:_SAMPLE])
    return _legible(Decoded(content.decode(encoding, "replace"), encoding, encoding))


def _legible(found: Decoded) -> Decoded | None:
    """None if what was guessed makes mostly signs of what isn't ASCII."""
    beyond = [one for one in found.text[:_SAMPLE] if not (one.isascii() or is_drawn(one))]
    signs = sum(not one.isalpha() and one not in FRENCH for one in beyond)
    return None if signs > 2 and signs > len(beyond) / 2 else found


def _strictly(content: bytes, encoding: str, whole: bool = True) -> Decoded | None:
    try:
        if whole:
            return Decoded(content.decode(encoding), encoding)
        decoder = codecs.getincrementaldecoder(encoding)()
        return Decoded(decoder.decode(content), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


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
