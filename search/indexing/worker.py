"""What a worker process does: it is sent a task, and sends back what comes of each part.

It has limits of its own; what escapes them is up to its `Minder`, in the process that it
works for, with which it never outlives.
"""

import contextlib
import gc
import math
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any

from ..messages import set_language
from .attempts import Task, parts, refuse
from .limits import Limits, Refusal, at_most, memory_of

try:
    import fcntl
    import resource
except ImportError:  # not on Windows
    fcntl = resource = None  # type: ignore[assignment]

#: Seconds beyond its time after which a worker ends even if nobody minds it.
_GRACE = 10
#: Files that a worker may have left open before another takes its place.
_OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Job:
    """A task, in its smallest parts or as one; those before `first` are done."""

    task: Task[Any]
    in_parts: bool
    first: int = 0

    def parts(self) -> Sequence[Task[Any]]:
        return parts(self.task) if self.in_parts else [self.task]


@dataclass(frozen=True, slots=True)
class Failed:
    """A task failed that wasn't cut into its parts."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is done, all or those of its parts before `following`.

    worn: whether the worker has ended too
    """

    following: int
    worn: bool


Answer = list[Any] | Failed | Ended


def work(connection: Connection, code: str, limits: Limits) -> None:
    """Do what is sent, until there is nobody to send any more."""
    _begin(code)
    worker = _Worker(connection, limits)
    connection.send_bytes(b"")  # ready
    with contextlib.suppress(EOFError, OSError):
        while worker.do(connection.recv()):
            pass


class _Worker:
    def __init__(self, connection: Connection, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._memory = memory_of()
        self._files = _open_files()

    def do(self, job: Job) -> bool:
        """False if this process has to be replaced: it has grown, or leaves files open."""
        for place, part in enumerate(job.parts()):
            if place < job.first:
                continue
            self._connection.send_bytes(self._answer(part, refusing=job.in_parts))
            if self._worn():
                self._send(Ended(place + 1, worn=True))
                return False
        self._send(Ended(len(job.parts()), worn=False))
        return True

    def _answer(self, part: Task[Any], *, refusing: bool) -> bytes:
        """What comes of a part, as it is sent."""
        try:
            with at_most(self._limits.memory), self._in_time():
                answer = bytes(ForkingPickler.dumps(part.run()))
            if len(answer) <= self._limits.answer:
                return answer
            why = self._limits.too_much()
        except Exception as error:
            why = self._limits.failed(error)
        return bytes(ForkingPickler.dumps(refuse(part, why) if refusing else Failed(why)))

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        """End even where the process is gone that would end this one."""
        if not hasattr(signal, "alarm"):
            yield
            return
        signal.alarm(math.ceil(self._limits.seconds) + _GRACE)
        try:
            yield
        finally:
            signal.alarm(0)

    def _worn(self) -> bool:
        grown = memory_of() - self._memory > self._limits.memory // 4
        return grown or _open_files() - self._files > _OPEN_FILES

    def _send(self, answer: Answer) -> None:
        self._connection.send(answer)


def _begin(code: str) -> None:
    """What a worker does first. It makes no cycles worth looking for, and much that a
    collector would look at: without one it is a sixth faster (measured).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # is for the one that it works for
    _die_with_parent()
    # What libraries print would disturb whoever looks at the terminal.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    set_language(code)
    gc.disable()


def _die_with_parent() -> None:
    """Not to be left behind, perhaps hanging, where the one that it works for is killed.

    Then there is something to be read from the sentinel, of which a signal tells that ends
    this process, whatever it does (`multiprocessing.parent_process().join()` in a thread
    would wait for the lock of an interpreter that hangs).
    """
    parent = parent_process()
    if fcntl is None or parent is None:
        return
    fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
    fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
    if not parent.is_alive():  # already
        os._exit(1)


def _open_files() -> int:
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0
