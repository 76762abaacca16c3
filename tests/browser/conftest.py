"""A real browser on a real server, over the small library of `tests/library`."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from collection import write
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from programs import where

from search import Settings, open_indexer

#: Each new window of Chromium loads a page for the completions of its own address field, 0.7 of the
#: 0.9 s of processor that a window takes. What Playwright turns off besides is named again.
_OFF = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "OptimizationHints")
_ARGUMENTS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"),
    f"--disable-features={','.join(_OFF)}",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """The address of a server."""
    index = tmp_path_factory.mktemp("browser") / "index"
    folder = tmp_path_factory.mktemp("documents") / "library"
    write(folder)
    open_indexer(Settings(index=index)).rebuild(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "search", "serve", "--port", str(port), "--index", str(index)]
    surroundings = os.environ | {
        "ALINEA_WORKERS": "1",
        "ALINEA_PAGE_SIZE": "5",
        "ALINEA_SOURCE": str(folder),
        "ALINEA_ORIGINALS": "true",
    }
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address
        process.terminate()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/readyz").close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no server at {address}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = where("chromium")
    assert path
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(request, chromium, server) -> Iterator[BrowserContext]:
    """A reader of French; a test may say otherwise by parametrising `context`."""
    options = {"base_url": server, "locale": "fr-FR"} | getattr(request, "param", {})
    opened = chromium.new_context(**options)
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


@pytest.fixture
def tab(context, server) -> Iterator[Page]:
    """A page that has to be without errors, and to ask nobody but the server."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: wrong.append(asked.url) if not asked.url.startswith(server) else None,
    )
    yield page
    assert wrong == []
