"""One writer at a time, and a word on who it is for the one that comes second."""

import os
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import filelock

from ..errors import IndexLockedError, IndexUnwritableError
from ..regular_files import open_file
from ..wording.messages import translate
from .generations import CURRENT, GENERATIONS
from .permissions import close_to_others, make_folder, new_file, refusal, refusal_above, wrong_kind

_LOCK = "lock"
_HOLDER = "writer.txt"
#: Bytes of it that are read.
_LONGEST = 500


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the right to write `index`. Raises IndexLockedError if another process has it,
    IndexUnwritableError where what is written could not be opened afterwards, or the system
    refuses to write it.

    The lock is the operating system's: it is gone with the process, however that ends.
    """
    try:
        with _held(index):
            yield
    except OSError as error:
        raise IndexUnwritableError(path=index, reason=error) from error


@contextmanager
def _held(index: Path) -> Iterator[None]:
    _refuse(index, _wrong_folder(index))
    make_folder(index)
    close_to_others(index / GENERATIONS)
    _refuse(index, _links_and_others(index))
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


def _refuse(index: Path, reasons: Iterable[str | None]) -> None:
    if reason := next(filter(None, reasons), None):
        raise IndexUnwritableError(path=index, reason=reason)


def _wrong_folder(index: Path) -> Iterator[str | None]:
    """Why nothing can be made at that path, if there is something."""
    if index.is_symlink():
        yield refusal_above(index)
    if os.path.lexists(index):
        yield wrong_kind(str(index), index.lstat(), folder=True)


def _links_and_others(index: Path) -> Iterator[str | None]:
    """An index from elsewhere may have links in these places, through which a build would
    write and remove what isn't the index's; and a folder where a build would put a file at its end.
    """
    yield refusal_above(index)
    for folder in (index, index / GENERATIONS):
        if os.path.lexists(folder):
            yield refusal(str(folder), folder.lstat(), folder=True)
    lock, pointer = index / _LOCK, index / CURRENT
    if os.path.lexists(lock):
        yield wrong_kind(str(lock), lock.lstat(), folder=False)
    if pointer.is_dir() and not pointer.is_symlink():
        yield wrong_kind(str(pointer), pointer.lstat(), folder=False)


def _introduction() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
    since = datetime.now().strftime("%H:%M:%S")
    return f"{command} (pid {os.getpid()}, {socket.gethostname()}, {since})"


def _holder(index: Path) -> str:
    try:
        with open_file(index / _HOLDER) as file:
            return file.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return translate("another process")
