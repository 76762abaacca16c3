"""Text that is UTF-8 in part: lines in another encoding among it, or a few wrong bytes.

A line is what it can be read as. One that is UTF-8 but for some bytes is mended: others would
read its letters as two signs each.
"""

import re
from codecs import BOM_UTF8
from typing import NamedTuple

from .encoding_guess import FRENCH, fit, guess, likelihood

#: What French writes beyond ASCII, in UTF-8: in no other encoding does it write these bytes.
_FRENCH = re.compile(b"|".join(re.escape(one.encode()) for one in sorted(FRENCH)))
#: A byte that is no UTF-8, as Python keeps it.
_WRONG = re.compile("[\udc80-\udcff]")
#: Bytes by which an encoding is guessed.
_SAMPLE = 1 << 20
#: Of the letters of French this one alone is rather a wrong byte (0xFF).
_RARE = "ÿ"


class Pieces(NamedTuple):
    """guessed: the encodings that were found, for the reader to see"""

    text: str
    guessed: str


def pieces(content: bytes) -> Pieces | None:
    """The text of bytes of which a part is UTF-8; None if so little is that it may be chance."""
    if not _FRENCH.search(content) and not _is_damaged(content):
        return None
    lines = content.removeprefix(BOM_UTF8).split(b"\n")
    others = [line for line in lines if not _is_utf8(line) and not _is_damaged(line)]
    sample = b"\n".join(others)[:_SAMPLE]
    encoding = guess(sample)
    if not others or likelihood(sample.decode(encoding, "replace")) <= 0:
        # No French either: what there is of UTF-8 decides.
        text = content.decode("utf-8-sig", "replace")
        return Pieces(text, "utf-8") if _is_damaged(content) else None
    left = frozenset(others)
    text = "\n".join(
        _in_part(line, encoding) if line in left else _mended(line, encoding) for line in lines
    )
    return Pieces(text, f"utf-8, {encoding}")


def _is_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 and, if it isn't ASCII, says so in French."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return line.isascii() or likelihood(text) > 0


def _is_damaged(line: bytes) -> bool:
    """Whether all but a few bytes beyond ASCII are UTF-8."""
    text = line[:_SAMPLE].decode("utf-8", "replace")
    wrong, right = text.count("\ufffd"), sum(not one.isascii() for one in text)
    return right - wrong > 2 * wrong


def _in_part(line: bytes, encoding: str) -> str:
    """A line in another encoding, but for letters of French in UTF-8."""
    text, place = [], 0
    for found in _FRENCH.finditer(line):
        text += [line[place : found.start()].decode(encoding, "replace"), found[0].decode()]
        place = found.end()
    return "".join([*text, line[place:].decode(encoding, "replace")])


def _mended(line: bytes, encoding: str) -> str:
    """A line in UTF-8; of its wrong bytes, those are letters that make French where they stand."""
    text = line.decode("utf-8", "surrogateescape")
    return _WRONG.sub(lambda found: _letter(text, found.start(), encoding), text)


def _letter(text: str, place: int, encoding: str) -> str:
    one = bytes([ord(text[place]) - 0xDC00]).decode(encoding, "replace")
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return one if one != _RARE and fit(before, one, after) > 0 else "\ufffd"
