"""A server that runs while the index is built anew: nobody notices but by the results."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import Settings, open_indexer


@pytest.fixture(params=["whoosh", "tantivy"])
def settings(request, tmp_path) -> Settings:
    """Of an index of one cat."""
    source = tmp_path / "documents"
    source.mkdir()
    (source / "0.txt").write_text("Le chat dort.", "utf-8")
    made = Settings(source=(source,), index=tmp_path / "index", engine=request.param)
    open_indexer(made).rebuild(source)
    return made


@pytest.fixture
def address(settings) -> Iterator[str]:
    """Where two processes serve it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--port", port, "--index", settings.index, "--engine", settings.engine]
    command = [sys.executable, "-m", "search", *map(str, words)]
    surroundings = os.environ | {"ALINEA_WORKERS": "2"}
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as process:
        found = f"http://127.0.0.1:{port}"
        wait(found)
        yield found
        process.terminate()


def wait(address: str) -> None:
    wait_until(lambda: answers(address))


def answers(address: str) -> bool:
    try:
        return total(address) > 0
    except (urllib.error.URLError, ConnectionError):
        return False


def total(address: str) -> int:
    with urllib.request.urlopen(f"{address}/api/search?q=chat") as answer:
        found: int = json.load(answer)["total"]
        return found


def test_builds_while_it_serves_drop_no_request_and_are_seen(settings, address):
    stop, answers, failures = threading.Event(), [], []

    def ask() -> None:
        while not stop.is_set():
            try:
                answers.append(total(address))
            except OSError as error:
                failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    wait_until(lambda: 1 in answers)
    for number in range(1, 6):
        add_a_cat(settings.source[0], number)
        build = open_indexer(settings).rebuild if number % 2 else open_indexer(settings).update
        build(settings.source[0])
        # by whichever process answers
        wait_until(lambda now=number + 1: {total(address) for _ in range(10)} == {now})
        wait_until(lambda now=number + 1: now in answers)
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert set(answers) == {1, 2, 3, 4, 5, 6}


def wait_until(true: Callable[[], bool]) -> None:
    """Raises TimeoutError after a minute."""
    end = time.monotonic() + 60
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)


def add_a_cat(folder: Path, number: int) -> None:
    (folder / f"{number}.txt").write_text(f"Le chat {number} dort.", "utf-8")
