"""What a worker process does: it is sent a task, and sends back what comes of each part.

It has limits of its own; what escapes them is up to its `Supervisor`, in the process that it
works for, which it never outlives.
"""

import contextlib
import gc
import math
import os
import signal
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from typing import Any

from ...wording.messages import set_language
from .channel import WorkerChannel, pickled
from .limits import Limits, Refusal, at_most, memory_of
from .task import Task, parts

try:
    import fcntl
    import resource
except ImportError:  # not on Windows
    fcntl = resource = None  # type: ignore[assignment]

#: Seconds beyond its time after which a worker ends even if nobody watches it.
_GRACE = 10
#: Files that a worker may have left open before another takes its place.
_OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Job:
    """A task, in its smallest parts or as one; those before `first` are done.

    only_one: whether the following is left to another job
    """

    task: Task[Any]
    in_parts: bool
    first: int = 0
    only_one: bool = False

    def parts(self) -> Sequence[Task[Any]]:
        """What is left."""
        return (parts(self.task) if self.in_parts else [self.task])[self.first :]


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has begun."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A task failed that wasn't cut into its parts."""

    why: Refusal


@dataclass(frozen=True, slots=True)
class Ended:
    """A job has ended.

    finished: whether its task is done
    worn: whether the worker has ended too
    """

    finished: bool
    worn: bool


#: What a worker sends; a list is what came of a part.
Answer = list[Any] | Ready | Failed | Ended


def work(end: socket.socket, code: str, limits: Limits) -> None:
    """Do what is sent, until there is nobody to send any more."""
    _begin(code)
    channel = WorkerChannel(end)
    worker = _Worker(channel, limits)
    with contextlib.suppress(EOFError, OSError):
        channel.send(pickled(Ready()))
        while worker.do(channel.receive()):
            pass


class _Worker:
    def __init__(self, channel: WorkerChannel, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._memory = memory_of()
        self._files = _open_files()

    def do(self, job: Job) -> bool:
        """False if this process has to be replaced: it has grown, or leaves files open."""
        left = job.parts()
        for done, part in enumerate(left[:1] if job.only_one else left, 1):
            answer, failed = self._answer(part, refusing=job.in_parts)
            self._channel.send(answer)
            finished = done == len(left) and not failed
            if self._worn():
                self._channel.send(pickled(Ended(finished, worn=True)))
                return False
            if finished or failed or job.only_one:
                break
        else:
            finished = True
        self._channel.send(pickled(Ended(finished, worn=False)))
        return True

    def _answer(self, part: Task[Any], *, refusing: bool) -> tuple[bytes, bool]:
        """What comes of a part, as it is sent, and whether it is but `Failed`."""
        try:
            with at_most(self._limits.memory), self._in_time():
                answer = pickled(part.run())
            if len(answer) <= self._limits.answer:
                return answer, False
            why = self._limits.too_much()
        except Exception as error:
            why = self._limits.failed(error)
        return pickled(part.refused(why) if refusing else Failed(why)), not refusing

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


def _begin(code: str) -> None:
    """What a worker does first. It makes no cycles worth looking for, and much that a
    collector would look at: without one it is a sixth faster (measured).
    """
    for name in ("SIGINT", "SIGHUP"):  # are for the one that it works for
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
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
