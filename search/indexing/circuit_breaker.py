"""A circuit breaker: one opens what all wait for; while it fails, the others are told so at once.

After Nygard, *Release It!*, 2007.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ClusterUnavailableError, IndexOpeningError

#: Seconds that somebody waits for another who opens, and until what has failed is tried again.
_PATIENCE, _PAUSE = 1.0, 2.0


class CircuitBreaker:
    """For what takes as long as a cluster takes to answer, or not to. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failure: tuple[float, ClusterUnavailableError] | None = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Have it done by one at a time. Raises IndexOpeningError while another does it, and for a
        while what has just kept one from it, without trying anew.
        """
        self._tell_failure()
        if not self._lock.acquire(timeout=_PATIENCE):
            raise IndexOpeningError()
        try:
            self._tell_failure()
            yield
        except ClusterUnavailableError as error:
            self._failure = time.monotonic() + _PAUSE, error
            raise
        finally:
            self._lock.release()

    def _tell_failure(self) -> None:
        if self._failure and time.monotonic() < self._failure[0]:
            raise ClusterUnavailableError(**self._failure[1].details)
