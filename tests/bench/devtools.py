"""Chromium, asked over the pipe of its DevTools protocol, and told to tell nothing by itself.

Playwright has each window report each request while a page is loaded, and each frame: that is time
of the two cores that the page itself is made with.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, Self

_ARGUMENTS = [
    *("--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-sandbox"),
    *("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"),
    *("--disable-component-update", "--disable-extensions"),
    *("--lang=fr", "--accept-lang=fr", "--window-size=1280,900"),
]
#: Where Chromium reads commands, and where it writes answers.
_COMMANDS, _ANSWERS = 3, 4


class Browser:
    """commands, answers: the ends of its pipes that are ours"""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._number, self._unread = 0, b""

    def ask(self, method: str, session: str = "", **parameters: Any) -> Any:
        """What a command of the protocol gives. Raises RuntimeError if it is refused."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        command |= {"sessionId": session} if session else {}
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self._unread:
            self._unread += os.read(self._answers, 1 << 20)
        one, _, self._unread = self._unread.partition(b"\0")
        return json.loads(one)

    @contextmanager
    def profile(self) -> Iterator[str]:
        """A new one, of which nothing is kept."""
        profile = self.ask("Target.createBrowserContext")["browserContextId"]
        yield profile
        self.ask("Target.disposeBrowserContext", browserContextId=profile)


class Window:
    """One of a profile, which is empty."""

    def __init__(self, browser: Browser, profile: str) -> None:
        self._browser = browser
        opened = browser.ask("Target.createTarget", url="about:blank", browserContextId=profile)
        self._target = opened["targetId"]
        attached = browser.ask("Target.attachToTarget", targetId=self._target, flatten=True)
        self._session = attached["sessionId"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.ask("Target.closeTarget", targetId=self._target)

    def go(self, address: str) -> None:
        self._browser.ask("Page.navigate", self._session, url=address)

    def evaluate(self, expression: str) -> Any:
        """What a script gives, a promise's value once it is kept."""
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return self._browser.ask("Runtime.evaluate", self._session, **asked)["result"].get("value")


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A browser of its own, ended afterwards."""
    (read_there, commands), (answers, written_there) = os.pipe(), os.pipe()
    pipes = f"exec {_COMMANDS}<&{read_there} {_ANSWERS}>&{written_there}"
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [path, *_ARGUMENTS, f"--user-data-dir={folder}"]
        shell = ["bash", "-c", f'{pipes}; exec "$@"', "bash", *command]
        with subprocess.Popen(
            shell,
            pass_fds=(read_there, written_there),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ):
            os.close(read_there)
            os.close(written_there)
            browser = Browser(commands, answers)
            yield browser
            browser.ask("Browser.close")
