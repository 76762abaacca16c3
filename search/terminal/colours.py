"""An output with colours, as wide as the terminal is: Rich's."""

from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .output import Piece

#: Columns when the output is no terminal: nothing is wrapped for a program.
_UNWRAPPED = 1 << 30


class Coloured:
    """See `Output`."""

    def __init__(self, stream: TextIO) -> None:
        self.console = rich_console(stream)

    def print(
        self, *pieces: str | Piece, style: str = "", indent: int = 0, cut: bool = False
    ) -> None:
        """See `Output`."""
        overflow = "ellipsis" if cut else None
        text = Text(style=style, overflow=overflow, no_wrap=cut or None)  # type: ignore[arg-type]
        for piece in pieces:
            text.append(piece) if isinstance(piece, str) else text.append(*piece)
        shown = Padding(text, (0, 0, 0, indent), expand=False) if indent else text
        self.console.print(shown)


def rich_console(stream: TextIO) -> Console:
    width = None if stream.isatty() else _UNWRAPPED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def pairs_as_table(pairs: list[tuple[str, str]]) -> Table:
    """Names and values in two columns."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in pairs:
        table.add_row(Text(name, "dim"), value)
    return table
