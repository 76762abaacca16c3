"""The data files beside this one: words with a reason, `#` before the reason."""

import re
from pathlib import Path

#: What of a line is no comment, without the spaces around it.
_CONTENT = re.compile(r"^[^\S\n]*([^\s#](?:[^#\n]*[^\s#])?)", re.MULTILINE)


def read_lines(name: str) -> list[str]:
    """The lines of a data file, without comments and blank lines; they may be ten thousand."""
    return _CONTENT.findall(Path(__file__).with_name(name).read_text("utf-8"))


def read_words(name: str) -> frozenset[str]:
    """The words of a data file, separated by spaces and lines."""
    return frozenset(word for line in read_lines(name) for word in line.split())
