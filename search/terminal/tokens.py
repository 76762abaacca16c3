"""The words of a text as a table: what the analysis makes of each."""

from collections.abc import Iterable

from rich import box
from rich.table import Table

from ..analysis import Token, related
from ..wording.messages import translate
from ..wording.printable import printable_line
from .colours import rich_console
from .console import console
from .output import stream_of

#: Stems of a family that are shown; `--json` has all.
_SHOWN = 4


def print_tokens(tokens: list[Token]) -> None:
    table = Table(box=box.SIMPLE)
    for title in ("text", "form", "stem", "family", "stop", "start", "end"):
        titles = {
            "text": translate("text"),
            "form": translate("form"),
            "stem": translate("stem"),
            "family": translate("family"),
            "stop": translate("stop word"),
            "start": translate("start"),
            "end": translate("end"),
        }
        table.add_column(titles[title], justify="right" if title in ("start", "end") else "left")
    for token in tokens:
        stop = translate("yes") if token.stop else translate("no")
        places = (str(token.start), str(token.end))
        row = (token.text, token.form, token.stem, _family(token), stop, *places)
        table.add_row(*map(printable_line, row), style="dim" if token.stop else None)
    rich_console(stream_of(stderr=False)).print(table)


def print_synonyms(found: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """What is looked for besides, and for which words."""
    for words, others in found:
        said = translate("“{words}” finds as well: {others}")
        console().print(
            printable_line(said.format(words=words, others=", ".join(others))), style="dim"
        )


def _family(token: Token) -> str:
    stems = [other.stem for other in related(token)]
    return ", ".join(stems if len(stems) <= _SHOWN else [*stems[:_SHOWN], "…"])
