"""What goes wrong on the way to a cluster, as errors of ours; never fewer hits than there are."""

import errno

import pytest
import trustme
from cluster.answering import Answer, Answering, answering
from urllib3.connection import HTTPConnection

from search import Settings, open_searcher
from search.engines.base import Reader
from search.engines.opensearch import ClusterOptions, OpenSearchEngine
from search.engines.opensearch.counting import Counting
from search.engines.opensearch.pointer import write_files
from search.errors import (
    AlineaError,
    ClusterRefusedError,
    ClusterUnavailableError,
    IndexDamagedError,
    IndexIncompatibleError,
    QueryTooCostlyError,
    SearchTimeoutError,
    SettingsError,
)
from search.query.budget import Budget
from search.query.clauses import EveryClause

FOUND = {
    "timed_out": False,
    "_shards": {"failed": 0},
    "hits": {"total": {"value": 0}, "hits": []},
}


def search(folder, answer: Answering, budget: Budget | None = None) -> None:
    """Ask an index of nothing, to the requests for which a cluster answers so."""

    def counted(path: str, body: bytes) -> Answer:
        return Answer(200, {"count": 0}) if "_count" in path else answer(path, body)

    write_files(folder, "000001", "some", Counting(folder).write)
    with answering(counted) as url:
        reader: Reader = OpenSearchEngine(ClusterOptions(hosts=(url,))).open(folder)
        reader.search(EveryClause(), 10, budget=budget or Budget(60))


def refusal(kind: str, reason: str = "why") -> dict[str, object]:
    return {"error": {"type": kind, "reason": reason, "root_cause": [{"reason": reason}]}}


@pytest.mark.parametrize("body", ["no hits at all", [], {"hits": 3}])
def test_an_answer_that_is_none_is_an_error_of_ours(tmp_path, body):
    with pytest.raises(ClusterRefusedError):
        search(tmp_path, lambda *_: Answer(200, body))


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/json"])
def test_a_proxy_that_answers_for_the_cluster_is_told(tmp_path, kind):
    with pytest.raises(ClusterRefusedError, match="no cluster of OpenSearch"):
        search(tmp_path, lambda *_: Answer(200, b"<html>Please log in</html>", kind=kind))


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_proxy_that_doesnt_reach_the_cluster_is_one_that_is_away(tmp_path, kind):
    with pytest.raises(ClusterUnavailableError):
        search(tmp_path, lambda *_: Answer(502, b"<html>Bad gateway</html>", kind=kind))


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (401, refusal("security_exception"), ClusterRefusedError),
        (403, refusal("security_exception"), ClusterRefusedError),
        (400, refusal("parsing_exception"), ClusterRefusedError),
        (404, refusal("index_not_found_exception"), IndexDamagedError),
        (429, refusal("circuit_breaking_exception"), ClusterUnavailableError),
        (503, refusal("search_phase_execution_exception"), ClusterUnavailableError),
        (502, {}, ClusterUnavailableError),
        (500, refusal("node_not_connected_exception"), ClusterUnavailableError),
        (400, refusal("too_many_clauses", "maxClauseCount is 1024"), QueryTooCostlyError),
        (0, {}, ClusterUnavailableError),
        (200, FOUND | {"_shards": {"failed": 1}}, ClusterUnavailableError),
        (200, FOUND | {"timed_out": True}, ClusterUnavailableError),
    ],
)
def test_each_failure_has_its_error(tmp_path, status, body, expected):
    with pytest.raises(AlineaError) as caught:
        search(tmp_path, lambda *_: Answer(status, body))
    assert type(caught.value) is expected


def test_a_search_that_takes_too_long_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr("search.engines.opensearch.index._GRACE", 0.1)
    with pytest.raises(SearchTimeoutError):
        search(tmp_path, lambda *_: Answer(200, FOUND, seconds=1), Budget(0.2))


def test_a_host_that_doesnt_answer_costs_nothing_while_another_does(tmp_path):
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    with answering(lambda *_: Answer(200, FOUND | {"count": 0})) as url:
        hosts = ("http://127.0.0.1:9", url)
        reader = OpenSearchEngine(ClusterOptions(hosts=hosts)).open(tmp_path)
        for _ in range(4):
            assert reader.search(EveryClause(), 10).total == 0


