"""What a cluster refuses for a while is sent again, what it never takes is an error."""

import json
from collections.abc import Callable, Iterable
from itertools import repeat

import pytest
from cluster.answering import Answer, answering

from search.engines.opensearch.bulk import Bulk
from search.engines.opensearch.connection import ClusterOptions, Connection
from search.errors import ClusterRefusedError, ClusterUnavailableError

FULL = {"status": 429, "error": {"type": "rejected", "reason": "the queue is full"}}


class Cluster:
    """Takes operations as it is told: item by item, request by request."""

    def __init__(self, requests: Iterable[int] = (), items: Iterable[int] = ()) -> None:
        """requests: the statuses of the first requests; items: of the first operations"""
        self._requests, self._items = list(requests), list(items)
        self.taken: dict[str, object] = {}
        self.asked = 0

    def __call__(self, _: str, body: bytes) -> Answer:
        self.asked += 1
        status = self._requests.pop(0) if self._requests else 200
        if status != 200 and status != 0:
            return Answer(status, {"error": FULL["error"]})
        lines = iter(body.decode().splitlines())
        answers = [self._done(json.loads(line), lines) for line in lines]
        failed = any("error" in next(iter(one.values())) for one in answers)
        # An answer that gets lost is one to what was done.
        return Answer(status, {"errors": failed, "items": answers})

    def _done(self, operation: dict[str, dict[str, str]], lines: Iterable[str]):
        [(kind, named)] = operation.items()
        paragraph = next(iter(lines)) if kind == "index" else None
        status = self._items.pop(0) if self._items else 200
        result = {"_id": named["_id"], "status": status}
        if status != 200:
            reason = {"reason": "no"} if status != 429 else FULL["error"]
            return {kind: result | {"error": reason}}
        if paragraph is None:
            self.taken.pop(named["_id"], None)
        else:
            self.taken[named["_id"]] = json.loads(paragraph)
        return {kind: result}


def load(cluster: Cluster, fill: Callable[[Bulk], None], patience: float = 600) -> list[float]:
    """Run operations; the pauses that were made."""
    pauses: list[float] = []
    with answering(cluster) as url:
        connection = Connection(ClusterOptions(hosts=(url,)))
        bulk = Bulk(connection, "some", patience, pauses.append)
        fill(bulk)
        bulk.finish()
    return pauses


def many(bulk: Bulk) -> None:
    for key in range(50):
        bulk.put(key, b'{"key":%d}' % key)
    bulk.delete(7)


WHOLE = {str(key): {"key": key} for key in range(50) if key != 7}


def test_what_is_taken_at_once_is_sent_once():
    cluster = Cluster()
    assert load(cluster, many) == []
    assert (cluster.taken, cluster.asked) == (WHOLE, 1)


def test_a_full_cluster_is_waited_for_longer_each_time():
    cluster = Cluster(requests=[429, 429, 429])
    pauses = load(cluster, many)
    assert cluster.taken == WHOLE
    assert len(pauses) == 3
    assert pauses[2] > pauses[0]


def test_only_what_was_refused_is_sent_again():
    cluster = Cluster(items=[200, 429, 200, 429, 503])
    assert len(load(cluster, many)) == 1
    assert (cluster.taken, cluster.asked) == (WHOLE, 2)


def test_where_the_answer_gets_lost_nothing_is_there_twice_or_missing():
    cluster = Cluster(requests=[0, 0, 0, 0, 0])
    load(cluster, many)
    assert cluster.taken == WHOLE


def test_what_is_never_taken_is_an_error():
    with pytest.raises(ClusterRefusedError, match="3: no"):
        load(Cluster(items=[200, 200, 200, 400]), many)


def test_a_cluster_that_stays_full_ends_the_build():
    with pytest.raises(ClusterUnavailableError, match="429"):
        load(Cluster(requests=[429] * 1000), many, patience=0)
    with pytest.raises(ClusterUnavailableError, match="the queue is full"):
        load(Cluster(items=[429] * 1000), many, patience=0)


def test_large_loads_are_several_requests_and_whole(monkeypatch):
    monkeypatch.setattr("search.engines.opensearch.bulk._REQUEST", 200)
    cluster = Cluster()
    load(cluster, many)
    assert cluster.taken == WHOLE
    assert cluster.asked > 5


def test_all_that_a_build_asks_is_asked_again_of_a_full_cluster(monkeypatch):
    monkeypatch.setattr("search.engines.opensearch.connection.pauses", lambda: repeat(0.0))
    cluster = Cluster(requests=[429, 429])
    with answering(cluster) as url:
        connection = Connection(ClusterOptions(hosts=(url,)))
        assert connection.insist("POST", "/some/_flush") == {"errors": False, "items": []}
    assert cluster.asked == 3
