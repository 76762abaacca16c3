"""What a reader finds: pieces of text in their order."""

import re
from typing import NamedTuple

#: Spaces that only lay out a source: no-break and other typographic spaces are text.
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


class Block(NamedTuple):
    """A paragraph or a heading, as it stands in its file.

    level: of a heading, from 1; 0 for a paragraph
    page: from 1; 0 in a format without pages
    quoted: whether a message repeats it from another one
    item: of a list or a row of a table: no heading, however short
    """

    text: str
    level: int = 0
    page: int = 0
    quoted: bool = False
    item: bool = False


def one_line(text: str) -> str:
    """The text with each run of spaces, tabs and line ends as one space."""
    return _SPACES.sub(" ", text).strip()


def letters_and_digits(text: str) -> str:
    """What two texts are compared by that differ in signs, spaces and capitals at most."""
    return "".join(filter(str.isalnum, text.casefold()))


def paragraphs_in(text: str) -> list[str]:
    """What a paragraph holds: several, where its lines are broken twice in a row."""
    if "\n" not in text:
        return [one_line(text)]
    return [said for part in _EMPTY_LINE.split(text) if (said := one_line(part))]
