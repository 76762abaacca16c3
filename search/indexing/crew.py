"""Workers, one a core at the most, and what is done by them."""

import contextlib
import queue
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from ..messages import language
from .attempts import Task, attempt, parts
from .limits import Limits
from .minder import Minder, NoWorkerError, StoppedError

Outcome = TypeVar("Outcome")


class Crew(Generic[Outcome]):
    """At most `workers` processes, each started with the first task that it is given.

    broken: whether one couldn't be started
    """

    def __init__(self, workers: int, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(workers, "minder")
        self._local = threading.local()
        self._minders: list[Minder] = []
        self._closed = False
        self.broken = False

    def close(self) -> None:
        """End all workers, whatever they do; harmless when repeated."""
        self._closed = True
        self._threads.shutdown(cancel_futures=True)
        while self._minders:
            self._minders.pop().end()

    def begin(self, task: Task[Outcome]) -> "Assignment[Outcome]":
        """Have it done, by whichever is free first."""
        assignment = Assignment(task, self._limits)
        self._threads.submit(self._mind, assignment, language())
        return assignment

    def _mind(self, assignment: "Assignment[Outcome]", code: str) -> None:
        """Each thread minds a worker of its own."""
        if not hasattr(self._local, "minder"):
            self._local.minder = Minder(self._limits, code, lambda: self._closed)
            self._minders.append(self._local.minder)
        try:
            assignment.fill(self._local.minder)
        except NoWorkerError:
            self.broken = True


class Assignment(Generic[Outcome]):
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