def test_a_certificate_of_another_authority_is_told(tmp_path):
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    told, authority = FOUND | {"count": 0}, trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with answering(lambda *_: Answer(200, told), authority) as url:
        with pytest.raises(ClusterRefusedError, match="certificate"):
            OpenSearchEngine(ClusterOptions(hosts=(url,))).open(tmp_path)
        known = ClusterOptions(hosts=(url,), authority=str(tmp_path / "authority.pem"))
        assert OpenSearchEngine(known).open(tmp_path).search(EveryClause(), 10).total == 0


def test_an_index_that_has_shards_nowhere_is_no_damaged_one(tmp_path):
    """Or else a server would go back to the generation before. Such a shard hasn't failed."""
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    counted = {"count": 0, "_shards": {"total": 2, "successful": 1, "skipped": 0, "failed": 0}}
    with answering(lambda *_: Answer(200, counted)) as url:
        engine = OpenSearchEngine(ClusterOptions(hosts=(url,)))
        with pytest.raises(ClusterUnavailableError, match=r"fragments|shards"):
            engine.open(tmp_path)


def test_what_openssl_says_of_a_connection_that_it_cant_make_is_told(tmp_path):
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    with answering(lambda *_: Answer(200, FOUND)) as url:
        secured = url.replace("http:", "https:")
        with pytest.raises(ClusterUnavailableError, match=r"SSLError: [A-Z_]*(VERSION|RECORD)"):
            OpenSearchEngine(ClusterOptions(hosts=(secured,))).open(tmp_path)


def test_files_of_certificates_that_arent_there_are_named_before_anything_is_asked(tmp_path):
    for name in ("opensearch_authority", "opensearch_certificate", "opensearch_key"):
        settings = Settings(index=tmp_path, engine="opensearch", **{name: "nowhere.pem"})
        with pytest.raises(SettingsError, match=f"{name}.*nowhere.pem"):
            open_searcher(settings)


def test_a_host_that_has_gone_silent_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("search.engines.opensearch.index._GRACE", 0.1)
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    silent, told = [], FOUND | {"count": 0}

    def hang(path: str, _: bytes) -> Answer:
        if "_count" in path:
            return Answer(200, told)
        silent.append(path)
        return Answer(200, told, seconds=1)

    with answering(hang) as one, answering(lambda *_: Answer(200, told)) as other:
        reader = OpenSearchEngine(ClusterOptions(hosts=(one, other))).open(tmp_path)
        found = [outcome(reader) for _ in range(8)]
    assert (found.count("timeout"), found.count("found"), len(silent)) == (1, 7, 1)


def test_a_machine_that_is_gone_costs_nothing_while_another_answers(tmp_path, monkeypatch):
    """TCP says so of a connection that there was."""
    told = FOUND | {"count": 0}
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    with (
        answering(lambda *_: Answer(200, told)) as one,
        answering(lambda *_: Answer(200, told)) as two,
    ):
        reader = OpenSearchEngine(ClusterOptions(hosts=(one, two))).open(tmp_path)
        gone, answer = int(one.rpartition(":")[2]), HTTPConnection.getresponse

        def answered(self: HTTPConnection) -> object:
            if self.port == gone:
                raise TimeoutError(errno.ETIMEDOUT, "Connection timed out")
            return answer(self)

        monkeypatch.setattr(HTTPConnection, "getresponse", answered)
        assert [outcome(reader) for _ in range(4)] == ["found"] * 4


def outcome(reader: Reader) -> str:
    try:
        reader.search(EveryClause(), 10, budget=Budget(0.2))
    except SearchTimeoutError:
        return "timeout"
    return "found"


def test_an_index_of_another_layout_is_told(tmp_path):
    write_files(tmp_path, "000001", "some", Counting(tmp_path).write)
    (tmp_path / "000001.json").write_text('{"index":"some"}', "utf-8")
    with pytest.raises(IndexIncompatibleError, match="alinea rebuild"):
        OpenSearchEngine(ClusterOptions()).open(tmp_path)
