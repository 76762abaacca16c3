"""What reading may take, and what is said where it takes more."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...wording.messages import mark

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

TOO_SLOW = mark("reading it took more than {seconds} seconds.")
TOO_HUNGRY = mark("reading it needed more than {limit} MB of memory.")
TOO_MUCH = mark("it has more than {limit} MB of text.")
TOO_DEEP = mark("it is nested too deeply.")
DIED = mark("the process that read it died ({status}).")
KILLED = mark(
    "the process that read it was killed ({status}), as where memory is short; "
    "the next update tries it again."
)
#: A fault of ours in reading one thing isn't the end of reading the others.
UNFORESEEN = mark("reading it failed ({kind}: {error}).")

#: How a process ends that ran out of memory in a library that has no other answer to it.
_OUT_OF_MEMORY = (
    "SIGABRT",
    "SIGBUS",
    "SIGILL",
    "SIGSEGV",
    "SIGTRAP",
)

#: How one ends that somebody else has ended: the system that has no memory left, an operator.
_FROM_OUTSIDE = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")
#: What `multiprocessing` says of a process if what it was forked from is gone too.
_UNKNOWN = 255


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take.

    seconds: to be read
    memory_mb: beyond what the process has that reads it
    text_mb: of text
    records: in a file of records
    """

    seconds: float = 120.0
    memory_mb: int = 1024
    text_mb: int = 64
    records: int = 10_000_000

    @property
    def memory(self) -> int:
        """In bytes."""
        return self.memory_mb << 20

    @property
    def text(self) -> int:
        """In characters, of which one has a byte or a little more."""
        return self.text_mb << 20

    @property
    def answer(self) -> int:
        """Bytes of what is made of one file: the text, its forms and its stems, as they are
        sent from one process to another. Measured: three to four times a text that is usual,
        six times one of paragraphs of four words; one of two words each, under headings, has
        twelve times, and is refused sooner.
        """
        return 8 * self.text_mb << 20

    def too_slow(self) -> "Refusal":
        return Refusal(TOO_SLOW, seconds=round(self.seconds))

    def too_hungry(self) -> "Refusal":
        return Refusal(TOO_HUNGRY, limit=self.memory_mb)

    def too_much(self) -> "Refusal":
        return Refusal(TOO_MUCH, limit=self.text_mb)

    def died(self, status: int | None, memory: int) -> "Refusal":
        """What to say of a process that ended by itself.

        memory: bytes that it was last seen to have taken for what it read
        """
        name = _name(status or 0)
        if name in _FROM_OUTSIDE or status in (None, _UNKNOWN):
            return Refusal(KILLED, passing=True, status=name)
        if name in _OUT_OF_MEMORY and memory > self.memory // 2:
            return self.too_hungry()
        return Refusal(DIED, status=name)

    def failed(self, error: Exception) -> "Refusal":
        match error:
            case Refusal():
                return error
            case MemoryError():
                return self.too_hungry()
            case RecursionError():
                return Refusal(TOO_DEEP)
        return Refusal(UNFORESEEN, kind=type(error).__name__, error=str(error))


class Refusal(Exception):  # noqa: N818  # it isn't raised out of this package
    """Why something can't be done: a cause, marked for translation, and its details.

    passing: whether it may well be done another time
    """

    def __init__(self, cause: str, *, passing: bool = False, **details: Any) -> None:
        super().__init__(cause)
        self.cause = cause
        self.passing = passing
        self.details = details


def memory_of(process: int | str = "self") -> int:
    """Bytes that a process has for itself; 0 where the system doesn't tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_bytes().split()[5])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def at_most(memory: int) -> Iterator[None]:
    """Let this process have so many bytes more for a while; beyond, nothing is allocated."""
    now = memory_of()
    if resource is None or not now:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = now + memory if before[1] == resource.RLIM_INFINITY else min(now + memory, before[1])
    resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _name(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            pass
    return str(status)
