"""Tasks run in worker processes, one a core, their outcomes in order.

A worker that dies, hangs or eats memory takes nothing with it but the one thing that it was
at, which is reported; the next worker carries on with the following.

limits.py    what reading may take
attempts.py  a task, and its parts
worker.py    the process that does it
minder.py    …and who minds it
"""

import contextlib
import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from ..messages import language
from .attempts import Task, attempt, parts
from .limits import Limits
from .minder import Minder, NoWorkerError, StoppedError

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
        self._threads: ThreadPoolExecutor | None = None
        self._local = threading.local()
        self._minders: list[Minder] = []
        self._closed = False
        self._broken = False

    def __enter__(self) -> "Pool[Outcome]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they do; harmless when repeated."""
        self._closed = True
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        while self._minders:
            self._minders.pop().end()

    def outcomes(self, tasks: Iterable[Task[Outcome]], total: int) -> Iterator[Outcome]:
        """What comes of the tasks, in their order.

        total: about how many bytes they read together, or less
        """
        self._broken = False
        waiting: deque[_Here[Outcome] | _Job[Outcome]] = deque()
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

    def _begin(self, task: Task[Outcome], *, apart: bool) -> "_Here[Outcome] | _Job[Outcome]":
        if self._broken or not apart:
            return _Here(task, self._limits)
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._workers, "minder")
        job = _Job(task, self._limits)
        self._threads.submit(self._mind, job, language())
        return job

    def _mind(self, job: "_Job[Outcome]", code: str) -> None:
        """Each thread minds a worker of its own."""
        if not hasattr(self._local, "minder"):
            self._local.minder = Minder(self._limits, code, lambda: self._closed)
            self._minders.append(self._local.minder)
        try:
            job.fill(self._local.minder)
        except NoWorkerError:
            self._broken = True


class _Here(Generic[Outcome]):
    """A task that is done in this process, when its turn comes."""

    def __init__(self, task: Task[Outcome], limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self.wanted = True

    def outcomes(self) -> Iterator[Outcome]:
        return attempt(self._task, self._limits)


class _Job(Generic[Outcome]):
    """A task that is done by a worker; what comes of it waits until its turn comes."""

    #: Parts of it whose outcomes may wait.
    _FULL = 2
    #: Seconds between two looks whether anybody still wants them.
    _LOOK = 0.1

    def __init__(self, task: Task[Outcome], limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self._found: queue.Queue[list[Outcome] | BaseException | None] = queue.Queue(self._FULL)
        self.wanted = True

    def fill(self, minder: Minder) -> None:
        """Have it done; run by a thread. What is raised is told to who waits for it, too."""
        try:
            for some in minder.outcomes(self._task, lambda: self.wanted):
                self._put(some)
            self._put(None)
        except StoppedError:
            pass
        except BaseException as error:
            with contextlib.suppress(StoppedError):
                self._put(error)
            raise

    def outcomes(self) -> Iterator[Outcome]:
        """What comes of it. Where no worker can be started, it is done in this process."""
        done = 0
        while (some := self._found.get()) is not None:
            match some:
                case NoWorkerError() if not done:
                    yield from attempt(self._task, self._limits)
                    return
                case NoWorkerError():
                    for part in parts(self._task)[done:]:
                        yield from attempt(part, self._limits)
                    return
                case BaseException():
                    raise some
                case _:
                    done += 1
                    yield from some

    def _put(self, some: list[Outcome] | BaseException | None) -> None:
        while self.wanted:
            with contextlib.suppress(queue.Full):
                self._found.put(some, timeout=self._LOOK)
                return
        raise StoppedError
