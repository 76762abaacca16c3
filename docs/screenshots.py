"""Makes the pictures of the README anew: `make pictures`.

Of the page over a collection of the project's own, the small library that its tests read and the
document that comes with Alinéa, in Chromium without a screen.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).parents[1]
COLLECTION = ("tests/library", "seeds")
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"]
_CHROMIUM = ("chromium", "chromium-browser")
#: Seconds that a server may take to begin.
_PATIENCE = 30


class Picture(NamedTuple):
    """name: of the file in docs/; path: of the page; size: pixels"""

    name: str
    path: str
    size: tuple[int, int]
    options: dict[str, Any] = {}  # noqa: RUF012


PICTURES = (
    Picture("home", "/", (1000, 720)),
    Picture("hits", "/?q=crue+de+l%E2%80%99Orvelle", (1000, 720)),
    Picture("document", "/documents/library/crue.txt?q=crue#p4", (1000, 720)),
    Picture("night", "/?q=vall%C3%A9e", (390, 720), {"color_scheme": "dark", "is_mobile": True}),
)


def main() -> None:
    """Write the pictures."""
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None:
        sys.exit("there is no chromium: apt install chromium")
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        for picture in PICTURES:
            width, height = picture.size
            page = browser.new_page(
                base_url=address,
                locale="fr-FR",
                viewport={"width": width, "height": height},
                **picture.options,
            )
            page.goto(picture.path)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=REPOSITORY / "docs" / f"{picture.name}.png")
            page.close()
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    """The address of a server over the collection."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"ALINEA_INDEX": f"{folder}/index", "ALINEA_WORKERS": "1"}
        alinea = [sys.executable, "-m", "search"]
        subprocess.run(
            [*alinea, "rebuild", *COLLECTION], cwd=REPOSITORY, env=surroundings, check=True
        )
        command = [*alinea, "serve", "--port", str(port)]
        with subprocess.Popen(command, cwd=REPOSITORY, env=surroundings) as process:
            address = f"http://127.0.0.1:{port}"
            try:
                _wait(address)
                yield address
            finally:
                process.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/readyz").close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no server at {address}")


if __name__ == "__main__":
    main()
