"""Standard output and error: colour and the terminal's width for people, no surprises for
programs.
"""

import os
from collections.abc import Iterable

from ..wording.messages import language
from ..wording.printable import printable_line
from .output import Output, Plain, stream_of


def console(*, stderr: bool = False) -> Output:
    """Standard output or error, as wide as it is."""
    stream = stream_of(stderr=stderr)
    if not (stream.isatty() or os.environ.get("FORCE_COLOR")):
        return Plain(stream)
    from .colours import Coloured  # Rich takes a tenth of the time of a search

    return Coloured(stream)


def print_pairs(pairs: list[tuple[str, str]]) -> None:
    """Names and values in two columns."""
    from .colours import pairs_as_table, rich_console

    shown = [(name, printable_line(value)) for name, value in pairs]
    rich_console(stream_of(stderr=False)).print(pairs_as_table(shown))


def print_error(error: object) -> None:
    console(stderr=True).print(printable_line(str(error)), style="red")


def decimal(value: float, digits: int = 1) -> str:
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if language() == "fr" else written


def print_hints(hints: Iterable[object]) -> None:
    """Each on a line of the error stream, which is no result."""
    for hint in hints:
        console(stderr=True).print(printable_line(str(hint)), style="dim")
