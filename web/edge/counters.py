"""Counts that all processes of a server share, for the library `limits`: in SQLite, in a file of
the runtime folder. Its own storages are of one process, or of a service to be run besides.
"""

import sqlite3
import threading
import time
from pathlib import Path

from limits.storage import Storage

#: Seconds that a process waits for another, and counts between two removals of what is over.
_PATIENCE, _SWEEP = 1.0, 1000
_MADE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER, ends REAL)"
#: A window that ends later than one that begins now was begun before the clock was set back.
_COUNTED = """
INSERT INTO counts VALUES (:key, :amount, :ends) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN ends NOT BETWEEN :now AND :ends THEN :amount ELSE count + :amount END,
  ends = CASE WHEN ends NOT BETWEEN :now AND :ends THEN :ends ELSE ends END
RETURNING count
"""


class SharedCounters(Storage):
    """file: of the counts; None for those of this process. Times are seconds since 1970."""

    STORAGE_SCHEME = ["alinea"]  # noqa: RUF012  # as limits declares it

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            file or ":memory:", _PATIENCE, isolation_level=None, check_same_thread=False
        )
        for setting in ("journal_mode = WAL", "synchronous = OFF"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute(_MADE)
        self._since_sweep = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        given = {"key": key, "amount": amount, "ends": now + expiry, "now": now}
        with self._lock:
            self._sweep(now)
            (count,) = self._connection.execute(_COUNTED, given).fetchone()
        return int(count)

    def get(self, key: str) -> int:
        return int(self._row(key)[0])

    def get_expiry(self, key: str) -> float:
        return float(self._row(key)[1])

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with self._lock:
            return self._connection.execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        with self._lock:
            self._connection.execute("DELETE FROM counts WHERE key = ?", (key,))

    def close(self) -> None:
        self._connection.close()

    def _row(self, key: str) -> tuple[int, float]:
        now = time.time()
        with self._lock:
            found: tuple[int, float] | None = self._connection.execute(
                "SELECT count, ends FROM counts WHERE key = ? AND ends > ?", (key, now)
            ).fetchone()
        return found or (0, now)

    def _sweep(self, now: float) -> None:
        self._since_sweep += 1
        if self._since_sweep >= _SWEEP:
            self._since_sweep = 0
            self._connection.execute("DELETE FROM counts WHERE ends <= ?", (now,))
