"""Commands about the index as it stands: stats, check, serve."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ..errors import DocumentError, EmptySourceError, SettingsError
from ..settings import Settings, load_settings
from ..wording.messages import mark, translate
from . import interruptions
from .building import ALLOW_EMPTY
from .group import commands, with_index


@commands.command(help=mark("Print what the index holds."))
@click.option("--json", "as_json", is_flag=True, help=mark("The JSON of the endpoint."))
@with_index
def stats(as_json: bool, **flags: Any) -> None:
    from ..opening import open_searcher, open_snapshots
    from ..representation import statistics_json, to_bytes
    from ..terminal.console import print_pairs
    from ..terminal.statistics import statistics

    if as_json:
        held = open_searcher(load_settings(flags)).statistics()
        click.echo(to_bytes(statistics_json(held), indent=2 if sys.stdout.isatty() else 0))
        return
    print_pairs(statistics(open_snapshots(load_settings(flags))))


@commands.command(help=mark("Check that the index is whole: every file, and that it opens."))
@click.option("--skipped", is_flag=True, help=mark("List what was skipped, with the reasons."))
@click.option("--json", "as_json", is_flag=True, help=mark("That list as JSON."))
@with_index
def check(skipped: bool, as_json: bool, **flags: Any) -> None:
    from ..opening import open_snapshots, synonyms
    from ..terminal.console import print_error, print_hints
    from ..wording.printable import printable_line

    settings = load_settings(flags)
    snapshots = open_snapshots(settings)
    if skipped:
        _list_skipped(snapshots.current().catalog.skipped(), as_json=as_json)
        return
    words = synonyms(settings)
    words.current()
    print_hints(words.errors)
    damaged = snapshots.damaged_files()
    for name in damaged:
        print_error(translate("{file} is not what was written.").format(file=name))
    snapshots.verify()
    if damaged:
        raise snapshots.generations.damaged(", ".join(damaged))
    whole = translate("The index in {path} is whole.").format(path=snapshots.generations.folder)
    click.echo(printable_line(whole))


def _list_skipped(errors: list[DocumentError], *, as_json: bool) -> None:
    from ..indexing.report import SkippedList, skipped_json
    from ..representation import to_bytes
    from ..terminal.builds import print_skipped
    from ..terminal.console import console

    if as_json:
        click.echo(to_bytes(SkippedList(skipped_json(errors))))
    elif errors:
        print_skipped(console(), errors)
    else:
        click.echo(translate("Nothing was skipped."))


@commands.command(help=mark("Serve the page and the JSON endpoint."))
@click.option("--host", metavar=mark("ADDRESS"), help=mark("Address to serve at (127.0.0.1)."))
@click.option("--port", type=int, metavar="N", help=mark("Port to serve at (8000)."))
@click.option("--workers", type=int, metavar="N", help=mark("Server processes (one a core)."))
@click.option("--watch", is_flag=True, help=mark("Follow the documents, and index what changes."))
@ALLOW_EMPTY
@with_index
def serve(watch: bool, allow_empty: bool, **flags: Any) -> None:
    from ..opening import open_searcher
    from ..serving import server
    from ..serving.listeners import free_address
    from . import events

    settings = load_settings(flags)
    server.check(settings)
    address = free_address(settings.host, settings.port)
    if settings.metrics_port:
        free_address(settings.metrics_host, settings.metrics_port)
    if watch:
        with suppress(EmptySourceError):  # the watcher tells it, and goes on trying
            _bring_up_to_date(settings, allow_empty=allow_empty)
    _ = open_searcher(settings).generation  # there is one that can be served
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(translate("Alinéa is served at {url}").format(url=f"http://{host}:{settings.port}"))
    sidecars = [server.watcher(settings, allow_empty=allow_empty)] if watch else []
    sidecars += [server.exporter(settings)] if settings.metrics_port else []
    server.run(settings, address, sidecars, events.deaths(settings))


def _bring_up_to_date(settings: Settings, *, allow_empty: bool) -> None:
    from ..opening import open_indexer, sources
    from ..terminal.builds import print_report
    from ..terminal.progress import progress

    with open_indexer(settings) as indexer, interruptions.told(indexer), progress() as step:
        report = indexer.update(sources(settings), step, allow_empty=allow_empty)
    print_report(report)


@commands.command(hidden=True)
@click.option("--attached", is_flag=True, hidden=True)
@with_index
def metrics(attached: bool, **flags: Any) -> None:
    """What `serve` runs beside the server for Prometheus, where `metrics_port` is set."""
    from ..opening import open_snapshots
    from ..serving.attached import end_with_input
    from ..serving.exporter import export

    settings = load_settings(flags)
    if attached:
        end_with_input()
    with suppress(KeyboardInterrupt):
        export(settings, open_snapshots(settings).named_manifest)


@commands.command(help=mark("Make a key for NAME and print it; its digest is kept."))
@click.argument("name", metavar=mark("NAME"))
@click.option(
    "--per-minute",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help=mark("Requests a minute."),
)
@click.option("--keys", metavar=mark("FILE"), help=mark("File of keys."))
def key(name: str, per_minute: int | None, keys: str | None) -> None:
    from ..serving.keys import add_key

    settings = load_settings({"keys": keys})
    if not settings.keys:
        reason = translate(
            "no file of keys is named. To name one: --keys FILE, or the setting keys."
        )
        raise SettingsError(name="keys", origin="--keys", reason=reason)
    click.echo(add_key(Path(settings.keys), name, per_minute))
