"""Tasks run in worker processes, one a core, their outcomes in order.

A worker that dies, hangs or eats memory takes nothing with it but the one thing that it was
at, which is reported; the next worker carries on with the following.

limits.py    what reading may take
attempts.py  a task, and its parts
crew.py      the workers, and who is given what
worker.py    the process that does it
minder.py    …and who minds it
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from .attempts import Task, attempt
from .limits import Limits

if TYPE_CHECKING:  # loaded with the first task that is worth a process
    from .crew import Assignment, Crew

__all__ = ["Limits", "Pool", "Task"]

Outcome = TypeVar("Outcome")


class Pool(Generic[Outcome]):
    """Runs tasks in at most `workers` processes, 0 for one a core; they are started with the
    first task that is worth it, and kept until the pool is closed. Use it as a context
    manager.
    """

    #: Bytes below which all that is harmless is done in this process: starting another
    #: takes longer.
    SMALL = 2 << 20
    #: Tasks that may be waiting for each worker, which bounds the memory.
    _WAITING = 3

    def __init__(self, workers: int = 0, limits: Limits | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._limits = limits or Limits()
        self._crew: Crew[Outcome] | None = None

    def __enter__(self) -> "Pool[Outcome]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they do; harmless when repeated."""
        if self._crew is not None:
            self._crew.close()

    def outcomes(self, tasks: Iterable[Task[Outcome]], total: int) -> Iterator[Outcome]:
        """What comes of the tasks, in their order.

        total: about how many bytes they read together, or less
        """
        if self._crew is not None:
            self._crew.broken = False
        waiting: deque[_Here[Outcome] | Assignment[Outcome]] = deque()
        size = 0
        try:
            for task in tasks:
                size += task.size
                much = self._workers > 1 and max(size, total) >= self.SMALL
                waiting.append(self._begin(task, apart=much or task.risky))
                if len(waiting) > self._WAITING * self._workers:
                    yield from waiting.popleft().outcomes()
            while waiting:
                yield from waiting.popleft().outcomes()
        finally:
            for one in waiting:
                one.wanted = False

    def _begin(self, task: Task[Outcome], *, apart: bool) -> "_Here[Outcome] | Assignment[Outcome]":
        if not apart:
            return _Here(task, self._limits)
        if self._crew is None:
            from .crew import Crew

            self._crew = Crew(self._workers, self._limits)
        return _Here(task, self._limits) if self._crew.broken else self._crew.begin(task)


class _Here(Generic[Outcome]):
    """A task that is done in this process, when its turn comes."""

    def __init__(self, task: Task[Outcome], limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self.wanted = True

    def outcomes(self) -> Iterator[Outcome]:
        return attempt(self._task, self._limits)
