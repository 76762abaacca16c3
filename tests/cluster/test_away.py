"""What a server answers while its cluster doesn't: at once, and the log tells it once."""

import logging
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from cluster.answering import Answer, answering
from conformance.engines import in_cluster

from search.indexing import circuit_breaker
from search.serving import repeated_warnings
from web import create_app


class Hung:
    """A cluster that takes requests and answers none until it's told to."""

    def __init__(self) -> None:
        self.asked, self.answers = threading.Event(), threading.Event()
        self.count = 0

    def __call__(self, *_: object) -> Answer:
        self.count += 1
        self.asked.set()
        self.answers.wait(30)
        return Answer(503, {"error": "away"})


@pytest.fixture
def hung() -> Iterator[Hung]:
    cluster = Hung()
    yield cluster
    cluster.answers.set()


def test_while_one_waits_for_the_cluster_others_are_told_to_come_again(hung, tmp_path, monkeypatch):
    monkeypatch.setattr(circuit_breaker, "_PATIENCE", 0.01)
    statuses: Counter[int] = Counter()
    with answering(hung) as url:
        app = create_app(in_cluster((url,), tmp_path / "index"))

        def ask() -> None:
            statuses[app.test_client().get("/api/search?q=pont").status_code] += 1

        first = threading.Thread(target=ask)
        first.start()
        assert hung.asked.wait(30)
        for path in ("/api/search?q=pont", "/?q=pont", "/readyz"):
            answer = app.test_client().get(path)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2"), path
        assert first.is_alive()
        hung.answers.set()
        first.join()
    assert statuses == {503: 1}


def test_a_cluster_that_was_away_a_moment_ago_isnt_asked_again_by_each_request(hung, tmp_path):
    hung.answers.set()
    with answering(hung) as url:
        client = create_app(in_cluster((url,), tmp_path / "index")).test_client()
        client.get("/api/search?q=pont")
        before = hung.count
        for _ in range(10):
            assert client.get("/api/search?q=pont").status_code == 503
        assert hung.count == before


def test_the_log_tells_once_a_minute_that_the_cluster_is_away(tmp_path, monkeypatch, caplog):
    now = [1000.0]
    monkeypatch.setattr(repeated_warnings.time, "monotonic", lambda: now[0])
    away = in_cluster(("http://127.0.0.1:9",), tmp_path / "index")
    client = create_app(away).test_client()

    def told() -> list[str]:
        caplog.clear()
        with caplog.at_level(logging.WARNING, "alinea.index"):
            for _ in range(5):
                client.get("/api/search?q=pont", headers={"Accept-Language": "en"})
        return [record.getMessage() for record in caplog.records if record.name == "alinea.index"]

    [first] = told()
    assert "http://127.0.0.1:9" in first
    assert told() == []
    now[0] += 61
    [again] = told()
    assert again == f"{first} (9 times more since)"
