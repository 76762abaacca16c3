"""Processes die, however they die: another takes their place, and none outlives its parent."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from search.serving.heartbeat import Heartbeats
from search.serving.status import VARIABLE, Status, read_status, runtime_folder

#: Seconds that anything may take on a machine that has other things to do.
PATIENCE = 60
IDLE = 600


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A server of two workers that follows a folder of its own."""

    folder: Path
    port: int
    metrics_port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> dict[str, object]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            found: dict[str, object] = json.load(answer)
        return found

    @property
    def is_ready(self) -> bool:
        with suppress(OSError):
            return self.get("/readyz")["status"] == "ready"
        return False

    def metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as answer:
            return str(answer.read(), "utf-8")

    def children(self, what: str = "") -> list[psutil.Process]:
        """Those that run a command, or the workers."""
        found = psutil.Process(self.process.pid).children()
        return [one for one in found if ("--attached" in one.cmdline()) == bool(what)
                and (not what or what in one.cmdline())]  # fmt: skip

    def lines(self, event: str) -> list[dict[str, object]]:
        found = map(json.loads, (self.folder / "log").read_text("utf-8").splitlines())
        return [line for line in found if line["event"] == event]


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> Iterator[Callable[[], Server]]:
    running: list[Server] = []

    def start() -> Server:
        folder = tmp_path_factory.mktemp("served")
        (folder / "documents").mkdir()
        (folder / "documents" / "a.txt").write_text("Le chat dort.", "utf-8")
        port, metrics_port = free_port(), free_port()
        surroundings = os.environ | {
            "ALINEA_WORKERS": "2",
            "ALINEA_SOURCE": str(folder / "documents"),
            "ALINEA_METRICS_PORT": str(metrics_port),
            "ALINEA_LOG": "requests",
            "TMPDIR": str(folder),
        }
        words = ["serve", "--watch", "--port", str(port), "--index", str(folder / "index")]
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "search", *words]
            process = subprocess.Popen(
                command, env=surroundings, stderr=log, stdout=subprocess.DEVNULL
            )
        server = Server(folder, port, metrics_port, process)
        running.append(server)
        until(lambda: server.is_ready)
        return server

    yield start
    for server in running:
        server.process.terminate()
        server.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def server(started) -> Server:
    return started()


def test_a_worker_that_dies_is_replaced_and_told_and_no_request_is_lost(server):
    killed = server.children()
    for one in killed:
        one.kill()
    assert server.get("/healthz") == {"status": "ok"}  # it waited until there was a worker
    until(lambda: len(server.children()) == 2 and server.is_ready)
    assert not {one.pid for one in server.children()} & {one.pid for one in killed}
    told = [(line["process"], line["status"]) for line in server.lines("death")]
    assert told.count(("worker", "SIGKILL")) == 2


BEATING = """
import pathlib, sys, time
from search.serving import heartbeat
heartbeat._PAUSE = 0.01
heartbeat.begin(pathlib.Path(sys.argv[1]))
time.sleep(600)
"""


def test_a_worker_that_hangs_is_told_from_one_that_lives(tmp_path):
    """As a library that never comes back would, or a debugger, it is stopped."""
    with subprocess.Popen([sys.executable, "-c", BEATING, str(tmp_path)]) as worker:
        beats, impatient = Heartbeats(tmp_path, 10**6), Heartbeats(tmp_path, 20)
        assert not impatient.is_silent(worker.pid)  # it has only begun
        until((tmp_path / f"{worker.pid}.alive").exists)
        worker.send_signal(signal.SIGSTOP)
        until(lambda: impatient.is_silent(worker.pid))
        assert not beats.is_silent(worker.pid)
        worker.send_signal(signal.SIGCONT)
        until(lambda: not impatient.is_silent(worker.pid))
        worker.kill()
    impatient.forget(worker.pid)
    assert not any(impatient.is_silent(worker.pid) for _ in range(50))
    assert list(tmp_path.iterdir()) == []


def test_the_workers_of_a_server_give_signs_of_life(server):
    folder = next(server.folder.glob("alinea-*"))
    until(lambda: {f"{one.pid}.alive" for one in server.children()} <= set(os.listdir(folder)))
    signs = {one: one.stat().st_mtime_ns for one in folder.glob("*.alive")}
    until(lambda: all(one.stat().st_mtime_ns > seen for one, seen in signs.items()))


def test_a_watcher_that_dies_is_missed_and_replaced(server):
    (watcher,) = server.children("watch")
    watcher.suspend()  # dead only when we say so
    watcher.kill()
    until(lambda: ("watcher", "SIGKILL") in deaths(server))
    until(lambda: server.children("watch") and server.is_ready)
    (server.folder / "documents" / "b.txt").write_text("Le hibou veille.", "utf-8")
    until(lambda: server.get("/api/search?q=hibou")["total"] == 1)


