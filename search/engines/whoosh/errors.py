"""Whoosh's failures, as ours."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import EmptyIndexError, IndexVersionError
from whoosh.index import IndexError as WhooshIndexError

from ...errors import IndexDamagedError

#: What Whoosh lets through when its files are cut or changed.
_FAILURES = (
    EmptyIndexError,
    WhooshIndexError,
    IndexError,
    IndexVersionError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    AssertionError,
    AttributeError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Raise IndexDamagedError for what Whoosh raises on files that it can't read."""
    try:
        yield
    except _FAILURES as error:
        reason = f"{type(error).__name__}: {error}"
        raise IndexDamagedError(path=folder, reason=reason, command="alinea rebuild") from error
