"""A task on its way: what has come of it, what is tried again, what is refused."""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from .limits import Limits, Refusal
from .task import RiskyError, Task, parts

if TYPE_CHECKING:  # loaded with the first task that is worth a process
    from .worker import Job

Outcome = TypeVar("Outcome")


class Assignment(Generic[Outcome]):
    """A task, and how far it is.

    What isn't risky is first tried as a whole; where that fails, in parts. A part that fails
    is refused; but one whose worker was killed from outside is tried again, once, while no
    other worker is at anything (`alone`): it may have been killed for what all of them took.

    found: what came of parts, and waits for its turn
    done: whether there is nothing left to do
    here: whether the rest is done in this process: it seems to be harmless, or (`forced`) no
        worker can be started
    """

    #: Parts whose outcomes may wait, which bounds the memory.
    _FULL = 2

    def __init__(self, task: Task[Outcome], *, here: bool = False, forced: bool = False) -> None:
        self.task = task
        self.found: deque[list[Outcome]] = deque()
        self.done = False
        self.here = here or forced
        self.forced = forced
        self.alone = False
        self._in_parts = task.risky
        self._place = 0

    @property
    def is_full(self) -> bool:
        """Whether so much waits for its turn that no more is to be received."""
        return len(self.found) >= self._FULL

    def job(self) -> "Job":
        """What is left to do, as it is sent to a worker."""
        from .worker import Job

        return Job(self.task, self._in_parts, self._place, only_one=self.alone)

    def answered(self, outcomes: list[Outcome]) -> None:
        """The next part is done."""
        self.found.append(outcomes)
        self._place += 1
        self.alone = False
        self.done = not self._in_parts

    def failed(self, why: Refusal) -> None:
        """The next part can't be done, or the whole."""
        if self.done:
            return
        if not self._in_parts and self.task.split():
            self._in_parts = True  # it is found out which part of it is to blame
            return
        self._in_parts = True
        if why.passing and not self.alone:
            self.alone = True
        else:
            self._refuse(why)

    def do_here(self, limits: Limits) -> Iterator[Outcome]:
        """What comes of what is left, done in this process as far as it is harmless: what isn't
        is left for a worker, and `here` is False.
        """
        for part in self._left():
            try:
                outcomes = part.run(here=not self.forced)
            except RiskyError:
                self.here = False
                return
            except Exception as error:
                if not self._in_parts:
                    self._in_parts = True
                    yield from self.do_here(limits)
                    return
                outcomes = part.refused(limits.failed(error))
            self._place += 1
            yield from outcomes
        self.done = True

    def _left(self) -> list[Task[Outcome]]:
        return (parts(self.task) if self._in_parts else [self.task])[self._place :]

    def _refuse(self, why: Refusal) -> None:
        everything = parts(self.task)
        if self._place < len(everything):
            self.found.append(everything[self._place].refused(why))
        self._place += 1
        self.alone = False
        self.done = self._place >= len(everything)
