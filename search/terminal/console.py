"""Standard output and error: colour and the terminal's width for people, no surprises for
programs.
"""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..wording.messages import language
from ..wording.printable import printable

#: Columns when the output is no terminal: nothing is wrapped for a program.
_UNWRAPPED = 1 << 30


def console(*, stderr: bool = False) -> Console:
    """Standard output or error, as wide as it is."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _UNWRAPPED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def print_pairs(pairs: list[tuple[str, str]]) -> None:
    """Names and values in two columns."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in pairs:
        table.add_row(Text(name, "dim"), printable(value))
    console().print(table)


def print_hint(text: str) -> None:
    console(stderr=True).print(text, style="dim")


def print_error(error: object) -> None:
    console(stderr=True).print(printable(str(error)), style="red")


def decimal(value: float, digits: int = 1) -> str:
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if language() == "fr" else written


def print_hints(hints: Iterable[object]) -> None:
    """Each on a line of the error stream, which is no result."""
    for hint in hints:
        print_hint(printable(str(hint)))
