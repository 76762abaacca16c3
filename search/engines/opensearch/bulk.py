"""Many operations in few requests, no more under way than the cluster takes.

A request that is refused because the cluster has enough to do (429), or whose answer got lost, is
sent again after a pause: an operation names its paragraph, so that done twice it is done once.
Anything else that an operation is refused for ends the build: nothing is lost in silence.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from ...errors import ClusterRefusedError, ClusterUnavailableError
from .connection import PATIENCE, Connection, pauses

#: Bytes of a request, and requests that are under way at once: the memory that loading takes.
_REQUEST, _UNDER_WAY = 4 << 20, 2
_TOO_MANY, _UNAVAILABLE = 429, 503


class Bulk:
    """Operations on one index.

    patience: seconds after which what is still refused ends the build
    """

    def __init__(
        self,
        connection: Connection,
        index: str,
        patience: float = PATIENCE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = connection
        self._path = f"/{index}/_bulk"
        self._patience = patience
        self._sleep = sleep
        self._lines: list[bytes] = []
        self._size = 0
        self._senders = ThreadPoolExecutor(_UNDER_WAY, thread_name_prefix="bulk")
        self._sent: deque[Future[None]] = deque()

    def put(self, key: int, paragraph: bytes) -> None:
        """Write a paragraph, JSON, in place of one with that key."""
        self._add(b'{"index":{"_id":"%d"}}\n%b\n' % (key, paragraph))

    def delete(self, key: int) -> None:
        """Remove a paragraph if it's there."""
        self._add(b'{"delete":{"_id":"%d"}}\n' % key)

    def finish(self) -> None:
        """Wait until all is done; raises what any of it has raised."""
        self._send()
        while self._sent:
            self._sent.popleft().result()
        self._senders.shutdown()

    def abandon(self) -> None:
        """Send nothing more; what is under way ends by itself."""
        self._lines.clear()
        self._patience = 0.0
        self._senders.shutdown(cancel_futures=True)

    def _add(self, operation: bytes) -> None:
        self._lines.append(operation)
        self._size += len(operation)
        if self._size >= _REQUEST:
            self._send()

    def _send(self) -> None:
        """Begin a request; wait for the oldest while too many are under way."""
        if not self._lines:
            return
        while len(self._sent) >= _UNDER_WAY:
            self._sent.popleft().result()
        self._sent.append(self._senders.submit(self._deliver, self._lines))
        self._lines, self._size = [], 0

    def _deliver(self, operations: Sequence[bytes]) -> None:
        until = time.monotonic() + self._patience
        for pause in pauses():
            try:
                operations, reason = self._refused(operations)
            except ClusterUnavailableError as error:
                reason = str(error.details["reason"])
            if not operations:
                return
            if time.monotonic() > until:
                raise ClusterUnavailableError(hosts=self._connection.where, reason=reason)
            self._sleep(pause)

    def _refused(self, operations: Sequence[bytes]) -> tuple[list[bytes], str]:
        """Those of them that have to be sent again, and why. Raises ClusterRefusedError for one
        that will never be taken, ClusterUnavailableError where all have to be sent again.
        """
        answer = self._connection.ask("POST", self._path, b"".join(operations))
        if not answer["errors"]:
            return [], ""
        results: list[dict[str, Any]] = [next(iter(item.values())) for item in answer["items"]]
        again, why = [], ""
        for operation, result in zip(operations, results, strict=True):
            if result["status"] in (_TOO_MANY, _UNAVAILABLE):
                again.append(operation)
                why = f"{result['status']}, {result['error'].get('reason', '')}"
            elif error := result.get("error"):
                reason = f"{result['_id']}: {error.get('reason', error)}"
                raise ClusterRefusedError(hosts=self._connection.where, reason=reason)
        return again, why
