"""Tasks run in worker processes, one a core, their outcomes in order.

A worker that dies, hangs or runs out of memory takes nothing with it but its task: what
can be split is tried again in parts, until the one thing that can't be done is left, and
is reported.
"""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from ..messages import language, set_language, translate

Outcome = TypeVar("Outcome")


class Task(Protocol[Outcome]):
    """Something to be done, small enough to be sent to another process."""

    @property
    def size(self) -> int:
        """About how many bytes have to be read."""

    def run(self) -> list[Outcome]:
        """Do it."""

    def split(self) -> "Sequence[Task[Outcome]]":
        """The same in smaller parts; empty when there is but one thing to do."""

    def refused(self, reason: str) -> list[Outcome]:
        """What comes of it when it can't be done."""


class Pool(Generic[Outcome]):
    """Runs tasks in at most `workers` processes; they are started with the first that is
    worth it. Use it as a context manager.

    seconds: that a task may take
    """

    #: Bytes below which everything is done in this process: starting another takes longer.
    SMALL = 2 << 20
    #: Tasks that may be waiting for each worker, which bounds the memory.
    _WAITING = 3

    def __init__(self, workers: int, seconds: float = 600.0) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._seconds = seconds
        self._pool: ProcessPool | None = None
        self._broken = False

    def __enter__(self) -> "Pool[Outcome]":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def outcomes(self, tasks: Iterable[Task[Outcome]], total: int) -> Iterator[Outcome]:
        """What comes of the tasks, in their order.

        total: about how many bytes they read together
        """
        if self._workers < 2 or total < self.SMALL:
            for task in tasks:
                yield from self._here(task)
            return
        waiting: deque[tuple[Task[Outcome], Future[list[Outcome]]]] = deque()
        for task in tasks:
            if self._broken:
                while waiting:
                    yield from self._finish(*waiting.popleft())
                yield from self._here(task)
                continue
            waiting.append((task, self._schedule(task)))
            if len(waiting) > self._WAITING * self._workers:
                yield from self._finish(*waiting.popleft())
        while waiting:
            yield from self._finish(*waiting.popleft())

    def _here(self, task: Task[Outcome]) -> Iterator[Outcome]:
        try:
            yield from task.run()
        except Exception as error:
            for part in task.split():
                yield from self._here(part)
            if not task.split():
                yield from task.refused(_unforeseen(error))

    def _finish(self, task: Task[Outcome], future: "Future[list[Outcome]]") -> Iterator[Outcome]:
        try:
            yield from future.result()
        except (BrokenProcessPool, CancelledError):  # no worker can be started
            self._broken = True
            yield from self._here(task)
        except TimeoutError:
            reason = translate("reading it took more than {seconds} seconds.")
            yield from self._divide(task, reason.format(seconds=round(self._seconds)))
        except ProcessExpired as error:
            reason = translate("the process that read it died (exit status {status}).")
            yield from self._divide(task, reason.format(status=error.exitcode))
        except Exception as error:
            yield from self._divide(task, _unforeseen(error))

    def _divide(self, task: Task[Outcome], reason: str) -> Iterator[Outcome]:
        parts = task.split()
        if not parts:
            yield from task.refused(reason)
        for part in parts:
            if self._broken:
                yield from self._here(part)
            else:
                yield from self._finish(part, self._schedule(part))

    def _schedule(self, task: Task[Outcome]) -> "Future[list[Outcome]]":
        if self._pool is None:
            # Not a fork of this process, which may have threads, but of a small clean one.
            method = "forkserver" if os.name == "posix" else "spawn"
            context = multiprocessing.get_context(method)
            self._pool = ProcessPool(
                max_workers=self._workers,
                context=context,
                initializer=_begin,
                initargs=[language()],
            )
        future: Future[list[Outcome]] = self._pool.schedule(task.run, timeout=self._seconds)
        return future


def _begin(code: str) -> None:
    """What a worker does first. It makes no cycles worth looking for, and much that a
    collector would look at: without one it is a sixth faster (measured).
    """
    set_language(code)
    gc.disable()


def _unforeseen(error: Exception) -> str:
    """A fault of ours in reading one thing isn't the end of reading the others."""
    reason = translate("reading it failed ({kind}: {error}).")
    return reason.format(kind=type(error).__name__, error=error)
