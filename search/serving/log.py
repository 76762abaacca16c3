"""Lines for programs: one JSON object a line on standard error, where journald, Docker and the like
gather them.

Each has `time` (UTC, RFC 3339), `event` and `pid`. `build` and `death` come with the level
`events`, `request` with `requests`; what people searched for is in none but with `queries`.
"""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime

import msgspec

LEVELS = ("events", "requests", "queries")
#: Bytes that a pipe takes at once, so that lines of several processes don't mix (POSIX PIPE_BUF).
_LONGEST = 4096

Value = str | int | float | None


class Log:
    """level: one of LEVELS, or "" for nothing"""

    def __init__(self, level: str) -> None:
        self.events = level in LEVELS
        self.requests = level in LEVELS[1:]
        self.queries = level in LEVELS[2:]

    def event(self, name: str, **details: Value) -> None:
        """Write a line, if anything is written at all."""
        if self.events:
            self._write(name, details)

    def request(self, query: str, **details: Value) -> None:
        """Write the line of a request."""
        if not self.requests:
            return
        if self.queries and query:
            details["query"] = query[:512]
        self._write("request", details)

    def _write(self, name: str, details: dict[str, Value]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = msgspec.json.encode({"time": now, "event": name, "pid": os.getpid(), **details})
        with suppress(OSError, ValueError):  # nobody listens any more
            os.write(sys.stderr.fileno(), line[: _LONGEST - 1] + b"\n")
