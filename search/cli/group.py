"""The group of all commands, what they share, and their exit statuses."""

import errno
import functools
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from .. import errors
from ..indexing.interruption import came, status
from ..wording.messages import mark, translate

#: Exit statuses; beside them those of signals, 128 and the number.
FINE, NO_HIT, BAD_USAGE, PARTIAL, NO_INDEX, BUSY = range(6)

_STATUSES: tuple[tuple[type[errors.AlineaError], int], ...] = (
    (errors.DocumentNotFoundError, NO_HIT),
    (errors.PageBeyondLastError, NO_HIT),
    (errors.IndexUnusableError, NO_INDEX),
    (errors.IndexUnwritableError, NO_INDEX),
    (errors.IndexLockedError, BUSY),
    (errors.BusyError, BUSY),
    (errors.AlineaError, BAD_USAGE),
)


class _Commands(click.Group):
    """Turns errors of ours into a message and a status."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """All of what each does, where click would cut it at the end of a line."""
        known = (self.commands[name] for name in self.list_commands(ctx))
        rows = [(one.name or "", one.help or "") for one in known if not one.hidden]
        with formatter.section(translate("Commands")):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.AlineaError as error:
            _fail(ctx, error)
        except KeyboardInterrupt:
            ctx.exit(status())
        except OSError as error:
            if came():
                ctx.exit(status())
            if error.errno == errno.EPIPE:
                raise  # click ends quietly: whoever read has read enough
            _fail(ctx, errors.AlineaError(reason=error))


def _fail(ctx: click.Context, error: errors.AlineaError) -> None:
    from ..terminal.console import print_error

    print_error(error)
    ctx.exit(next(status for kind, status in _STATUSES if isinstance(error, kind)))


@click.group(
    cls=_Commands,
    help=mark("Full-text search of French documents, paragraph by paragraph."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="alinea", message="alinea %(version)s")
def commands() -> None:
    """All commands."""


def with_index(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which index: usable with every command."""
    index = click.option(
        "--index",
        type=click.Path(path_type=Path),
        metavar=mark("DIR"),
        help=mark("Folder of the index (ALINEA_INDEX; index)."),
    )
    engine = click.option(
        "--engine", metavar=mark("NAME"), help=mark("Engine (ALINEA_ENGINE; whoosh).")
    )

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
