"""Which generation is asked: the newest, or one that is held for a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local

from .snapshot import Snapshot


class Current:
    """newest: gives the generation that is current, or raises IndexUnusableError"""

    def __init__(self, newest: Callable[[], Snapshot]) -> None:
        self._newest = newest
        self._of_thread = local()

    def __call__(self) -> Snapshot:
        held: Snapshot | None = getattr(self._of_thread, "snapshot", None)
        return held or self._newest()

    def renew(self) -> None:
        """Hold the newest one, as that which this thread held turned out to be damaged."""
        if getattr(self._of_thread, "snapshot", None):
            self._of_thread.snapshot = self._newest()

    @contextmanager
    def held(self) -> Iterator[Snapshot]:
        """What this thread asks within is asked of the generation of now, even if there is
        another one meanwhile.
        """
        before = getattr(self._of_thread, "snapshot", None)
        self._of_thread.snapshot = snapshot = self()
        try:
            yield snapshot
        finally:
            self._of_thread.snapshot = before
