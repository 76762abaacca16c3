"""One worker process, minded by a thread: it is ended where it takes too much, and replaced."""

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from ..documents.formats import FORMATS
from .attempts import Task, parts, refuse
from .limits import Limits, Refusal, memory_of
from .worker import Ended, Failed, Job, work

#: Seconds between two looks at a worker that says nothing.
_LOOK = 0.05
#: Seconds in which a worker has to be ready.
_START = 60.0
#: What a worker will need. What can't be loaded is left out.
_LOADED = ("search.indexing.tasks", *(f"search.documents.{one.module}" for one in FORMATS))
#: One at a time: `multiprocessing` keeps lists of what it has started.
_starting = threading.Lock()


class NoWorkerError(Exception):
    """No worker can be started."""


class StoppedError(Exception):
    """What comes of it isn't wanted any more."""


class Minder:
    """Has tasks done by a worker, which is started with the first.

    stopped: whether everything is to end
    """

    def __init__(self, limits: Limits, language: str, stopped: Callable[[], bool]) -> None:
        self._limits = limits
        self._language = language
        self._stopped = stopped
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def outcomes(self, task: Task[Any], wanted: Callable[[], bool]) -> Iterator[list[Any]]:
        """What comes of the parts of a task, in their order.

        Raises NoWorkerError if no worker can be started for those that are left, and
        StoppedError once it isn't `wanted`.
        """
        if not task.risky:
            try:
                whole = list(self._done(Job(task, in_parts=False), wanted))
            except Refusal:
                pass  # it is found out which part of it is to blame
            else:
                yield from whole
                return
        count, place = 0, 0
        while not count or place < count:
            job = Job(task, in_parts=True, first=place)
            try:
                for answer in self._done(job, wanted):
                    place += 1
                    yield answer
                return
            except Refusal as why:
                everything = parts(task)
                count = len(everything)
                if place < count:
                    yield refuse(everything[place], why)
                place += 1

    def end(self) -> None:
        """End the worker, whatever it does; harmless when repeated."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _done(self, job: Job, wanted: Callable[[], bool]) -> Iterator[list[Any]]:
        """The same until the worker fails, with the reason as a Refusal."""
        while True:
            connection = self._ready()
            try:
                connection.send(job)
            except OSError:
                raise self._death(0) from None
            except Exception as error:  # it can't be sent
                raise self._limits.failed(error) from error
            while not isinstance(answer := self._answer(connection, wanted), Ended):
                if isinstance(answer, Failed):
                    self.end()
                    raise answer.why
                yield answer
            if not answer.worn:
                return
            self.end()
            if answer.following >= len(job.parts()):
                return
            job = Job(job.task, job.in_parts, answer.following)

    def _answer(self, connection: Connection, wanted: Callable[[], bool]) -> Any:
        assert self._process is not None
        process = self._process.pid or 0
        began, before, memory = time.monotonic(), memory_of(process), 0
        try:
            while not connection.poll(_LOOK):
                if self._stopped() or not wanted():
                    self.end()
                    raise StoppedError
                memory = memory_of(process) - before
                if memory > 2 * self._limits.memory:
                    raise self._too_much(self._limits.too_hungry())
                if time.monotonic() - began > self._limits.seconds:
                    raise self._too_much(self._limits.too_slow())
            return connection.recv()
        except (Refusal, StoppedError):
            raise
        except (EOFError, OSError):
            raise self._death(memory) from None
        except Exception as error:  # it can't be received
            self.end()
            raise self._limits.failed(error) from error

    def _too_much(self, why: Refusal) -> Refusal:
        self.end()
        return why

    def _death(self, memory: int) -> Refusal:
        assert self._process is not None
        self._process.join(1.0)
        status = self._process.exitcode
        self.end()
        return self._limits.died(status, memory)

    def _ready(self) -> Connection:
        if self._connection is not None and self._process is not None:
            if self._process.is_alive():
                return self._connection
            self.end()  # it was killed while it waited: no task is to blame
        try:
            self._connection = self._start()
            if not self._connection.poll(_START):
                raise EOFError
            self._connection.recv_bytes()
        except (OSError, EOFError, AssertionError, RuntimeError) as error:
            self.end()
            raise NoWorkerError from error
        return self._connection

    def _start(self) -> Connection:
        # Not a fork of this process, which may have threads, but of a small clean one that
        # has loaded what reads: a worker's successor is there in 0.03 s instead of 0.35.
        if os.name == "posix":
            context: ForkServerContext | SpawnContext = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(list(_LOADED))
        else:
            context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        with theirs, _starting, _no_program():
            self._connection = ours
            self._process = context.Process(
                target=work, args=(theirs, self._language, self._limits), daemon=True
            )
            self._process.start()
        return ours


@contextlib.contextmanager
def _no_program() -> Iterator[None]:
    """What is started meanwhile isn't told which program starts it.

    `multiprocessing` would run that again in each worker, which needs nothing of it: a script
    without the usual guard would begin to build anew.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
