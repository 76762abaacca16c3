"""`alinea search --format`: all hits as a file on the standard output."""

import sys
from collections.abc import Iterable, Mapping

import click

from ..wording.messages import translate


def refuse_with_format(options: Mapping[str, object]) -> None:
    """Options that ask for a page, by name, are none of an export. Raises click.UsageError."""
    for name in (name for name, given in options.items() if given):
        said = translate("--{name} can't be used with --format, which gives all hits.")
        raise click.UsageError(said.format(name=name))


def write_pieces(pieces: Iterable[bytes]) -> None:
    """Write them as they come; whoever reads may stop."""
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
