"""`alinea watch` and `alinea serve --watch`, as processes."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search import Settings, open_searcher, open_snapshots

#: Seconds that anything may take on a machine that has other things to do.
PATIENCE = 60


def until(condition: Callable[[], object]) -> None:
    """Wait for a condition, long enough for any machine."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


@contextmanager
def running(*words: object, **options) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "search", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def found(index: Path, query: str) -> list[str]:
    hits = open_searcher(Settings(index=index)).search(query).hits
    return [hit.paragraph.document for hit in hits]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_save_is_one_line_and_in_the_index(documents, own_index, number):
    with running("watch") as watch:
        first = watch.stdout.readline()
        assert first.rstrip().endswith(" s")
        (documents / "c.txt").write_text("Le cerf brame.", "utf-8")
        line = watch.stdout.readline()
        assert re.fullmatch(r"\d\d:\d\d:\d\d · 000002 · added: 1 · \d+\.\d\d s\n", line), line
        assert found(own_index, "cerf") == ["c.txt"]
        watch.send_signal(number)
        assert watch.wait(PATIENCE) == 0


def test_a_watcher_that_is_killed_leaves_a_whole_index_that_the_next_brings_up_to_date(
    process, documents, own_index
):
    with running("watch") as watch:
        watch.stdout.readline()
        for n in range(50):
            (documents / f"{n}.txt").write_text(f"Le cerf {n} brame.", "utf-8")
        time.sleep(0.3)
        watch.kill()
        watch.wait(PATIENCE)
    settings = Settings(index=own_index)
    open_snapshots(settings).verify()
    assert open_snapshots(settings).damaged_files() == []
    assert "52 documents" in process("update").stdout


def test_a_folder_that_is_not_there_is_no_end_of_following(tmp_path, own_index):
    """It may be on a disk that is plugged in later."""
    with running("watch", tmp_path / "later", stderr=subprocess.PIPE) as watch:
        assert "There is no folder of documents at" in watch.stderr.readline()
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "c.txt").write_text("Le cerf brame.", "utf-8")
        until(lambda: found(own_index, "cerf"))


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def total(port: int, query: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/search?q={query}") as answer:
        return int(json.load(answer)["total"])


def serves(port: int) -> bool:
    try:
        return total(port, "chat") > 0
    except OSError:
        return False


def watchers(index: Path) -> list[int]:
    """The processes that follow the documents of an index."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            variables = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--attached" in command and f"ALINEA_INDEX={index}".encode() in variables:
            found.append(int(folder.name))
    return found


@pytest.mark.usefixtures("own_index")
def test_a_save_is_found_by_the_page_and_no_request_is_dropped(documents, port):
    stop, failures = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            try:
                total(port, "chat")
            except OSError as error:
                failures.append(error)
            time.sleep(0.01)

    with running("serve", "--watch", "--port", port, "--workers", 1) as server:
        until(lambda: serves(port))
        asker = threading.Thread(target=ask)
        asker.start()
        for n in range(3):
            (documents / "c.txt").write_text(f"Le cerf numéro{n} brame.", "utf-8")
            until(lambda n=n: total(port, f"num%C3%A9ro{n}") == 1)
        (documents / "c.txt").unlink()
        until(lambda: total(port, "cerf") == 0)
        stop.set()
        asker.join()
        assert failures == []
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_watcher_ends_with_the_server_however_that_ends(own_index, port, number):
    with running("serve", "--watch", "--port", port, "--workers", 1, start_new_session=True) as run:
        until(lambda: serves(port))
        until(lambda: watchers(own_index))
        run.send_signal(number)
        try:
            until(lambda: not watchers(own_index))
        finally:
            for left in watchers(own_index):
                os.kill(left, signal.SIGKILL)
            if number == signal.SIGKILL:  # its own workers outlive it
                os.killpg(run.pid, signal.SIGKILL)


def test_what_has_changed_before_is_found_as_soon_as_it_serves(documents, own_index, port):
    (documents / "c.txt").write_text("Le chat cerf.", "utf-8")
    assert found(own_index, "cerf") == []
    with running("serve", "--watch", "--port", port, "--workers", 1) as server:
        until(lambda: serves(port))
        assert total(port, "cerf") == 1
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.usefixtures("own_index")
def test_an_empty_folder_ends_neither_the_watcher_nor_the_server(documents, port):
    """Its disk isn't mounted yet: the index is served as it is."""
    for path in documents.iterdir():
        path.unlink()
    command = ("serve", "--watch", "--port", port, "--workers", 1)
    with running(*command, stderr=subprocess.PIPE) as server:
        until(lambda: serves(port))
        assert f"There is nothing in {documents}, but" in server.stderr.readline()
        assert total(port, "chat") == 2
        (documents / "c.txt").write_text("Le chat cerf.", "utf-8")
        until(lambda: total(port, "cerf") == 1)
        assert total(port, "chat") == 1
        server.terminate()
        server.wait(PATIENCE)


def test_where_an_empty_folder_is_meant_the_index_is_too(documents, own_index):
    for path in documents.iterdir():
        path.unlink()
    with running("watch", "--allow-empty") as watch:
        assert "removed: 2" in watch.stdout.readline()
    assert found(own_index, "chat") == []
