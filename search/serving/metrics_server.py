"""The port at which metrics are asked for: one address, two methods, the names of this machine, and
little time.

The server that comes with prometheus_client waits without end for the rest of a request, answers
any name (`hosts.py` says what that lets in), repeats what was asked, and tells its versions.
"""

import logging
import socket
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from time import monotonic
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from .hosts import Hosts

PATH = "/metrics"
#: Seconds that a connection may take for all of it.
_TIME = 10.0
#: Connections at once; others are closed.
_CONNECTIONS = 64
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class MetricsServer(ThreadingMixIn, TCPServer):
    """Listens at once; a thread a connection. Raises OSError if the port isn't free.

    time: seconds that a connection may take
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self,
        host: str,
        port: int,
        hosts: Hosts,
        registry: CollectorRegistry,
        *,
        time: float = _TIME,
    ) -> None:
        self.address_family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        self._time = time
        self._ends: dict[socket.socket, float] = {}
        super().__init__(address[:2], partial(_Request, hosts, registry))  # type: ignore[arg-type]

    def process_request(self, request: Any, client_address: Any) -> None:
        if len(self._ends) < _CONNECTIONS:
            self._ends[request] = monotonic() + self._time
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def service_actions(self) -> None:
        """Twice a second: cut off whoever takes too long."""
        for request, end in list(self._ends.items()):
            if end < monotonic():
                with suppress(OSError):  # it ends by itself meanwhile
                    request.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        self._ends.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked is gone, or was cut off."""


class _Request(BaseHTTPRequestHandler):
    """One request, in HTTP/1.0: the connection ends with it."""

    #: Of one that can't be read as one, so that it is told so.
    default_request_version = "HTTP/1.0"

    def __init__(self, hosts: Hosts, registry: CollectorRegistry, *given: Any) -> None:
        self._hosts = hosts
        self._registry = registry
        super().__init__(*given)

    def do_GET(self) -> None:
        """As the page's own port does, of HTTP/1.0 without a Host too (`web/edge/requests.py`)."""
        host = ",".join(self.headers.get_all("Host", []))
        if (host or self.request_version != "HTTP/1.0") and not self._hosts.allows(host):
            self.send_error(HTTPStatus.BAD_REQUEST)
        elif self.path.partition("?")[0] != PATH:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._tell()

    def do_HEAD(self) -> None:
        self.do_GET()

    def _tell(self) -> None:
        try:
            told = generate_latest(self._registry)
        except Exception:
            logging.getLogger(__name__).exception("unforeseen")
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self._answer(HTTPStatus.OK, told, {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    def send_error(self, code: int, *_: str | None) -> None:
        """Without words, which would repeat what was asked."""
        self._answer(code, b"", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers, **_HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def version_string(self) -> str:
        return "Alinea"

    def log_message(self, *_: Any) -> None:
        """Standard error is for the lines of `log`."""
