"""Standard output and error as the system gives them."""

import io
import os
import sys
from typing import Any


def prepare() -> None:
    """Print what standard output's encoding lacks as « ? », and nothing where it is closed.

    Standard error takes whatever can't be written: what is said of a command never changes
    what comes of it.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # it stays open
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _unfailing(sys.stderr)


def _unfailing(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The same stream; a full disk, a terminal or a reader that is gone is no error."""
    below = io.BufferedWriter(_Unfailing(stream.buffer))
    return io.TextIOWrapper(below, stream.encoding, stream.errors, line_buffering=True)


class _Unfailing(io.RawIOBase):
    """Writes what can be written."""

    def __init__(self, stream: Any) -> None:
        self._stream = getattr(stream, "raw", stream)

    def write(self, content: Any) -> int:
        try:
            written: int | None = self._stream.write(content)
        except OSError:
            written = None
        return len(content) if written is None else written

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._stream.isatty())

    def fileno(self) -> int:
        return int(self._stream.fileno())
