"""Reading a generation that is served from beginning to end, at a walk, for damage in what nobody
has asked for yet (a *scrub*, as of file systems).

It begins anew each hour. Of all server processes one does it: the one that has locked (flock(2))
the manifest, which is opened to be read, so that nothing is written. Where it finds damage it sets
the generation aside and lets go of the lock: then the next one finds it too.
"""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol
from weakref import ReferenceType

from ..errors import IndexDamagedError
from .manifest import NAME, Manifest, checksums

if sys.platform != "win32":
    import fcntl

#: Seconds from opening to the beginning, between two tries for the lock, and between two looks at
#: whether the generation is still served.
_TURN = 2.0
#: Seconds until all is read again, for damage that has come since.
_AGAIN = 3600.0
#: Bytes that are read at once, and seconds of rest after them: some 30 MB a second, a hundredth of
#: a core.
_STEP, _REST = 1 << 20, 0.03


class Served(Protocol):
    """Who serves generations (`last_good.py`)."""

    def serves(self, name: str) -> bool: ...
    def set_aside(self, error: IndexDamagedError) -> bool: ...


def begin_scrub(folder: Path, name: str, manifest: Manifest, server: ReferenceType[Served]) -> None:
    """Scrub a generation in a thread, as long as it's served. name: as the server calls it"""

    def is_wanted() -> bool:
        there = server()
        return there is not None and there.serves(name)

    def found(error: IndexDamagedError) -> None:
        if there := server():
            there.set_aside(error)

    scrub = (folder, manifest, is_wanted, found)
    threading.Thread(target=_scrub_in_turn, args=scrub, name="scrub", daemon=True).start()


def _scrub_in_turn(
    folder: Path,
    manifest: Manifest,
    is_wanted: Callable[[], bool],
    found: Callable[[IndexDamagedError], None],
) -> None:
    with suppress(OSError), (folder / NAME).open("rb") as file:
        while _goes_on(is_wanted):
            if _is_locked(file):
                break
        else:
            return
        try:
            while is_wanted():
                scrub(folder, manifest, is_wanted)
                _rest(is_wanted)
        except IndexDamagedError as error:
            found(error)


def _goes_on(is_wanted: Callable[[], bool]) -> bool:
    time.sleep(_TURN)
    return is_wanted()


def _rest(is_wanted: Callable[[], bool]) -> None:
    """Until it is time to begin again; with the lock, since the others needn't."""
    end = time.monotonic() + _AGAIN
    while time.monotonic() < end and _goes_on(is_wanted):
        pass


def _is_locked(file: BinaryIO) -> bool:
    """Whether it is this process's turn; on Windows it always is."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def scrub(folder: Path, manifest: Manifest, goes_on: Callable[[], bool]) -> None:
    """Compare all of a generation with its checksums, slowly. Raises IndexDamagedError."""
    read = 0
    blocks = checksums(folder, manifest).each_block(folder.joinpath(one) for one in manifest.files)
    for size in blocks:
        read += size
        if read >= _STEP:
            read = 0
            time.sleep(_REST)
            if not goes_on():
                return