def deaths(server: Server) -> list[tuple[object, object]]:
    return [(line["process"], line["status"]) for line in server.lines("death")]


def test_the_log_tells_of_requests_and_builds_without_what_was_asked(server):
    server.get("/api/search?q=chat")
    line = server.lines("request")[-1]
    assert (line["route"], line["status"], line["hits"]) == ("/api/search", 200, 1)
    assert {"time", "pid", "id", "ms", "generation"} <= line.keys()
    assert "chat" not in (server.folder / "log").read_text("utf-8")
    until(lambda: server.lines("build"))


def test_prometheus_is_told_of_requests_the_index_and_the_processes(server):
    server.get("/api/search?q=chat")
    told = server.metrics()
    assert 'alinea_request_seconds_bucket{le="0.001",route="/api/search"}' in told
    assert 'alinea_requests_total{route="/api/search",status="200"}' in told
    for name in ("alinea_documents", "alinea_skipped", "alinea_generation_age_seconds",
                 "alinea_shed_total", "alinea_errors_total", "alinea_workers_running 2.0",
                 "alinea_watcher_running 1.0", "alinea_index_usable 1.0"):  # fmt: skip
        assert f"\n{name}" in told
    assert f'generation="{server.get("/readyz")["generation"]}"' in told


@pytest.fixture(scope="module")
def idle(server) -> Iterator[list[socket.socket]]:
    """Connections over which nothing is asked."""
    made = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(IDLE)]
    yield made
    for one in made:
        one.close()


def test_idle_connections_keep_nobody_out(server, idle):
    assert len(idle) == IDLE
    assert server.get("/healthz") == {"status": "ok"}


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: ..\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: " + b"a" * 300 + b"\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n", 400),
        (b"GET http://evil.example/healthz HTTP/1.1\r\n", 400),
        (b"GET http://localhost@evil.example/healthz HTTP/1.1\r\n", 400),
        (b"GET http://localhost/healthz HTTP/1.1\r\nHost: evil.example\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: \xff\r\n", 400),
        (b"GET / HTTP/1.1\r\n", 400),
        (b"GET /healthz HTTP/1.0\r\n", 200),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 200_000 + b"\r\n", 431),
        (b"GET /?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 90_000 + b"\r\n", 431),
        (b"GET /api/a" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: localhost\r\n", 414),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n", 413),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : localhost\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 101, 431),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n", 414),
        (b"PRI * HTTP/2.0\r\n", 400),
        (b"\x16\x03\x01\x02\x00\r\n", 400),
    ],
)
def test_a_hostile_head_is_refused_and_never_a_500(server, head, status):
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        with closing(http.client.HTTPResponse(connection)) as answer:
            answer.begin()
            assert answer.status == status
            if answer.headers.get("Server") == "Alinea":
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cache-Control"] == "no-store"
            else:  # the server's library answers: there is nothing to protect
                names = {name.lower() for name in answer.headers}
                assert names == {"connection", "content-length", "date"}
                assert answer.read() == b""


def test_a_request_is_answered_for_its_host_whatever_its_address_says(server):
    """The authority of an absolute address isn't told: what is answered has nothing of it."""
    head = b"GET http://evil.example/documents/ HTTP/1.1\r\nHost: localhost\r\n"
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 ")
    assert b"evil" not in answer


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_its_parent_or_holds_the_port(started, number):
    server = started()
    children = psutil.Process(server.process.pid).children(recursive=True)
    assert len(children) >= 4
    server.process.send_signal(number)
    server.process.wait(PATIENCE)
    until(lambda: not any(is_alive(one) for one in children))
    until(lambda: is_free(server.port) and is_free(server.metrics_port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def test_idle_connections_are_dropped(idle):
    idle[-1].settimeout(PATIENCE)
    assert idle[-1].recv(1) == b""


def is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def test_a_status_that_lacks_a_process_is_degraded():
    assert Status(2, 2, {"watcher": True}, {}).is_whole
    assert not Status(2, 1, {"watcher": True}, {}).is_whole
    assert not Status(2, 2, {"watcher": False}, {}).is_whole


def test_what_a_killed_server_has_left_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "alinea-left"
    left.mkdir()
    (left / "lock").touch()
    os.utime(left, (0, 0))
    strangers = tmp_path / "alinea-notes"
    strangers.mkdir()
    with runtime_folder() as mine:
        assert not left.exists()
        assert strangers.exists()
        with runtime_folder() as other:
            assert mine.exists()
            assert other != mine
        assert read_status(mine) is None
    assert not mine.exists()
    assert VARIABLE not in os.environ
