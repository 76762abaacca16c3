"""What is to be done, in parts of which each may fail alone."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from .limits import Refusal

Outcome = TypeVar("Outcome")


class RiskyError(Exception):
    """What was taken for harmless may hang, die or eat memory: it is for a process apart."""


class Task(Protocol[Outcome]):
    """Something to be done, small enough to be sent to another process."""

    @property
    def size(self) -> int:
        """About how many bytes have to be read."""

    @property
    def risky(self) -> bool:
        """Whether it may hang, die or eat memory: it is done in a process apart."""

    def run(self, *, here: bool = False) -> list[Outcome]:
        """Do it. Where it is done `here`, in the process of whoever asks, what proves not to be
        harmless isn't begun: RiskyError.
        """

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
