"""Text that is shown as it is: nothing in it is obeyed, nothing hides the rest."""

import re

#: What a terminal or a browser would obey: control characters and direction overrides; and
#: the bytes of a file's name that are no text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with U+FFFD for what would be obeyed."""
    return _UNPRINTABLE.sub("\ufffd", text)
