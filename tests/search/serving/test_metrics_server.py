"""Who asks for metrics, and how: little is answered, and nobody is waited for."""

import socket
import threading
import time
from contextlib import suppress

import pytest
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.registry import Collector

from search.serving.hosts import Hosts
from search.serving.metrics_server import MetricsServer

#: Seconds that anything may take on a machine that has other things to do.
PATIENCE = 60


class Broken(Collector):
    def collect(self):
        raise OSError("/var/lib/alinea is gone")


@pytest.fixture
def serve():
    """Starts a server of metrics; gives it."""
    started = []

    def start(registry=None, **settings):
        if registry is None:
            registry = CollectorRegistry()
            Gauge("answers", "Asked for.", registry=registry).set(42)
        hosts = Hosts(("metrics.exemple.fr",), "127.0.0.1")
        server = MetricsServer("127.0.0.1", 0, hosts, registry, **settings)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def connect(server):
    return socket.create_connection(server.server_address, PATIENCE)


def ask(server, sent: bytes) -> bytes:
    """What is answered; where not all of it is read the connection may be reset then."""
    answer = b""
    with connect(server) as connection, suppress(ConnectionError):
        connection.sendall(sent)
        while part := connection.recv(1 << 16):
            answer += part
    return answer


@pytest.mark.parametrize("host", [b"127.0.0.1:9100", b"localhost", b"[::1]", b"metrics.exemple.fr"])
def test_metrics_are_told_under_the_names_of_this_machine_and_those_declared(serve, host):
    answer = ask(serve(), b"GET /metrics?x=1 HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"\nanswers 42.0\n" in answer


def test_what_is_asked_for_is_there_is_told_without_the_metrics(serve):
    answer = ask(serve(), b"HEAD /metrics HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n")
    assert b"answers" not in answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET http://evil.example/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"GET /metrics/<evil> HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (b"POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nevil", 501),
        (b"<evil> /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        (b"GET /metrics HTTP/evil\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /metrics HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        (b"evil\r\n\r\n", 400),
        (b"GET /" + b"evil" * 20_000 + b" HTTP/1.1\r\n", 414),
        (b"GET /metrics HTTP/1.1\r\n" + b"evil: 1\r\n" * 200 + b"\r\n", 431),
        (b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nevil: " + b"e" * 70_000 + b"\r\n", 431),
    ],
)
def test_anything_else_is_refused_without_a_word_of_it(serve, sent, status):
    answer = ask(serve(), sent)
    assert answer.startswith(b"HTTP/1.0 %d " % status)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert body == b""
    assert b"evil" not in answer
    assert b"Python" not in answer
    assert b"\r\nX-Content-Type-Options: nosniff" in head
    assert b"\r\nCache-Control: no-store" in head


def test_whoever_sends_a_letter_now_and_then_is_cut_off(serve):
    with connect(serve(time=0.3)) as slow, pytest.raises(ConnectionError):
        send_slowly(slow)


def send_slowly(connection):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection.sendall(b"G")
        time.sleep(0.05)


def test_more_connections_than_it_can_hold_are_closed_and_keep_nobody_out_for_long(serve):
    server = serve(time=1)
    idle = [connect(server) for _ in range(100)]
    assert any(one.recv(1) == b"" for one in idle)
    whole = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
    end = time.monotonic() + PATIENCE
    while b"answers 42.0" not in ask(server, whole):
        assert time.monotonic() < end
    for one in idle:
        one.close()


def test_what_cannot_be_counted_is_a_500_that_tells_the_log_alone(serve, caplog):
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Broken())
    answer = ask(serve(registry), b"GET /metrics HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 500 ")
    assert b"alinea" not in answer
    assert "/var/lib/alinea" in caplog.text
