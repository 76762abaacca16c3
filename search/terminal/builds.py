"""What the command line prints of a build: what came of it, what was skipped."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator

from ..errors import DocumentError
from ..indexing.report import Report
from ..wording.messages import number, translate, translate_plural
from ..wording.printable import printable_line
from .console import console, decimal
from .lines import rate
from .output import Output

#: Skipped files that are named in a report; `alinea check --skipped` names all.
_MOST_NAMED = 20


def print_report(report: Report) -> None:
    """What was built; what was skipped goes to standard error, with the reasons."""
    out = console()
    if report.rebuilt_because:
        out.print(printable_line(report.rebuilt_because), style="yellow")
        out.print(translate("So everything has been read again."), style="yellow")
    documents = translate_plural("{n} document", "{n} documents", report.documents)
    took = translate("{seconds} s").format(seconds=decimal(report.seconds, 2))
    parts = [documents.format(n=number(report.documents)), _paragraphs(report.paragraphs)]
    out.print(", ".join([*parts, took, rate(report.rate)]))
    for line in _summary(report):
        out.print(printable_line(line))
    if report.skipped:
        print_skipped(console(stderr=True), report.skipped, most=_MOST_NAMED)


def print_skipped(out: Output, errors: list[DocumentError], most: int | None = None) -> None:
    """How much was skipped for which reason, and each file with its own."""
    causes = Counter(error.cause for error in errors)
    for cause, count in causes.most_common():
        alike = [error for error in errors if error.cause == cause]
        if count > 1:
            out.print(f"{number(count)} × {alike[0].kind}", style="red")
        for error in alike[:most]:
            out.print(printable_line(f"  {error}" if count > 1 else str(error)), style="red")
        if most is not None and count > most:
            more = translate("  … and {n} more; all are listed by: alinea check --skipped")
            out.print(more.format(n=number(count - most)), style="red")


def print_update(report: Report) -> None:
    """One line for a generation that was made while the folders were followed."""
    counts = _counts(report)
    time_of_day = time.strftime("%H:%M:%S")
    line = f"{time_of_day} · {report.generation} · {counts} · {decimal(report.seconds, 2)} s"
    console().print(printable_line(line))


def _summary(report: Report) -> Iterator[str]:
    yield translate("Files: {files}").format(files=_counts(report))
    if report.formats:
        yield translate("Formats: {formats}").format(formats=_counted(report.formats.most_common()))
    if report.languages:
        languages = _counted(report.languages.most_common())
        yield translate("Not in French: {languages}").format(languages=languages)
    if report.guessed:
        sizes = ((encoding, len(files)) for encoding, files in report.guessed.items())
        yield translate("Encodings guessed: {encodings}").format(encodings=_counted(sizes))
    if report.copies:
        text = translate_plural(
            "{n} document has the text of another one, and is listed with it.",
            "{n} documents have the text of another one, and are listed with it.",
            report.copies,
        )
        yield text.format(n=number(report.copies))


def _counts(report: Report) -> str:
    counts = (
        (translate("added: {n}"), report.added),
        (translate("changed: {n}"), report.changed),
        (translate("removed: {n}"), report.removed),
        (translate("unchanged: {n}"), report.unchanged),
        (translate("skipped: {n}"), len(report.skipped)),
    )
    return ", ".join(text.format(n=number(n)) for text, n in counts if n) or "0"


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number(count)}" for name, count in pairs)


def _paragraphs(count: int) -> str:
    return translate_plural("{n} paragraph", "{n} paragraphs", count).format(n=number(count))
