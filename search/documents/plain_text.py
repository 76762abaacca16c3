"""Plain text: paragraphs separated by blank lines, perhaps a header, intertitles."""

import re

from ..errors import DocumentError
from ..messages import translate
from .header import read_header
from .structure import Outline

_LINE_END = re.compile("\r\n|[\r\n\x0b\x85\u2028]")
_PARAGRAPH_END = re.compile(r"\n\s*\n|[\x0c\u2029]")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_BOM = "\ufeff"


def read_plain_text(path: str, content: bytes) -> Outline:
    """The header and the blocks of a UTF-8 text.

    Raises DocumentError with the place of the first byte that isn't UTF-8, or for a NUL,
    which no text has.
    """
    text = _decode(path, content).removeprefix(_BOM)
    header, body = read_header(_LINE_END.sub("\n", text))
    return Outline(header, tuple(split_paragraphs(body)))


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line: blank lines are between them."""
    if len(text.splitlines()) < 2:
        return [_tidy(text)]
    blocks = _PARAGRAPH_END.split(_LINE_END.sub("\n", text))
    return [_tidy(" ".join(block.split("\n"))) for block in blocks]


def _decode(path: str, content: bytes) -> str:
    if b"\0" in content:
        raise DocumentError(path=path, reason=translate("it is not a text but a binary file."))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = translate(
            "it is not in UTF-8 (byte {byte} at position {position}). Convert it, for example "
            "with: iconv -f windows-1252 -t utf-8"
        ).format(byte=f"0x{content[error.start]:02X}", position=error.start)
        raise DocumentError(path=path, reason=reason) from error


def _tidy(block: str) -> str:
    """Lines joined, the tabs and spaces of their ends reduced to one space."""
    if "\t" in block or "  " in block:
        block = _SPACES.sub(" ", block)
    return block.strip()
