"""How far a build is: drawn where somebody looks, told elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..indexing.report import Progress
from .lines import Lines


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on a terminal, a line now and then elsewhere: on standard error."""
    if not sys.stderr.isatty():
        yield Lines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    # What draws is only loaded where there is somebody to look at it.
    from .bar import bar
    from .colours import rich_console

    with bar(rich_console(sys.stderr)) as told:
        yield told
