"""What the supervisor knows of its processes, told to them and to the exporter of metrics.

It stands in a file of the runtime folder, which is replaced whole: whoever reads it waits for
nobody.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

import msgspec
from filelock import FileLock, Timeout

#: The variable that tells the processes of a server where its runtime folder is.
VARIABLE = "ALINEA_RUNTIME"
_PREFIX = "alinea-"
_STATUS, _LOCK = "status.json", "lock"
#: Seconds for which a folder may belong to a server that has just begun.
_NEW = 10


class Status(msgspec.Struct, frozen=True):
    """workers: server processes that there should be; running: that there are
    sidecars: whether each process beside them runs, by its name
    deaths: how many processes have died, by name
    """

    workers: int
    running: int
    sidecars: dict[str, bool]
    deaths: dict[str, int]

    @property
    def is_whole(self) -> bool:
        return self.running >= self.workers and all(self.sidecars.values())


@contextmanager
def runtime_folder() -> Iterator[Path]:
    """A folder for what the processes of a server share, gone with it. What a server that was
    killed has left is removed first.

    Raises OSError where there is no place for one.
    """
    for left in Path(gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        _remove_if_left(left)
    folder = Path(mkdtemp(prefix=_PREFIX))
    os.environ[VARIABLE] = str(folder)
    try:
        with FileLock(folder / _LOCK):
            yield folder
    finally:
        os.environ.pop(VARIABLE, None)
        rmtree(folder, ignore_errors=True)


def _remove_if_left(lock: Path) -> None:
    with suppress(OSError, Timeout):
        found = lock.parent.lstat()
        if found.st_uid != os.geteuid() or time.time() - found.st_mtime < _NEW:
            return
        with FileLock(lock, timeout=0):
            rmtree(lock.parent, ignore_errors=True)


def shared_folder() -> Path | None:
    """The runtime folder of the server that this process belongs to, if it does to any."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def write_status(folder: Path, status: Status) -> None:
    with suppress(OSError):  # a full disk is no reason to end
        written = folder / f"{_STATUS}.new"
        written.write_bytes(msgspec.json.encode(status))
        written.replace(folder / _STATUS)


def read_status(folder: Path | None = None) -> Status | None:
    """What the supervisor said last; None where there is none."""
    folder = folder or shared_folder()
    if folder is None:
        return None
    try:
        return msgspec.json.decode((folder / _STATUS).read_bytes(), type=Status)
    except (OSError, msgspec.MsgspecError):
        return None


def status_name(status: int) -> str:
    """An exit status as people say it: a signal's name, or a number."""
    try:
        return signal.Signals(-status).name if status < 0 else str(status)
    except ValueError:
        return str(-status)
