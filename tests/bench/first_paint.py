"""When pages are first painted in Chromium.

Each page is asked for by three people: who has never been there, with nothing of it kept; who was
there before, and comes again in another window; who goes on to it from another page, in the same
window. Two others are asked for in turn with the first: an empty page, which some hundred bytes of
HTML are, and the same page, with all that belongs to it, from a server that has it ready in memory.
What they take is Chromium's own, and the machine's. Over the document that comes with Alinéa and
the library of the tests; `--address` names a server of another collection.

Each window is of a new profile and has been open for a while: to open one takes Chromium 0.9 s of
processor, most of it after the window is there (milliseconds since the navigation began, Paint
Timing of the W3C).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from devtools import Browser, Window, chromium
from wrk import free_port, wait

REPOSITORY = Path(__file__).parents[2]
PAGES = {
    "home": "/",
    "hits": "/?q=crue+de+la+vall%C3%A9e",
    "document": "/documents/library/crue.txt?q=crue",
    "documents": "/documents",
}
_EMPTY = "/vide"
#: Seconds that a window has for itself before it is asked for a page.
_SETTLING = 2
#: Where somebody goes on from.
_BEFORE = "/help"
#: The first paint, when the last style sheet was there, and how many requests there were.
_MEASURED = """new Promise(done => {
    const look = () => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        if (!paint || document.readyState !== "complete") return setTimeout(look, 20);
        const asked = performance.getEntriesByType("resource");
        const sheets = asked.filter(one => new URL(one.name).pathname.endsWith(".css"));
        const styled = Math.max(0, ...sheets.map(one => one.responseEnd));
        done([paint.startTime, styled, asked.length + 1]);
    };
    look();
})"""


class _Copies(BaseHTTPRequestHandler):
    """What another server answers, asked for once and kept."""

    protocol_version = "HTTP/1.1"
    origin: str
    kept: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        if self.path not in self.kept:
            with urllib.request.urlopen(self.origin + self.path) as answer:
                self.kept[self.path] = answer.headers["Content-Type"], answer.read()
        kind, content = self.kept[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", help="of a server that runs")
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    path = shutil.which("chromium") or sys.exit("there is no chromium: apt install chromium")
    with (
        _server(asked.address) as address,
        _copies(address) as copies,
        chromium(path) as browser,
    ):
        report(measured(browser, address, copies, asked.rounds))


def measured(
    browser: Browser, address: str, copies: str, rounds: int
) -> dict[str, list[list[float]]]:
    """What `_MEASURED` gives of each page, round by round, after one that warms the servers up."""
    found: dict[str, list[list[float]]] = {}
    for number in range(rounds + 1):
        seen = {"empty": _visits(browser, [copies + _EMPTY])[0]}
        for name, path in PAGES.items():
            seen[name], seen[f"{name}, again"] = _visits(browser, [address + path] * 2)
            seen[f"{name}, ready"] = _visits(browser, [copies + path])[0]
            seen[f"{name}, from another"] = _goes_on(browser, address + _BEFORE, address + path)
        for name, one in seen.items() if number else ():
            found.setdefault(name, []).append(one)
    return found


def _visits(browser: Browser, addresses: list[str]) -> list[list[float]]:
    """Each in a window of its own, of one profile."""
    with browser.profile() as profile:
        return [_visit(browser, profile, address) for address in addresses]


def _visit(browser: Browser, profile: str, address: str) -> list[float]:
    with _window(browser, profile) as window:
        return _paint(window, address)


def _goes_on(browser: Browser, before: str, address: str) -> list[float]:
    with browser.profile() as profile, _window(browser, profile) as window:
        _paint(window, before)
        time.sleep(_SETTLING / 4)
        return _paint(window, address)


@contextmanager
def _window(browser: Browser, profile: str) -> Iterator[Window]:
    with Window(browser, profile) as window:
        time.sleep(_SETTLING)
        yield window


def _paint(window: Window, address: str) -> list[float]:
    """What `_MEASURED` gives, asked once nothing more is painted."""
    window.go(address)
    time.sleep(_SETTLING / 4)
    painted: list[float] = window.evaluate(_MEASURED)
    return painted


def report(found: dict[str, list[list[float]]]) -> None:
    print("| page | first paint, median | least | style sheet there | requests |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, rounds in found.items():
        paints, sheets, requests = zip(*rounds, strict=True)
        medians = [statistics.median(figures) for figures in (sheets, requests)]
        figures = [statistics.median(paints), min(paints), *medians]
        print(f"| {name} | {' | '.join(f'{figure:.0f}' for figure in figures)} |")


@contextmanager
def _copies(origin: str) -> Iterator[str]:
    """The address of a server that answers as the one at `origin` has answered."""
    page = "<!doctype html><html lang=fr><title>Vide</title><p>Un alinéa.".encode()
    _Copies.origin, _Copies.kept = origin, {_EMPTY: ("text/html; charset=utf-8", page)}
    with ThreadingHTTPServer(("127.0.0.1", 0), _Copies) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # Chromium hangs up
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def _server(address: str | None) -> Iterator[str]:
    """The address of a server that runs, or of one over the library."""
    if address:
        yield address
        return
    alinea = [sys.executable, "-m", "search"]
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"ALINEA_INDEX": f"{folder}/index"}
        build = [*alinea, "rebuild", "seeds", "tests/library"]
        subprocess.run(build, cwd=REPOSITORY, env=surroundings, check=True)
        port = free_port()
        command = [*alinea, "serve", "--port", str(port)]
        silent = subprocess.DEVNULL
        with subprocess.Popen(
            command, cwd=REPOSITORY, env=surroundings, stdout=silent, stderr=silent
        ) as process:
            try:
                wait(f"http://127.0.0.1:{port}/readyz")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


if __name__ == "__main__":
    main()
