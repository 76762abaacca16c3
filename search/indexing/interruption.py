"""The signals that end a program: raised where they come, as one exception, but for moments
that must not be cut short.

Only the first counts: whoever presses Ctrl-C twice is not to end what the first one began,
the removal of what was half written.
"""

import atexit
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it has no name at run time
    from sys import UnraisableHookArgs

#: What asks a program to end: Ctrl-C, `kill`, a terminal that is closed (not on Windows).
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


#: Seconds after which an exception is raised again that nobody could catch (not on Windows).
_AGAIN = 0.05


class Interrupted(KeyboardInterrupt):
    """A signal has come.

    number: which
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Signals:
    """What has come, for the whole process, as signals do.

    number: the first signal, 0 before; held: how many wait that none is raised meanwhile
    """

    def __init__(self) -> None:
        self.number = 0
        self.held = 0

    def come(self, number: int, _: FrameType | None) -> None:
        if self.number:
            return
        self.number = number
        if not self.held:
            raise Interrupted(number)

    def come_again(self, _: int, __: FrameType | None) -> None:
        if self.number and not self.held:
            raise Interrupted(self.number)


_signals = _Signals()


@contextmanager
def raising() -> Iterator[None]:
    """Raise `Interrupted` in the main thread when a signal comes. What the process was told
    to ignore it goes on ignoring (`nohup`).
    """
    before = {}
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, _signals.come)
    try:
        with _raising_what_is_lost():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _signals.number = 0


@contextmanager
def _raising_what_is_lost() -> Iterator[None]:
    """Python reports an exception that comes in a finalizer, or while a module's lock is let
    go, and forgets it. Such a one comes again a moment later.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    report = sys.unraisablehook

    def come_again(lost: "UnraisableHookArgs") -> None:
        if isinstance(lost.exc_value, Interrupted):
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        else:
            report(lost)

    before = signal.signal(signal.SIGALRM, _signals.come_again)
    sys.unraisablehook = come_again
    try:
        yield
    finally:
        sys.unraisablehook = report
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def held() -> Iterator[None]:
    """What comes meanwhile is raised at the end. For what is short: nothing else ends it."""
    earlier = _signals.number
    _signals.held += 1
    try:
        yield
    finally:
        _signals.held -= 1
        if not earlier:
            check()


def check() -> None:
    """Raise `Interrupted` if a signal has come: the exception may have been lost, as in a
    callback of a library that catches all.
    """
    if _signals.number and not _signals.held:
        raise Interrupted(_signals.number)


def came() -> bool:
    """Whether a signal has come; what fails afterwards may do so because of it, as writing to
    a terminal that is closed.
    """
    return bool(_signals.number)


def status() -> int:
    """The exit status that shells give for the signal that came: 130, 143, 129."""
    return 128 + (_signals.number or signal.SIGINT)


def end_by(number: int) -> None:
    """End this process by the signal, so that whoever started it sees why: a loop in a shell
    ends with it, too. Returns where the system has no such end.

    What is done at the end of a program is done first: `multiprocessing` has a temporary folder.
    """
    if os.name == "posix":
        with suppress(BaseException):  # the process ends by the signal in any case
            atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # the terminal may be gone
                stream.flush()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
