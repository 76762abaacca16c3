"""Commands that write: init, rebuild, update, watch."""

import functools
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ..settings import FILE, Settings, load_settings
from ..wording.messages import mark, translate
from . import interruptions
from .group import FINE, PARTIAL, commands, with_index


def with_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options that say which documents."""
    source = click.argument(
        "source", metavar=mark("[SOURCE]…"), type=click.Path(path_type=Path), nargs=-1
    )
    include = click.option(
        "--include",
        metavar=mark("PATTERN"),
        multiple=True,
        help=mark("Read only such files, as in .gitignore (ALINEA_INCLUDE)."),
    )
    exclude = click.option(
        "--exclude",
        metavar=mark("PATTERN"),
        multiple=True,
        help=mark("Leave such files and folders out (ALINEA_EXCLUDE)."),
    )

    @functools.wraps(command)
    def on_those(**given: Any) -> Any:
        for name in ("source", "include", "exclude"):
            given[name] = given[name] or None
        return command(**given)

    return source(include(exclude(on_those)))


ALLOW_EMPTY = click.option(
    "--allow-empty",
    is_flag=True,
    help=mark("Take out of the index what was in a folder that is empty now."),
)
_JSON = click.option("--json", "as_json", is_flag=True, help=mark("The report as JSON."))


@commands.command(help=mark("Index the documents in SOURCE (ALINEA_SOURCE; seeds) anew."))
@with_sources
@ALLOW_EMPTY
@_JSON
@with_index
def rebuild(as_json: bool, allow_empty: bool, **flags: Any) -> None:
    _build("rebuild", load_settings(flags), as_json=as_json, allow_empty=allow_empty)


@commands.command(help=mark("Index what has changed in SOURCE (ALINEA_SOURCE; seeds)."))
@with_sources
@click.option(
    "--check",
    "by_content",
    is_flag=True,
    help=mark("Compare the content of all files, also where size and time are the same."),
)
@ALLOW_EMPTY
@_JSON
@with_index
def update(as_json: bool, allow_empty: bool, by_content: bool, **flags: Any) -> None:
    how = {"allow_empty": allow_empty, "by_content": by_content}
    _build("update", load_settings(flags), as_json=as_json, **how)


def _build(how: str, settings: Settings, *, as_json: bool, **options: bool) -> None:
    from ..indexing.report import report_json
    from ..opening import open_indexer, sources
    from ..terminal.progress import progress

    found = sources(settings)
    with open_indexer(settings) as indexer, interruptions.told(indexer), progress() as step:
        report = getattr(indexer, how)(found, step, **options)
    if settings.log:
        from .events import log_build

        log_build(settings, how, report)
    if as_json:
        from ..representation import to_bytes

        click.echo(to_bytes(report_json(report), indent=2 if sys.stdout.isatty() else 0))
    else:
        from ..terminal.builds import print_report

        print_report(report)
    sys.exit(PARTIAL if report.skipped else FINE)


@commands.command(help=mark("Follow SOURCE, and index whatever changes there at once."))
@with_sources
@ALLOW_EMPTY
@click.option("--attached", is_flag=True, hidden=True)
@with_index
def watch(attached: bool, allow_empty: bool, **flags: Any) -> None:
    from ..opening import open_indexer, sources
    from ..serving.attached import end_with_input
    from ..serving.watching import follow
    from . import events

    settings = load_settings(flags)
    found = sources(settings)
    if attached:
        end_with_input()
    with suppress(KeyboardInterrupt), open_indexer(settings) as indexer:
        # That is how it is ended; it finds what has changed when it begins again.
        told, failed = events.builds(settings), events.failures(settings)
        follow(indexer, found, told=told, failed=failed, allow_empty=allow_empty)


@commands.command(help=mark("Write a commented alinea.toml and words.txt into this folder."))
def init() -> None:
    from ..opening import write_words
    from ..settings.file import write_settings_file

    settings = Settings()
    write_settings_file(FILE)
    click.echo(translate("{file} is written. Its lines say what they set.").format(file=FILE))
    if write_words(settings):
        said = translate("{file} is written. Its lines say what words stand for one another.")
        click.echo(said.format(file=settings.words))
