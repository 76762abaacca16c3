"""The pool of workers: who is given what, and what comes of it in the order of the tasks."""

import os
import selectors
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from ...wording.messages import language
from ..interruption import check
from .assignment import Assignment
from .limits import Limits
from .task import Task

if TYPE_CHECKING:  # loaded with the first task that is worth a process
    from .supervisor import Supervisor

Outcome = TypeVar("Outcome")
#: Made anew for each wait: workers come and go, and so do their sockets.
_Selector: type[selectors.BaseSelector] = getattr(
    selectors, "PollSelector", selectors.SelectSelector
)


class WorkerPool(Generic[Outcome]):
    """Runs tasks in at most `workers` processes, 0 for one a core; they are started with the
    first task that is worth it, and kept until the pool is closed. Use it as a context
    manager, from one thread.
    """

    #: Bytes below which all that proves to be harmless is done in this process: starting
    #: another takes longer.
    SMALL = 2 << 20
    #: Bytes from which on it's worth it that workers have all loaded that they may need.
    _MUCH = 32 << 20
    #: Tasks that may be waiting for each worker, which bounds the memory.
    _WAITING = 3
    #: Tasks that a worker is sent at once, so that it has the next when it has done one.
    _AHEAD = 2
    #: Seconds that are waited at a time, and between two looks at the workers while what they
    #: have found is used.
    _WAIT, _BETWEEN = 0.05, 0.002

    def __init__(self, workers: int = 0, limits: Limits | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._limits = limits or Limits()
        self._supervisors: list[Supervisor] = []
        self._backlog: deque[Assignment[Outcome]] = deque()
        self._round: object = None
        self._broken = self._reads_much = False
        self._looked = 0.0

    def __enter__(self) -> "WorkerPool[Outcome]":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None and not issubclass(kind, Exception))

    def close(self, *, at_once: bool = False) -> None:
        """End all workers, whatever they do; harmless when repeated.

        at_once: the process that forks them too, which is else kept for the next pool
        """
        self._forget()
        started = bool(self._supervisors)
        while self._supervisors:
            self._supervisors[-1].end()
            self._supervisors.pop()
        if started and at_once:
            from . import fork_server

            fork_server.end()

    def outcomes(
        self, tasks: Iterable[Task[Outcome]], total: int
    ) -> Generator[Outcome, None, None]:
        """What comes of the tasks, in their order. Whatever ends this early ends the workers
        that are at something; close the iterator to end it.

        total: about how many bytes they read together, or less
        """
        self._forget()  # what an iterator has left that nobody has closed
        self._round = mine = object()
        self._broken = False
        self._reads_much = total >= self._MUCH
        waiting: deque[Assignment[Outcome]] = deque()
        size = 0
        try:
            for task in tasks:
                size += task.size
                much = max(size, total) >= self.SMALL
                waiting.append(self._begin(task, apart=much or task.risky))
                while len(waiting) > self._WAITING * self._workers:
                    yield from self._of(waiting.popleft(), mine)
            while waiting:
                yield from self._of(waiting.popleft(), mine)
        finally:
            if self._round is mine:
                self._forget()

    def _begin(self, task: Task[Outcome], *, apart: bool) -> Assignment[Outcome]:
        assignment = Assignment(task, here=not apart, forced=self._broken)
        if not assignment.here:
            self._apart(assignment)
        return assignment

    def _apart(self, assignment: Assignment[Outcome]) -> None:
        """Have it done by a worker, where one can be started."""
        if self._broken:
            assignment.here = assignment.forced = True
            return
        self._backlog.append(assignment)
        self._dispatch()

    def _of(self, assignment: Assignment[Outcome], mine: object) -> Iterator[Outcome]:
        """What comes of the assignment whose turn it is, in a round that is `mine`."""
        while True:
            while assignment.found:
                for outcome in assignment.found.popleft():
                    yield outcome
                    self._glance()
            if assignment.done:
                return
            if assignment.here:
                for outcome in assignment.do_here(self._limits):
                    yield outcome
                    self._glance()
                if not assignment.here:
                    self._apart(assignment)
                continue
            if self._round is not mine:
                raise RuntimeError("the pool has been closed, or is at something else")
            self._turn(self._WAIT)

    def _forget(self) -> None:
        """Nobody wants what isn't done."""
        self._round = None
        self._backlog.clear()
        busy = [one for one in self._supervisors if one.load]
        for supervisor in busy:
            supervisor.kill()
        for supervisor in busy:
            supervisor.give_up()

    # ---- the workers

    def _glance(self) -> None:
        """See to the workers, now and then, while the consumer is busy."""
        if self._supervisors and time.monotonic() - self._looked > self._BETWEEN:
            self._turn(0)

    def _turn(self, timeout: float) -> None:
        """Send and receive what can be, see to the limits, give the workers what is next."""
        check()
        self._dispatch()
        self._exchange(timeout)
        for supervisor in self._supervisors:
            supervisor.check()
        self._dispatch()
        self._looked = time.monotonic()

    def _dispatch(self) -> None:
        from .supervisor import NoWorkerError

        alone = next((one for one in self._supervisors if one.has_alone), None)
        if alone is None:
            self._share_out()
        elif any(one.is_busy for one in self._supervisors if one is not alone):
            return
        for supervisor in [alone] if alone else self._supervisors:
            try:
                supervisor.feed()
            except NoWorkerError:
                self._do_without(supervisor)

    def _share_out(self) -> None:
        """Give the next to whoever has the least; what may take long to one that has nothing."""
        while self._backlog:
            least = min(self._supervisors, key=lambda one: one.load, default=None)
            if least is None or (least.load and len(self._supervisors) < self._workers):
                least = self._hire()
            if least.load >= (1 if self._backlog[0].task.risky else self._AHEAD):
                return
            least.give(self._backlog.popleft())

    def _hire(self) -> "Supervisor":
        from .supervisor import Supervisor

        self._supervisors.append(Supervisor(self._limits, language(), self._reads_much))
        return self._supervisors[-1]

    def _do_without(self, supervisor: "Supervisor") -> None:
        """No worker can be started: what is left, and what follows, is done in this process."""
        self._broken = True
        for assignment in [*supervisor.give_up(), *self._backlog]:
            assignment.here = assignment.forced = True
        self._backlog.clear()

    def _exchange(self, timeout: float) -> None:
        """Wait, so many seconds at the most, until there is something to send or receive."""
        with _Selector() as selector:
            for one in self._supervisors:
                if one.channel is not None and one.events:
                    selector.register(one.channel.socket, one.events, one)
            ready = selector.select(timeout)
        for key, events in ready:
            key.data.handle(events)
