"""The command line: rebuild, update, search, show, analyze, stats, check, serve.

Each command is its options and a few calls; what people read is printed by `terminal.py`.
"""

import errno
import functools
import re
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from . import errors
from .messages import mark, number, translate
from .settings import Settings, load_settings

#: Exit statuses.
FINE, NO_HIT, BAD_USAGE, PARTIAL, NO_INDEX, BUSY = range(6)

#: Paragraphs beyond which Whoosh is no longer the engine to choose.
LARGE = 50_000
_STATUSES: tuple[tuple[type[errors.AlineaError], int], ...] = (
    (errors.DocumentNotFoundError, NO_HIT),
    (errors.IndexUnusableError, NO_INDEX),
    (errors.IndexUnwritableError, NO_INDEX),
    (errors.IndexLockedError, BUSY),
    (errors.AlineaError, BAD_USAGE),
)


class _Commands(click.Group):
    """Turns errors of ours into a message and a status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.AlineaError as error:
            _fail(ctx, error)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly: whoever read has read enough
            _fail(ctx, errors.AlineaError(reason=error))


def _fail(ctx: click.Context, error: errors.AlineaError) -> None:
    from .terminal import print_error

    print_error(error)
    ctx.exit(next(status for kind, status in _STATUSES if isinstance(error, kind)))


def _typed(text: str) -> str:
    """Text that was typed, with U+FFFD for bytes that aren't UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def main() -> None:
    """The entry point of `alinea`."""
    from .cli_language import speak
    from .terminal import take_any_text

    take_any_text()
    speak(commands)
    commands(prog_name="alinea")


