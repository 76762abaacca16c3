"""The data files beside this one: words with a reason, `#` before the reason."""

from collections.abc import Iterator
from pathlib import Path


def read_lines(name: str) -> Iterator[str]:
    """The lines of a data file, without comments and blank lines."""
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if content := line.partition("#")[0].strip():
            yield content


def read_words(name: str) -> frozenset[str]:
    """The words of a data file, separated by spaces and lines."""
    return frozenset(word for line in read_lines(name) for word in line.split())
