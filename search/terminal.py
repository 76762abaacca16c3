"""What the command line prints: colour and the terminal's width for people."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from .analysis import Token
from .indexing.report import Progress as ProgressCallback
from .indexing.report import Report
from .messages import language, number, translate, translate_plural
from .model import Hit, LitDocument, Results, Snippet

#: What a terminal would obey or hide: control characters and direction overrides; and the
#: bytes of a file's name that are no text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Columns when the output is no terminal: nothing is wrapped for a program.
_UNWRAPPED = 1 << 30
#: Seconds between two lines of progress where there's no terminal.
_LINE_EVERY = 5.0


def take_any_text() -> None:
    """Print what standard output's encoding lacks as « ? », and nothing where it is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # it stays open
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def console(*, stderr: bool = False) -> Console:
    """Standard output or error, as wide as it is."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _UNWRAPPED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def printable(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return _UNPRINTABLE.sub("\ufffd", text)


def print_results(results: Results) -> None:
    out = console()
    for rank, hit in enumerate(results.hits, start=(results.page - 1) * results.size + 1):
        _print_hit(out, rank, hit)
    if results.suggestion:
        out.print(translate("Did you mean: {query}").format(query=printable(results.suggestion)))
    if results.ignored:
        words = ", ".join(results.ignored)
        out.print(
            translate("Too common to be searched for: {words}").format(words=words), style="dim"
        )
    total = translate_plural("{total} passage", "{total} passages", results.total)
    milliseconds = translate("in {ms} ms").format(ms=_decimal(results.took_ms))
    out.print(f"{total.format(total=number(results.total))} {milliseconds}", style="dim")


def print_document(document: LitDocument, ordinal: int | None) -> None:
    """The document, or one paragraph of it, with its heading."""
    out = console()
    date = f"{document.info.date} · " if document.info.date else ""
    out.print(_text(document.title, "bold"))
    out.print(f"{date}{printable(document.info.id)}", style="dim")
    heading = ""
    for lit in document.paragraphs:
        if ordinal not in (None, lit.paragraph.ordinal):
            continue
        if lit.paragraph.heading != heading:
            heading = lit.paragraph.heading
            out.print()
            out.print(_text(lit.heading, "italic"))
        out.print()
        out.print(Text.assemble((f"¶{lit.paragraph.ordinal} ", "dim red"), _text(lit.text)))


def print_tokens(tokens: list[Token]) -> None:
    table = Table(box=box.SIMPLE)
    for title in ("text", "form", "stem", "stop", "start", "end"):
        titles = {
            "text": translate("text"),
            "form": translate("form"),
            "stem": translate("stem"),
            "stop": translate("stop word"),
            "start": translate("start"),
            "end": translate("end"),
        }
        table.add_column(titles[title], justify="right" if title in ("start", "end") else "left")
    for token in tokens:
        stop = translate("yes") if token.stop else translate("no")
        row = (token.text, token.form, token.stem, stop, str(token.start), str(token.end))
        table.add_row(*map(printable, row), style="dim" if token.stop else None)
    console().print(table)


def print_pairs(pairs: list[tuple[str, str]]) -> None:
    """Names and values in two columns."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in pairs:
        table.add_row(Text(name, "dim"), printable(value))
    console().print(table)


def print_report(report: Report) -> None:
    """What was built; what was skipped goes to standard error, with the reasons."""
    out = console()
    if report.rebuilt_because:
        out.print(printable(report.rebuilt_because), style="yellow")
        out.print(translate("So everything has been read again."), style="yellow")
    documents = translate_plural("{n} document", "{n} documents", report.documents)
    paragraphs = translate_plural("{n} paragraph", "{n} paragraphs", report.paragraphs)
    rate = translate("{rate} paragraphs/s").format(rate=number(round(report.rate)))
    took = translate("{seconds} s").format(seconds=_decimal(report.seconds, 2))
    out.print(
        f"{documents.format(n=number(report.documents))}, "
        f"{paragraphs.format(n=number(report.paragraphs))}, {took}, {rate}"
    )
    counts = (
        (translate("added: {n}"), report.added),
        (translate("changed: {n}"), report.changed),
        (translate("removed: {n}"), report.removed),
        (translate("unchanged: {n}"), report.unchanged),
        (translate("skipped: {n}"), len(report.skipped)),
    )
    files = ", ".join(text.format(n=number(n)) for text, n in counts if n)
    out.print(translate("Files: {files}").format(files=files or "0"))
    for error in report.skipped:
        console(stderr=True).print(printable(str(error)), style="red")


def print_hint(text: str) -> None:
    console(stderr=True).print(text, style="dim")


def print_error(error: object) -> None:
    console(stderr=True).print(printable(str(error)), style="red")


@contextmanager
def progress() -> Iterator[ProgressCallback]:
    """A bar on a terminal, a line now and then elsewhere."""
    out = console(stderr=True)
    if not out.is_terminal:
        yield _Lines(out)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[paragraphs]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[current]}", style="dim"),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(translate("Indexing"), total=None, paragraphs="", current="")

        def show(done: int, total: int, paragraphs: int, current: str) -> None:
            shown = translate_plural("{n} paragraph", "{n} paragraphs", paragraphs)
            bar.update(
                task,
                completed=done,
                total=total,
                paragraphs=shown.format(n=number(paragraphs)),
                current=printable(current)[-40:],
            )

        yield show


class _Lines:
    """Progress where there is no terminal: one line every few seconds."""

    def __init__(self, out: Console) -> None:
        self._out = out
        self._last = out.get_time()

    def __call__(self, done: int, total: int, paragraphs: int, current: str) -> None:
        now = self._out.get_time()
        if now - self._last < _LINE_EVERY:
            return
        self._last = now
        line = translate("{done} of {total} files, {paragraphs} paragraphs")
        self._out.print(
            line.format(done=number(done), total=number(total), paragraphs=number(paragraphs))
        )


def _print_hit(out: Console, rank: int, hit: Hit) -> None:
    date = f" · {hit.document.date}" if hit.document.date else ""
    out.print(Text.assemble((f"{rank}. ", "dim"), _text(hit.title, "bold")))
    place = f"{printable(hit.paragraph.address)}{date} · {hit.score:.2f}"
    below = [Text(place, "dim")]
    if hit.heading.text:
        below.append(_text(hit.heading, "italic"))
    below.append(_text(hit.snippet))
    if hit.more:
        more = translate_plural("{n} other passage", "{n} other passages", hit.more)
        below.append(Text(more.format(n=number(hit.more)), "dim"))
    for text in below:
        out.print(Padding(text, (0, 0, 0, 3), expand=False))
    out.print()


def _text(snippet: Snippet, style: str = "") -> Text:
    """The text with its matches in colour."""
    text = Text(style=style)
    for piece, matched in snippet.pieces():
        text.append(printable(piece), "bold yellow" if matched else None)
    return text


def _decimal(value: float, digits: int = 1) -> str:
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if language() == "fr" else written
