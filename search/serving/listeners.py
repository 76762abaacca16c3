"""The sockets that a server listens at: one a worker, all at the same port.

They are made and kept by the supervisor: a connection that waits for a worker which dies is
accepted by its successor. The system shares connections out among them (SO_REUSEPORT, socket(7));
of one socket for all, one worker would take most connections that are kept alive: 500 requests
a second against 1,100, with two workers.
"""

import os
import socket

from ..errors import ServerError

#: Milliseconds after which a connection is dropped whose other end takes nothing of what it
#: was sent (tcp(7)).
_STALLED = 20_000


def free_address(host: str, port: int) -> str:
    """The IP address of a host. Raises ServerError unless the port is free there.

    The server itself would share the port with whatever serves there already, and the exporter, a
    process of its own, would be started again and again.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, _, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
        with socket.socket(family, kind) as probe:
            _reuse(probe)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServerError(host=host, port=str(port), reason=reason) from error
    return str(address[0])


def listener(address: str, port: int, backlog: int) -> socket.socket:
    """A socket that listens there beside others of this user; Linux alone shares out among them.

    backlog: connections that may wait to be accepted
    """
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    _reuse(made)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED)
    made.bind((address, port))
    made.listen(backlog)
    made.setblocking(False)
    made.set_inheritable(True)
    return made


def _reuse(made: socket.socket) -> None:
    """What a server that has ended leaves is no obstacle."""
    if os.name == "posix":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
