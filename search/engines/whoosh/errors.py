"""Whoosh's failures, as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import IndexDamagedError


@contextmanager
def translate_errors(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Raise IndexDamagedError for what Whoosh raises on files that it can't read.

    It unpickles, decompresses and seeks in whatever it finds, so that is any exception;
    only Whoosh's own calls may stand inside.

    writing: what the system refuses says nothing of the files then, and passes
    """
    try:
        yield
    except Exception as error:
        if writing and isinstance(error, OSError):
            raise
        reason = f"{type(error).__name__}: {error}"
        raise IndexDamagedError(path=folder, reason=reason, command="alinea rebuild") from error
