"""Text that is shown as it is: nothing in it is obeyed, nothing hides the rest."""

import re

#: What a terminal or a browser would obey: control characters and direction overrides; and
#: the bytes of a file's name that are no text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


#: The same, and what ends a line or moves in it, and marks of direction, which have no place in a
#: name.
_UNPRINTABLE_IN_LINE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text, of any number of lines, with U+FFFD for what would be obeyed."""
    return _UNPRINTABLE.sub("\ufffd", text)


def printable_line(text: str) -> str:
    """The same as one line, so that no name of a file looks like a line of ours."""
    return _UNPRINTABLE_IN_LINE.sub("\ufffd", text)
