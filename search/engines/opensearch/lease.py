"""The right to write, for one machine at a time: a document that its holder renews.

A holder that has died leaves it behind; it's anybody's once it has not been renewed for a while,
by the cluster's clock: those of the machines may differ. Should the clocks of its nodes differ by
more than a lease is long, two may build at once, and the swap lets one through (`store.py`).
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from ...errors import AlineaError, IndexLockedError
from .connection import Connection

#: Seconds after which a lease that isn't renewed is over, and between two renewals.
_LEASE, _RENEWAL = 120.0, 20.0
_CONFLICT = 409


@contextmanager
def leased(connection: Connection, index: str, where: str) -> Iterator[None]:
    """Hold the lease that is in `index`. Raises IndexLockedError if another holds it."""
    lease = _Lease(connection, index)
    if holder := lease.take():
        raise IndexLockedError(path=where, holder=holder)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(lease, ended), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        renewing.join()
        with suppress(AlineaError):  # it ends by itself
            lease.give_back()


def _renew(lease: "_Lease", ended: threading.Event) -> None:
    while not ended.wait(_RENEWAL):
        with suppress(AlineaError):  # the next time, or the swap tells
            lease.write()


class _Lease:
    def __init__(self, connection: Connection, index: str) -> None:
        self._ask, self._now = connection.ask, connection.now
        self._path = f"/{index}/_doc/lease"
        self._version: dict[str, Any] = {}  # of the document as it was written or found
        self._holder = f"pid {os.getpid()}, {socket.gethostname()}"

    def take(self) -> str | None:
        """Who holds it, if it's another."""
        if self.write(op_type="create"):
            return None
        found = self._ask("GET", self._path, ignore=(404,))
        if not found["found"]:
            return None if self.write(op_type="create") else "?"
        if found["_source"]["until"] < self._now():
            self._version = _version(found)
            if self.write():
                return None
        return str(found["_source"]["holder"])

    def write(self, **how: str) -> bool:
        """Whether nobody else has written it since it was last seen."""
        until = self._now() + _LEASE
        since = datetime.now().strftime("%H:%M:%S")
        body = {"until": until, "holder": f"{self._holder}, {since}"}
        asked: dict[str, Any] = {**self._version, **how}
        answer = self._ask("PUT", self._path, body, ignore=(_CONFLICT,), **asked)
        if answer.get("status") == _CONFLICT:
            return False
        self._version = _version(answer)
        return True

    def give_back(self) -> None:
        self._ask("DELETE", self._path, ignore=(404, _CONFLICT), **self._version)


def _version(answer: dict[str, Any]) -> dict[str, int]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
