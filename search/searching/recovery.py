"""Asking another generation where one turns out to be damaged while it is asked."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from ..errors import IndexDamagedError, IndexUnusableError
from .current import Current

#: Generations that are asked at the most: there are seldom more than two.
_TRIES = 4

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class Recovery(Protocol):
    """Knows what to serve in place of what is damaged (`indexing.last_good`)."""

    @property
    def fault(self) -> IndexUnusableError | None:
        """Why it isn't the current generation that is served, or None where it is."""

    def set_aside(self, error: IndexDamagedError) -> bool:
        """Serve no more what an error was about. Whether there is something else to be asked."""

    def check(self) -> None:
        """Raises IndexDamagedError where what is served has been damaged while it was asked."""


class NoRecovery:
    """Of a searcher of one generation."""

    fault: IndexUnusableError | None = None

    def set_aside(self, error: IndexDamagedError) -> bool:  # noqa: ARG002
        return False

    def check(self) -> None: ...


class Recovering(Protocol):
    """What can recover."""

    recovery: Recovery
    _current: Current


_Self = TypeVar("_Self", bound=Recovering)


def recovering(
    method: Callable[Concatenate[_Self, _Given], _Found],
) -> Callable[Concatenate[_Self, _Given], _Found]:
    """Have a method that asks the current generation ask the next one where that is damaged."""

    @wraps(method)
    def asked(self: _Self, /, *args: _Given.args, **named: _Given.kwargs) -> _Found:
        for _ in range(_TRIES - 1):
            try:
                found = method(self, *args, **named)
                self.recovery.check()
                return found
            except IndexDamagedError as error:
                if not self.recovery.set_aside(error):
                    raise
                self._current.renew()
        return method(self, *args, **named)

    return asked


def told(found: Iterator[_Found], recovery: Recovery) -> Iterator[_Found]:
    """What is read while it is written out: it can't begin anew, but what is damaged is known
    then.
    """
    try:
        yield from found
    except IndexDamagedError as error:
        recovery.set_aside(error)
        raise
