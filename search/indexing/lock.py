"""One writer at a time, and a word on who it is for the one that comes second."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import filelock

from ..errors import IndexLockedError, IndexUnwritableError
from ..wording.messages import translate
from .generations import GENERATIONS
from .permissions import close_to_others, make_folder, new_file, refusal, refusal_above, wrong_kind

_LOCK = "lock"
_HOLDER = "writer.txt"


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the right to write `index`. Raises IndexLockedError if another process has it,
    IndexUnwritableError where what is written could not be opened afterwards.

    The lock is the operating system's: it is gone with the process, however that ends.
    """
    make_folder(index)
    close_to_others(index / GENERATIONS)
    _refuse_links_and_others(index)
    lock = filelock.FileLock(index / _LOCK, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise IndexLockedError(path=index, holder=_holder(index)) from error
    try:
        with new_file(index / _HOLDER) as file:
            file.write(_introduction())
        yield
    finally:
        (index / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _refuse_links_and_others(index: Path) -> None:
    """An index from elsewhere may have links in these places, through which a build would
    write and remove what isn't the index's.
    """
    reason = refusal_above(index)
    for folder in (index, index / GENERATIONS):
        if not reason and os.path.lexists(folder):
            reason = refusal(str(folder), folder.lstat(), folder=True)
    lock = index / _LOCK
    if not reason and os.path.lexists(lock):
        reason = wrong_kind(str(lock), lock.lstat(), folder=False)
    if reason:
        raise IndexUnwritableError(path=index, reason=reason)


def _introduction() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now().strftime("%H:%M:%S")
    return f"{command} (pid {os.getpid()}, {socket.gethostname()}, {since})"


def _holder(index: Path) -> str:
    try:
        return (index / _HOLDER).read_text("utf-8", "replace")
    except OSError:
        return translate("another process")
