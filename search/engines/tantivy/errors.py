"""What tantivy raises, as errors of ours."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import IndexDamagedError

#: What Rust's failures are called in Python, where they are no Exceptions and have no name.
_PANIC = "PanicException"
#: How Rust writes an error of the system, with its number.
_SYSTEM_ERROR = re.compile(r"Os \{ code: (\d+)|\(os error (\d+)\)")
#: Bytes free on a disk below which it is full.
_NO_ROOM = 1 << 20


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Raise IndexDamagedError for what tantivy raises on files that it can't read."""
    try:
        yield
    except (OSError, ValueError, LookupError, OverflowError) as error:
        cause = refused(str(error), folder) or error  # tantivy raises ValueError for most
        raise IndexDamagedError(path=folder, reason=str(error), command="alinea rebuild") from cause
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise IndexDamagedError(path=folder, reason=str(error), command="alinea rebuild") from error


@contextmanager
def translate_write_errors(folder: Path) -> Iterator[None]:
    """The same, but OSError for what the system has refused to write, as a full disk does."""
    try:
        with translate_errors(folder):
            yield
    except IndexDamagedError as error:
        found = refused(str(error.details["reason"]), folder)
        if found is None:
            raise
        raise found from error


def refused(said: str, folder: Path) -> OSError | None:
    """What the system has refused, if it has, from what tantivy says of it: the system's number,
    or only that the thread that writes has ended.
    """
    if found := _SYSTEM_ERROR.search(said):
        number = int(found[1] or found[2])
        # A file that isn't there is missing from the index: that is damaged.
        return None if number == errno.ENOENT else OSError(number, os.strerror(number))
    if "index writer was killed" not in said:
        return None
    if shutil.disk_usage(folder).free < _NO_ROOM:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return OSError(said)
