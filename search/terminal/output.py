"""Lines of text in styles, for whatever they are printed on.

A program that reads them wants the text alone: Rich, which has the colours and widths of
terminals, is loaded where there is one (`colours.py`).
"""

import sys
from typing import NamedTuple, Protocol, TextIO

#: Columns between the stops of a tabulator.
_TAB = 8


class Piece(NamedTuple):
    """A text in a style, of Rich's: "bold", "dim red", "" for none."""

    text: str
    style: str = ""


class Output(Protocol):
    """Standard output or error."""

    def print(
        self, *pieces: str | Piece, style: str = "", indent: int = 0, cut: bool = False
    ) -> None:
        """Print the pieces, one behind the other, and end the line.

        style: of all that has none of its own
        indent: columns before each line of it
        cut: whether what doesn't fit on a line is left out, where lines have an end
        """


class Plain:
    """An output that is no terminal: nothing is coloured, wrapped or cut for a program."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def print(
        self,
        *pieces: str | Piece,
        style: str = "",  # noqa: ARG002
        indent: int = 0,
        cut: bool = False,  # noqa: ARG002
    ) -> None:
        """See `Output`."""
        text = "".join(one if isinstance(one, str) else one.text for one in pieces)
        lines = (line.expandtabs(_TAB) for line in text.split("\n"))
        print("\n".join(" " * indent + line for line in lines), file=self._stream, flush=True)


def stream_of(*, stderr: bool) -> TextIO:
    """The one that there is now: it may be another from one moment to the next."""
    return sys.stderr if stderr else sys.stdout
