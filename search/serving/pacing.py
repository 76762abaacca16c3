"""How often what changes is looked at: at once, unless it changes all the time.

A log that is written all day would make a generation every second, each of which is written to
disk whole and has every reader open it. So a path that was indexed just before waits, twice as
long each time, up to a minute; one that has been quiet for longer than that is news again. And no
more than half of the time is spent on building, however much changes.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

#: Seconds that a path waits which was indexed just before, and at the most.
_FIRST, _LONGEST = 1.0, 60.0
#: Seconds that nothing is built after a build that has taken so long or longer.
_REST = 30.0


@dataclass(slots=True)
class _Indexed:
    """When a path was indexed last, and how long it waits from then on (seconds)."""

    at: float
    wait: float = 0.0


class Pacing:
    """clock: gives seconds"""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._indexed: dict[Path, _Indexed] = {}
        self._resting_until = 0.0

    def due(self, changed: Iterable[Path]) -> set[Path]:
        """Which of the paths that have changed are to be indexed now; the others later."""
        now = self._clock()
        if now < self._resting_until:
            return set()
        return {path for path in changed if self._end_of_wait(path) <= now}

    def built(self, paths: Iterable[Path], seconds: float) -> None:
        """They are indexed now, which has taken so long."""
        now = self._clock()
        self._resting_until = now + min(seconds, _REST)
        for path in paths:
            self._indexed[path] = _Indexed(now, self._next_wait(path, now))
        self._forget(now)

    def _end_of_wait(self, path: Path) -> float:
        before = self._indexed.get(path)
        return before.at + before.wait if before else 0.0

    def _next_wait(self, path: Path, now: float) -> float:
        before = self._indexed.get(path)
        if before is None or now - before.at > _quiet(before):
            return _FIRST
        return min(2 * before.wait, _LONGEST)

    def _forget(self, now: float) -> None:
        quiet = [path for path, one in self._indexed.items() if now - one.at > _quiet(one)]
        for path in quiet:
            del self._indexed[path]


def _quiet(indexed: _Indexed) -> float:
    """Seconds without a change after which the next one is news."""
    return 2 * indexed.wait + _FIRST
