"""Commands about generations: which there are, and going back to one."""

import sys
from typing import Any

import click

from ..settings import load_settings
from ..wording.messages import mark, translate
from .group import commands, with_index


@commands.command(help=mark("List the generations of the index: the current one, and others."))
@click.option("--json", "as_json", is_flag=True, help=mark("The list as JSON."))
@with_index
def generations(as_json: bool, **flags: Any) -> None:
    from ..indexing.rollback import listed
    from ..opening import open_snapshots

    found = listed(open_snapshots(load_settings(flags)))
    if as_json:
        from ..representation import to_bytes

        click.echo(to_bytes(found, indent=2 if sys.stdout.isatty() else 0))
        return
    from ..terminal.generations import print_generations

    print_generations(found.generations)


@commands.command(
    help=mark("Serve GENERATION again, or the one before the current one; remove nothing.")
)
@click.argument("generation", metavar=mark("[GENERATION]"), required=False)
@with_index
def rollback(generation: str | None, **flags: Any) -> None:
    from ..indexing.rollback import roll_back
    from ..opening import open_snapshots

    before, now = roll_back(open_snapshots(load_settings(flags)), generation)
    said = translate("Generation {now} is served from now on; until now it was {before}.")
    click.echo(said.format(now=now, before=before or translate("none")))
