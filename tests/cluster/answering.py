"""A server that answers as it is told, where a real cluster would have to be made to fail."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import trustme


class Answer(NamedTuple):
    """status 0: the connection is closed without one; seconds: before it comes
    body: bytes of a kind, or what JSON is made of
    """

    status: int
    body: Any = None
    seconds: float = 0.0
    kind: str = "text/html"


#: What is answered to a path and a body.
Answering = Callable[[str, bytes], Answer]


@contextmanager
def answering(answer: Answering, authority: trustme.CA | None = None) -> Iterator[str]:
    """The server's URL. authority: of its certificate, if it has one"""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body, seconds, kind = answer(self.path, given)
            time.sleep(seconds)
            if not status:
                self.close_connection = True
                return
            is_text = isinstance(body, bytes)
            content = body if is_text else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind if is_text else "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if authority:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'https' if authority else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
