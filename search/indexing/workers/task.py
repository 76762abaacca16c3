"""What is to be done, in parts of which each may fail alone."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from .limits import Limits, Refusal

Outcome = TypeVar("Outcome")


class Task(Protocol[Outcome]):
    """Something to be done, small enough to be sent to another process."""

    @property
    def size(self) -> int:
        """About how many bytes have to be read."""

    @property
    def risky(self) -> bool:
        """Whether it may hang, die or eat memory: it is done in a process apart."""

    def run(self) -> list[Outcome]:
        """Do it."""

    def split(self) -> "Sequence[Task[Outcome]]":
        """The same in smaller parts; empty when there is but one thing to do."""

    def refused(self, why: Refusal) -> list[Outcome]:
        """What comes of it when it can't be done."""


def parts(task: Task[Outcome]) -> list[Task[Outcome]]:
    """The task in its smallest parts, the same whenever it is asked."""
    found: list[Task[Outcome]] = []
    pending = [task]
    while pending:
        one = pending.pop()
        smaller = one.split()
        if smaller:
            pending += reversed(smaller)
        else:
            found.append(one)
    return found


def attempt(task: Task[Outcome], limits: Limits) -> Iterator[Outcome]:
    """Do it in this process; what fails is tried again in parts."""
    try:
        yield from task.run()
        return
    except Exception as error:
        smaller = task.split()
        if not smaller:
            yield from task.refused(limits.failed(error))
            return
    for part in smaller:
        yield from attempt(part, limits)
