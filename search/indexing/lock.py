"""One writer at a time, and a word on who it is for the one that comes second."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import filelock

from ..errors import IndexLockedError
from ..messages import translate

_LOCK = "lock"
_HOLDER = "writer.txt"


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the right to write `index`. Raises IndexLockedError if another process has it.

    The lock is the operating system's: it is gone with the process, however that ends.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(index / _LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise IndexLockedError(path=index, holder=_holder(index)) from error
    try:
        (index / _HOLDER).write_text(_introduction(), "utf-8")
        yield
    finally:
        (index / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _introduction() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now().strftime("%H:%M:%S")
    return f"{command} (pid {os.getpid()}, {socket.gethostname()}, {since})"


def _holder(index: Path) -> str:
    try:
        return (index / _HOLDER).read_text("utf-8", "replace")
    except OSError:
        return translate("another process")
