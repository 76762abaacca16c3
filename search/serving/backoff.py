"""How soon what has died is started again: at once, then later each time (exponential backoff)."""

import time

#: Seconds until the second start, and the longest wait.
_FIRST, _LONGEST = 0.5, 8.0
#: Seconds after which a process has lived so long that its death is the first again.
_SETTLED = 60.0


class Backoff:
    """Of one process. Times are those of `time.monotonic()`, in seconds."""

    def __init__(self) -> None:
        self._deaths = 0
        self._started = time.monotonic()
        self.due = self._started

    def started(self) -> None:
        self._started = time.monotonic()

    def died(self) -> None:
        """Say when the next start is due."""
        now = time.monotonic()
        if now - self._started > _SETTLED:
            self._deaths = 0
        pause = min(_FIRST * 2 ** (self._deaths - 1), _LONGEST) if self._deaths else 0.0
        self._deaths = min(self._deaths + 1, 10)
        self.due = now + pause

    @property
    def is_due(self) -> bool:
        return time.monotonic() >= self.due
