"""The hosts of a cluster: one that has gone silent is left alone for a while.

The client leaves alone what refuses a connection, or loses it, and asks another host. One that
takes a request and never answers it would be asked again, as often as any other.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from opensearchpy import Urllib3HttpConnection
from opensearchpy.connection_pool import RoundRobinSelector
from opensearchpy.exceptions import ConnectionTimeout
from urllib3 import Timeout

#: Seconds that a host may take until it is connected: less than it takes to answer.
_CONNECTING = 3.0
#: Seconds that a silent one is left alone.
_LEFT_ALONE = 30.0


def timeout(seconds: float) -> Timeout:
    """Of a request that may take so long."""
    return Timeout(connect=min(seconds, _CONNECTING), read=seconds)


class Host(Urllib3HttpConnection):
    """One of them."""

    _silent_until = 0.0

    @property
    def is_silent(self) -> bool:
        return time.monotonic() < self._silent_until

    def perform_request(self, *given: Any, **named: Any) -> Any:
        try:
            return super().perform_request(*given, **named)
        except ConnectionTimeout:
            self._silent_until = time.monotonic() + _LEFT_ALONE
            raise


class Selector(RoundRobinSelector):
    """Takes turns among those that aren't silent."""

    def select(self, connections: Sequence[Any]) -> Any:
        return super().select([one for one in connections if not one.is_silent] or connections)


OPTIONS: Mapping[str, Any] = {"connection_class": Host, "selector_class": Selector}