@click.group(
    cls=_Commands,
    help=mark("Full-text search of French documents, paragraph by paragraph."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="alinea", message="alinea %(version)s")
def commands() -> None:
    """All commands."""


def _with_index(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which index: usable with every command."""
    index = click.option(
        "--index",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=mark("Folder of the index (ALINEA_INDEX; index)."),
    )
    engine = click.option("--engine", metavar="NAME", help=mark("Engine (ALINEA_ENGINE; whoosh)."))

    @functools.wraps(command)
    def on_that_index(**given: Any) -> Any:
        try:
            return command(**given)
        except errors.IndexUnusableError as error:
            error.details["command"] = f"{error.details['command']}{_flags(given)}"
            raise

    return index(engine(on_that_index))


def _flags(given: Mapping[str, Any]) -> str:
    """The options that say which index, to be typed again with the command that mends it."""
    options = ((name, given.get(name)) for name in ("index", "engine"))
    return "".join(f" --{name} {shlex.quote(str(value))}" for name, value in options if value)


_SOURCE = click.argument("source", type=click.Path(path_type=Path), required=False)


@commands.command(help=mark("Index the documents in SOURCE (ALINEA_SOURCE; seeds) anew."))
@_SOURCE
@_with_index
def rebuild(source: Path | None, **flags: Any) -> None:
    _build("rebuild", load_settings({"source": source, **flags}))


@commands.command(help=mark("Index what has changed in SOURCE (ALINEA_SOURCE; seeds)."))
@_SOURCE
@_with_index
def update(source: Path | None, **flags: Any) -> None:
    _build("update", load_settings({"source": source, **flags}))


def _build(how: str, settings: Settings) -> None:
    from .opening import open_indexer
    from .terminal import print_hint, print_report, progress

    build = getattr(open_indexer(settings), how)
    with progress() as told:
        report = build(settings.source, told)
    print_report(report)
    if how == "rebuild" and settings.engine == "whoosh" and report.paragraphs > LARGE:
        print_hint(_of_a_faster_engine())
    sys.exit(PARTIAL if report.skipped else FINE)


def _of_a_faster_engine() -> str:
    hint = translate(
        "With more than {limit} paragraphs the tantivy engine is faster. To use it: "
        "pip install 'alinea[tantivy]', then alinea rebuild --engine tantivy"
    )
    return hint.format(limit=number(LARGE))


@commands.command(
    help=mark("Search for QUERY; the query language is that of the page."),
    # A query may begin with a minus; what looks like an option and is none is told apart.
    # -h would be found in « -Chine ».
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("query", nargs=-1, required=True, type=_typed)
@click.option("--limit", type=click.IntRange(1, 100), help=mark("Hits on a page."))
@click.option("--page", type=click.IntRange(1, 10_000), default=1, help=mark("Page, from 1."))
@click.option("--json", "as_json", is_flag=True, help=mark("The JSON of the endpoint."))
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    help=mark("Best first, or latest first."),
)
@click.option(
    "--group",
    type=click.Choice(["paragraph", "document"]),
    default="paragraph",
    help=mark("One hit a paragraph, or one a document."),
)
@click.option(
    "--from", "first", metavar="DATE", type=_typed, help=mark("Documents from this date on.")
)
@click.option("--to", "last", metavar="DATE", type=_typed, help=mark("Documents up to this date."))
@_with_index
def search(
    query: tuple[str, ...],
    limit: int | None,
    page: int,
    as_json: bool,
    sort: str,
    group: str,
    first: str | None,
    last: str | None,
    **flags: Any,
) -> None:
    from .opening import open_searcher
    from .representation import results_json, to_bytes
    from .terminal import print_results

    for word in query:
        if word.startswith("--") and word != "--":
            raise click.NoSuchOption(word)
    results = open_searcher(load_settings(flags)).search(
        " ".join(query), page=page, size=limit, sort=sort, group=group, first=first, last=last
    )
    if as_json:
        json = results_json(results, first=first, last=last)
        click.echo(to_bytes(json, indent=2 if sys.stdout.isatty() else 0))
    else:
        print_results(results)
    sys.exit(FINE if results.hits else NO_HIT)


def _complete_document(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    from .opening import open_searcher

    flags = {name: ctx.params.get(name) for name in ("index", "engine")}
    try:
        listing = open_searcher(load_settings(flags)).documents(size=1000)
    except errors.AlineaError:
        return []
    return [info.id for info, _ in listing.documents if info.id.startswith(incomplete)]


@commands.command(help=mark("Print a document, or one paragraph of it: DOCUMENT#pN."))
@click.argument("document", type=_typed, shell_complete=_complete_document)
@click.option(
    "--query", default="", metavar="QUERY", type=_typed, help=mark("Light what this query matches.")
)
@_with_index
def show(document: str, query: str, **flags: Any) -> None:
    from .opening import open_searcher
    from .terminal import print_document

    searcher = open_searcher(load_settings(flags))
    name, ordinal = _address(document)
    try:
        found = searcher.document(name, query)
    except errors.DocumentNotFoundError:
        if ordinal is None:
            raise
        found, ordinal = searcher.document(document, query), None  # « chapitre#p3 », a file
    if ordinal and ordinal > len(found.paragraphs):
        raise errors.DocumentNotFoundError(address=document)
    print_document(found, ordinal)


def _address(address: str) -> tuple[str, int | None]:
    match = re.fullmatch(r"(?s:(.*))#p([1-9][0-9]{0,8})", address)
    return (match[1], int(match[2])) if match else (address, None)


@commands.command(help=mark("Print how TEXT is analysed: its words, their forms and stems."))
@click.argument("text", type=_typed)
@_with_index
def analyze(text: str, **flags: Any) -> None:
    from .analysis import FRENCH
    from .terminal import print_tokens

    load_settings(flags)
    print_tokens(FRENCH.tokens(text))


@commands.command(help=mark("Print what the index holds."))
@_with_index
def stats(**flags: Any) -> None:
    from .opening import open_snapshots
    from .statistics import statistics
    from .terminal import print_pairs

    print_pairs(statistics(open_snapshots(load_settings(flags))))


@commands.command(help=mark("Check that the index is whole: every file, and that it opens."))
@_with_index
def check(**flags: Any) -> None:
    from .opening import open_snapshots
    from .terminal import print_error, printable

    snapshots = open_snapshots(load_settings(flags))
    damaged = snapshots.damaged_files()
    for name in damaged:
        print_error(translate("{file} is not what was written.").format(file=name))
    snapshots.verify()
    if damaged:
        raise snapshots.generations.damaged(", ".join(damaged))
    whole = translate("The index in {path} is whole.").format(path=snapshots.generations.folder)
    click.echo(printable(whole))


@commands.command(help=mark("Serve the page and the JSON endpoint."))
@click.option("--host", metavar="ADDRESS", help=mark("Address to serve at (127.0.0.1)."))
@click.option("--port", type=int, help=mark("Port to serve at (8000)."))
@click.option("--workers", type=int, help=mark("Server processes (one a core)."))
@_with_index
def serve(**flags: Any) -> None:
    from .opening import open_snapshots
    from .server import free_address, run

    settings = load_settings(flags)
    open_snapshots(settings).current()
    address = free_address(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(translate("Alinéa is served at {url}").format(url=f"http://{host}:{settings.port}"))
    run(settings, address)
