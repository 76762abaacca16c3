"""Signs of life: a worker that gives none any more hangs, and is ended by its supervisor, so that
another takes its place. Its connections would wait for ever.

Whatever stops Python in it counts: a library that never comes back and holds the interpreter, a
lock that nobody lets go of, SIGSTOP. The sign is a file that is touched; how many looks it has
stayed as it was says how long, so that no clock that is set and no pause of the whole machine is
taken for silence.
"""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

#: Seconds between two signs.
_PAUSE = 2.0
#: Looks of the supervisor (two a second) for which there may be none. No search may take so long.
PATIENCE = 120


def begin(folder: Path) -> None:
    """Give signs of this process's life from now on."""
    sign = _sign(folder, os.getpid())
    with suppress(OSError):  # a full disk: who gives no sign at all isn't missed
        sign.touch()
        threading.Thread(target=_go_on, args=(sign,), daemon=True).start()


def _go_on(sign: Path) -> None:
    while True:
        time.sleep(_PAUSE)
        with suppress(OSError):
            os.utime(sign)


def _sign(folder: Path, process: int) -> Path:
    return folder / f"{process}.alive"


class Heartbeats:
    """folder: where the signs are; patience: looks"""

    def __init__(self, folder: Path, patience: int = PATIENCE) -> None:
        self._folder = folder
        self._patience = patience
        #: The last sign of each process, and how often it has been seen.
        self._seen: dict[int, tuple[int, int]] = {}

    def is_silent(self, process: int) -> bool:
        """Whether a process that has given signs has given none for long; to be asked regularly."""
        try:
            sign = _sign(self._folder, process).stat().st_mtime_ns
        except OSError:  # it hasn't begun
            return False
        before, count = self._seen.get(process, (0, 0))
        count = count + 1 if sign == before else 0
        self._seen[process] = sign, count
        return count > self._patience

    def forget(self, process: int) -> None:
        """It has ended; another may have its number."""
        self._seen.pop(process, None)
        with suppress(OSError):
            _sign(self._folder, process).unlink()
