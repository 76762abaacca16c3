"""One worker process: started with the first job, ended where it takes too much, replaced."""

import contextlib
import pickle
import selectors
import socket
import time
from collections import deque
from multiprocessing.process import BaseProcess
from typing import Any

from . import fork_server
from .assignment import Assignment
from .channel import Channel
from .limits import Limits, Refusal, memory_of
from .worker import Ended, Failed, Ready, work

#: Seconds between two looks at what a worker takes.
_LOOK = 0.05
#: Seconds in which a worker has to be ready, and how often it is tried to start one.
_START, _STARTS = 60.0, 3
#: Seconds until a worker that was killed is gone.
_GONE = 1.0
#: Bytes by which a message may be longer than the answer in it.
_FRAME = 1 << 16


class NoWorkerError(Exception):
    """No worker can be started."""


class Supervisor:
    """Has assignments done by a worker, one after the other.

    Nothing here waits but for a process to be forked, or to be gone once it was killed. All
    but `end` raise NoWorkerError when no worker can be started.
    """

    def __init__(self, limits: Limits, language: str, reads_much: bool) -> None:
        self._limits = limits
        self._language = language
        self._reads_much = reads_much
        self._process: BaseProcess | None = None
        self._channel: Channel | None = None
        #: In the order in which the worker does them; it has been sent the first `_sent`.
        self._jobs: deque[Assignment[Any]] = deque()
        self._sent = 0
        self._ready = False
        self._starts = 0
        self._began = self._looked = 0.0
        self._memory = self._taken = 0

    # ---- what it is asked

    @property
    def channel(self) -> Channel | None:
        """To the worker, if there is one."""
        return self._channel

    @property
    def events(self) -> int:
        """What to wait for, as selectors name it."""
        assert self._channel is not None
        reading = 0 if self._is_full else selectors.EVENT_READ
        return reading | (selectors.EVENT_WRITE if self._channel.is_sending else 0)

    @property
    def load(self) -> int:
        """How many assignments it has."""
        return len(self._jobs)

    @property
    def is_busy(self) -> bool:
        """Whether its worker is at something, other than waiting until it is heard."""
        return self._sent > 0 and not self._is_full

    @property
    def has_alone(self) -> bool:
        """Whether the next is to be done while no other worker is at anything."""
        return bool(self._jobs) and self._jobs[0].alone

    # ---- what it is told

    def give(self, assignment: Assignment[Any]) -> None:
        self._jobs.append(assignment)

    def give_up(self) -> list[Assignment[Any]]:
        """End the worker; what it hadn't done."""
        left, self._jobs = list(self._jobs), deque()
        self.end()
        return left

    def feed(self) -> None:
        """Send the worker what it hasn't been sent, after starting one if there is none."""
        while self._sent < len(self._jobs) and not (self._sent and self.has_alone):
            self._start()
            assert self._channel is not None
            try:
                self._channel.send(self._jobs[self._sent].job())
            except Exception as error:  # it can't be pickled
                self._failed_to_send(self._limits.failed(error))
                continue
            self._sent += 1
            if self._sent == 1:
                self._restart_clock()

    def handle(self, events: int) -> None:
        """Something can be sent or received."""
        assert self._channel is not None
        if events & selectors.EVENT_WRITE:
            self._channel.flush()
        if events & selectors.EVENT_READ:
            self._receive()

    def check(self) -> None:
        """End a worker that takes too much."""
        now = time.monotonic()
        if self._channel is None or now - self._looked < _LOOK:
            return
        self._looked = now
        if not self._ready:
            if now - self._began > _START:
                self._died()
        elif self._is_full:
            self._restart_clock()  # it is waited for nobody but this process
        elif self._sent:
            self._taken = memory_of(self._pid) - self._memory
            if self._taken > 2 * self._limits.memory:
                self._failed(self._limits.too_hungry())
            elif now - self._began > self._limits.seconds:
                self._failed(self._limits.too_slow())

    def kill(self) -> None:
        """Have the worker killed, without waiting until it is gone: `end` does."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the worker, whatever it does; harmless when repeated."""
        process, self._process = self._process, None
        channel, self._channel = self._channel, None
        self._sent, self._ready = 0, False
        if channel is not None:
            channel.close()
        if process is not None:
            process.kill()
            process.join(_GONE)
            with contextlib.suppress(ValueError):  # not gone yet: the system is slow to end it
                process.close()

    # ---- answers

    def _receive(self) -> None:
        assert self._channel is not None
        try:
            content = self._channel.receive()
        except EOFError:
            self._died()
            return
        if content is None:
            self._began = time.monotonic()  # it is sending
            return
        try:
            answer = pickle.loads(content)
        except Exception as error:
            self._failed(self._limits.failed(error))
            return
        self._take(answer)
        self._restart_clock()

    def _take(self, answer: Any) -> None:
        match answer:
            case Ready():
                self._ready, self._starts = True, 0
            case Failed():
                self._jobs[0].failed(answer.why)
            case Ended():
                self._ended(answer)
            case _:
                self._jobs[0].answered(answer)

    def _ended(self, ended: Ended) -> None:
        """What isn't finished is sent again, after what the worker has been sent already."""
        current = self._jobs.popleft()
        self._sent -= 1
        current.done = current.done or ended.finished
        if not current.done:
            self._jobs.insert(self._sent, current)
        if ended.worn:
            self.end()

    def _died(self) -> None:
        """By itself, or by somebody else: before it began, at something, or at nothing."""
        if not self._ready:
            self._starts += 1
            self.end()
        elif not self._sent:
            self.end()
        else:
            assert self._process is not None
            self._process.join(_GONE)
            self._failed(self._limits.died(self._process.exitcode, self._taken))

    def _failed(self, why: Refusal) -> None:
        """What the worker is at can't be done so; the worker is ended."""
        self.end()
        self._blame(0, why)

    def _failed_to_send(self, why: Refusal) -> None:
        self._blame(self._sent, why)

    def _blame(self, place: int, why: Refusal) -> None:
        self._jobs[place].failed(why)
        if self._jobs[place].done:
            del self._jobs[place]

    @property
    def _is_full(self) -> bool:
        """Whether what it is at has outcomes enough that nobody has taken."""
        return self._sent > 0 and self._jobs[0].is_full

    # ---- the process

    @property
    def _pid(self) -> int:
        return (self._process and self._process.pid) or 0

    def _restart_clock(self) -> None:
        """Time and memory are those of the part that it is at."""
        self._began = self._looked = time.monotonic()
        self._memory, self._taken = memory_of(self._pid), 0

    def _start(self) -> None:
        """Have a worker: what is sent to it before it is ready waits."""
        while self._channel is None:
            if self._starts >= _STARTS:
                self._starts = 0
                raise NoWorkerError
            try:
                self._fork()
            except (OSError, EOFError, AssertionError, RuntimeError):
                # What forks it may just have been killed; the next attempt starts another.
                self._starts += 1
                self.end()
            self._restart_clock()

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, fork_server.ready(for_much=self._reads_much) as context:
            channel = Channel(ours, self._limits.answer + _FRAME)
            process = context.Process(
                target=work, args=(theirs, self._language, self._limits), daemon=True
            )
            process.start()
            self._process, self._channel = process, channel
