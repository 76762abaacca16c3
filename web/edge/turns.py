"""Requests of a process take turns: one is worked at, the others wait in order of arrival.

Threads hand the interpreter to one another at each system call, which costs, and makes each of
them ready only when the last one is. One after the other, the last is ready no later, and the
first long before (first come, first served).
"""

import threading
from collections import deque

#: Seconds that one waits at the most.
_PATIENCE = 0.05


class _OfThread(threading.local):
    """place: the last one that a thread has taken, a lock that opens when its turn comes"""

    place: "threading.Lock | None" = None


class Turns:
    """A context in which a request is worked at. Safe for threads.

    patience: seconds after which whoever waits takes the turn from whoever has it, who goes on
        without: behind what is slow, or hangs, the first one waits so long, and not each.
    """

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._mutex = threading.Lock()
        self._turn: threading.Lock | None = None
        self._waiting: deque[threading.Lock] = deque()
        self._of_thread = _OfThread()

    def __enter__(self) -> None:
        self._of_thread.place = place = threading.Lock()
        with self._mutex:
            if self._turn is None:
                self._turn = place
                return
            place.acquire()
            self._waiting.append(place)
        if not place.acquire(timeout=self._patience):
            self._take(place)

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Let the next one have the turn, as before this thread waits for something else than the
        processor. Harmless when it has none, or when it is called again.
        """
        with self._mutex:
            if self._turn and self._turn is self._of_thread.place:
                self._turn = self._waiting.popleft() if self._waiting else None
                if self._turn:
                    self._turn.release()

    def _take(self, place: threading.Lock) -> None:
        """Take the turn, unless it was given just now; then another may have taken it again."""
        with self._mutex:
            if place in self._waiting:
                self._waiting.remove(place)
                self._turn = place
