"""The group of all commands, what they share, and their exit statuses."""

import errno
import functools
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from .. import errors
from ..indexing.interruption import came, status
from ..indexing.system_limits import limit_behind
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

    def main(self, *args: Any, **options: Any) -> Any:
        try:
            return super().main(*args, **options)
        except (OSError, MemoryError) as error:  # before there was a command, as in --help
            sys.exit(_told(_in_words(error)))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except errors.AlineaError as error:
            ctx.exit(_told(error))
        except KeyboardInterrupt:
            ctx.exit(status())
        except (OSError, MemoryError) as error:
            if came():
                ctx.exit(status())
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # click ends quietly: whoever read has read enough
            ctx.exit(_told(_in_words(error)))


#: What the system says of a file that it has no room for: of one without a name here, the output.
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))


def _in_words(error: OSError | MemoryError) -> errors.AlineaError:
    """What the system has refused."""
    if limit := limit_behind(error):
        return limit
    assert isinstance(error, OSError)
    said = error.strerror or str(error)
    if error.errno in _NO_ROOM and error.filename is None:
        return errors.OutputError(reason=said)
    named = said if error.filename is None else f"{said}: {error.filename}"
    return errors.AlineaError(reason=named)


def _told(error: errors.AlineaError) -> int:
    """The exit status of an error that has been printed."""
    from ..terminal.console import print_error

    print_error(error)
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


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
            if command_that_mends := error.details.get("command"):
                error.details["command"] = f"{command_that_mends}{_flags(given)}"
            raise

    return index(engine(on_that_index))


def _flags(given: Mapping[str, Any]) -> str:
    """The options that say which index, to be typed again with the command that mends it."""
    options = ((name, given.get(name)) for name in ("index", "engine"))
    return "".join(f" --{name} {shlex.quote(str(value))}" for name, value in options if value)
