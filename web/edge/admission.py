"""How many costly searches go on at once in a server process, and what becomes of the rest.

A few go on, a few wait in the threads that are left, one exports, and one thread is always kept
for what costs little. Whoever comes then is told to come again: a queue that grows only makes
everybody wait (load shedding, Beyer et al., Site Reliability Engineering, 2016, chapter 21).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.errors import BusyError, ExportBusyError

from .turns import Turns

#: Of the server's four threads: costly searches going on, and waiting; a third may
#: export.
_AT_ONCE = 1
_WAITING = 1
#: Seconds that one waits at the most.
_PATIENCE = 2.0


class Admission:
    """Called, a context in which a costly search goes on; entering it raises BusyError.

    turns: that requests take; a costly search gives its own up, so that others go on meanwhile
    """

    def __init__(
        self,
        turns: Turns | None = None,
        *,
        at_once: int = _AT_ONCE,
        waiting: int = _WAITING,
        patience: float = _PATIENCE,
    ) -> None:
        self._turns = turns or Turns()
        self._here = threading.BoundedSemaphore(at_once + waiting)
        self._going_on = threading.BoundedSemaphore(at_once)
        self._patience = patience

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if not self._here.acquire(blocking=False):
            raise BusyError()
        try:
            self._turns.leave()
            if not self._going_on.acquire(timeout=self._patience):
                raise BusyError()
            try:
                yield
            finally:
                self._going_on.release()
        finally:
            self._here.release()


class OneExport:
    """Lets one export go on at a time. It may take minutes, so that nobody waits for it."""

    def __init__(self) -> None:
        self._going_on = threading.Lock()

    def enter(self) -> Callable[[], None]:
        """What ends the export that begins, from whatever thread; harmless when it is called
        again. Raises ExportBusyError.
        """
        if not self._going_on.acquire(blocking=False):
            raise ExportBusyError()
        ended = threading.Event()

        def leave() -> None:
            if not ended.is_set():
                ended.set()
                self._going_on.release()

        return leave
