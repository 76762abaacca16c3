"""The hosts of a cluster: one that has gone is told within seconds, and left alone for a while.

The client leaves alone what refuses a connection, or loses it, and asks another host. A machine
that is gone does neither: nothing comes back from it, which TCP notices where it is told to look.
One that takes a request and never answers it would be asked again, as often as any other.
"""

import errno
import socket
import time
from collections.abc import Mapping, Sequence
from typing import Any

from opensearchpy import Urllib3HttpConnection
from opensearchpy.connection_pool import RoundRobinSelector
from opensearchpy.exceptions import ConnectionError as NotReachedError
from opensearchpy.exceptions import ConnectionTimeout
from urllib3 import Timeout

#: Seconds that a host may take until it is connected: less than it takes to answer.
_CONNECTING = 3.0
#: Seconds that a silent one is left alone.
_LEFT_ALONE = 30.0


#: Seconds in which a machine that is there has said that it got what was sent, and milliseconds; a
#: second passes before it is asked whether it's still there, and between two questions (tcp(7)).
_THERE = 2
_OPTIONS = {"TCP_NODELAY": 1, "TCP_USER_TIMEOUT": 1000 * _THERE}
_PROBES = {"TCP_KEEPIDLE": 1, "TCP_KEEPINTVL": 1, "TCP_KEEPCNT": _THERE}
_SOCKET_OPTIONS = [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), value)
        for name, value in (_OPTIONS | _PROBES).items()
        if hasattr(socket, name)  # not all of them are everywhere
    ),
]


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
        except ConnectionTimeout as error:
            if _is_gone(error):
                raise NotReachedError("N/A", str(error), error.info) from error
            self._silent_until = time.monotonic() + _LEFT_ALONE
            raise

    def _create_urllib3_pool(self) -> None:
        super()._create_urllib3_pool()
        self.pool.conn_kw["socket_options"] = _SOCKET_OPTIONS


def _is_gone(error: ConnectionTimeout) -> bool:
    """Whether it is the system that says so, and not that it took too long."""
    cause = error.info
    while isinstance(cause, BaseException):
        if isinstance(cause, OSError) and cause.errno == errno.ETIMEDOUT:
            return True
        cause = cause.__cause__ or cause.__context__
    return False


class Selector(RoundRobinSelector):
    """Takes turns among those that aren't silent."""

    def select(self, connections: Sequence[Any]) -> Any:
        return super().select([one for one in connections if not one.is_silent] or connections)


OPTIONS: Mapping[str, Any] = {"connection_class": Host, "selector_class": Selector}
