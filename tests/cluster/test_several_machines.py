"""Machines with an index folder each, and one cluster: they answer alike."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from cluster.alike import Answered, Ask, addresses, answered, differences
from cluster.machines import LIBRARY, ids
from conformance.engines import IN_A_CLUSTER, in_cluster

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.store import GenerationStore
from search.errors import (
    AlineaError,
    ClusterRefusedError,
    ClusterUnavailableError,
    IndexLockedError,
    IndexReplacedError,
    SettingsError,
)
from search.opening import engine
from web import create_app

pytestmark = IN_A_CLUSTER


def test_what_one_machine_has_built_all_answer_alike_with_the_same_etags(machines, library):
    open_indexer(machines[0]).rebuild(library)
    servers = [in_process(machines[number]) for number in range(3)]
    asked = addresses(servers[0])
    assert len(asked) > 100
    assert "etag" in servers[0]("/?q=crue", "fr").headers
    assert differences(servers, asked[:: len(asked) // 20]) == []


def in_process(settings: Settings) -> Ask:
    client = create_app(settings).test_client()

    def ask(address: str, language: str) -> Answered:
        answer = client.get(address, headers={"Accept-Language": language})
        return answered(answer.status_code, answer.headers, answer.data)

    return ask


def test_a_feed_has_first_what_was_indexed_last_on_whichever_machine(machines, library):
    open_indexer(machines[0]).rebuild(library)
    (library / "neuf.txt").write_text("Le pont neuf est ouvert.\n", "utf-8")
    monday = time.time() + 3600
    with pytest.MonkeyPatch.context() as later:
        later.setattr(time, "time", lambda: monday)
        open_indexer(machines[1]).update(library)
    one, other = (create_app(machines[n]).test_client().get("/feed?q=pont") for n in (0, 2))
    assert one.status_code == 200
    assert one.headers["ETag"] == other.headers["ETag"]
    assert one.text.index("Le pont neuf") < one.text.index("</entry>")


def test_a_machine_follows_what_another_updates_while_it_searches(machines, library):
    open_indexer(machines[0]).rebuild(library)
    searcher = open_searcher(machines[1])
    assert searcher.search("quetzal").total == 0
    (library / "quetzal.txt").write_text("Un quetzal s’est posé sur le pont.\n", "utf-8")
    open_indexer(machines[2]).update(library)
    until = time.monotonic() + 20
    while not searcher.search("quetzal").total and time.monotonic() < until:
        time.sleep(0.05)
    assert searcher.search("quetzal").total == 1


def test_an_update_on_any_machine_begins_with_what_all_serve(machines, library):
    open_indexer(machines[0]).rebuild(library)
    (library / "quetzal.txt").write_text("Un quetzal s’est posé sur le pont.\n", "utf-8")
    report = open_indexer(machines[1]).update(library)
    assert (report.added, report.unchanged) == (1, len(list(LIBRARY.rglob("*.txt"))))
    assert ids(machines[0], "quetzal") == ids(machines[1], "quetzal") == ["quetzal.txt"]


def test_two_machines_dont_build_at_once(machines, library):
    open_indexer(machines[0]).rebuild(library)
    with open_snapshots(machines[0]).sharing.writing(), pytest.raises(IndexLockedError):
        open_indexer(machines[1]).update(library)
    open_indexer(machines[1]).update(library)


def test_a_lease_that_nobody_renews_is_anybodys(machines, library):
    open_indexer(machines[0]).rebuild(library)
    lease = {"until": time.time() - 1, "holder": "a machine that has died"}
    machines.asked(f"/{machines.prefix}-generations/_doc/lease", lease, "PUT")
    open_indexer(machines[1]).update(library)
    lease["until"] += 60
    machines.asked(f"/{machines.prefix}-generations/_doc/lease", lease, "PUT")
    with pytest.raises(IndexLockedError, match="a machine that has died"):
        open_indexer(machines[1]).update(library)


def test_of_two_that_swap_at_once_one_is_told(machines, library, monkeypatch):
    """As when a lease was taken for one that nobody renews."""
    open_indexer(machines[0]).rebuild(library)
    publish = GenerationStore.publish
    overtaken = []

    def overtake(self, token, replaced):
        if not overtaken:
            overtaken.append(True)
            aliases = machines.asked(f"/_alias/{machines.prefix}")
            [now] = aliases
            other = engine("opensearch", machines[1])
            (folder := machines[1].index.parent / "other").mkdir()
            other.create(folder).commit()
            publish(self, other.store.token(folder), now)
        publish(self, token, replaced)

    monkeypatch.setattr(GenerationStore, "publish", overtake)
    before = open_snapshots(machines[0]).generations.current()
    (library / "quetzal.txt").write_text("Un quetzal.\n", "utf-8")
    with pytest.raises(IndexReplacedError):
        open_indexer(machines[0]).update(library)
    assert open_snapshots(machines[0]).generations.current() == before


def test_a_swap_of_which_the_answer_gets_lost_is_one(machines, library, monkeypatch):
    open_indexer(machines[0]).rebuild(library)
    ask = Connection.ask

    def lose(self, method, path, *given, **how):
        answer = ask(self, method, path, *given, **how)
        if path == "/_aliases":
            raise ClusterUnavailableError(hosts="", reason="lost")
        return answer

    monkeypatch.setattr(Connection, "ask", lose)
    (library / "quetzal.txt").write_text("Un quetzal.\n", "utf-8")
    assert open_indexer(machines[0]).update(library).added == 1
    assert ids(machines[1], "quetzal") == ["quetzal.txt"]


def test_searches_under_swaps_see_one_generation_or_the_other(machines, library):
    """All paragraphs of a generation have one word: no answer mixes two."""
    write_generation(library, "alpha")
    open_indexer(machines[0]).rebuild(library)
    searcher, done, seen = open_searcher(machines[1]), threading.Event(), []

    def search_on() -> None:
        while not done.is_set():
            found = searcher.search("génération", size=100)
            words = {hit.paragraph.text.split()[2] for hit in found.hits}
            seen.append((found.total, *sorted(words)))

    thread = threading.Thread(target=search_on)
    thread.start()
    try:
        for word in ("beta", "gamma", "delta"):
            write_generation(library, word)
            open_indexer(machines[0]).update(library)
    finally:
        done.set()
        thread.join()
    assert {(20, "alpha"), (20, "beta")} <= set(seen)
    assert set(seen) <= {(20, word) for word in ("alpha", "beta", "gamma", "delta")}


def write_generation(library: Path, word: str) -> None:
    for path in list(library.rglob("*.*")):
        path.unlink()
    for number in range(20):
        text = f"La génération {word} compte {137 * number + 100} membres.\n"
        (library / f"{number}.txt").write_text(text, "utf-8")


def test_what_a_killed_build_has_left_is_removed_by_the_next(machines, library):
    open_indexer(machines[0]).rebuild(library)
    (folder := machines[0].index.parent / "killed").mkdir()
    engine("opensearch", machines[0]).create(folder)  # and nothing after it
    assert len(machines.indexes()) == 2
    (library / "quetzal.txt").write_text("Un quetzal.\n", "utf-8")
    open_indexer(machines[1]).update(library)
    # that in use, and that before it, which others may be searching
    assert len(machines.indexes()) == 2
    assert ids(machines[0], "quetzal") == ["quetzal.txt"]


def test_old_indexes_live_on_for_a_while_and_then_are_gone_with_their_files(
    machines, library, monkeypatch
):
    open_indexer(machines[0]).rebuild(library)
    for number in range(3):
        (library / "quetzal.txt").write_text(f"Un quetzal, {number}.\n", "utf-8")
        open_indexer(machines[0]).update(library)
    assert len(machines.indexes()) == 4
    monkeypatch.setattr("search.engines.opensearch.store._RETIREMENT", 0.0)
    (library / "quetzal.txt").write_text("Deux quetzals.\n", "utf-8")
    open_indexer(machines[0]).update(library)
    assert len(machines.indexes()) == 3  # the last two, and the new one
    assert ids(machines[1], "quetzal") == ["quetzal.txt"]


def test_a_cluster_that_isnt_there_is_a_503_with_a_time_to_come_again(machines, library):
    open_indexer(machines[0]).rebuild(library)
    away = in_cluster(("http://127.0.0.1:9",), machines[0].index, machines.prefix)
    with pytest.raises(ClusterUnavailableError):
        open_searcher(away).search("pont")
    answer = create_app(away).test_client().get("/api/search?q=pont")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "127.0.0.1" not in answer.text  # which is for the log
    assert create_app(away).test_client().get("/readyz").status_code == 503


def test_a_server_is_ready_while_the_cluster_answers(machines, library):
    open_indexer(machines[0]).rebuild(library)
    client = create_app(machines[1]).test_client()
    assert client.get("/readyz").json["status"] == "ready"
    machines.asked(f"/{machines.served()}/_close", method="POST")
    assert client.get("/readyz").status_code == 503
    assert client.get("/api/search?q=pont").status_code == 503


def test_a_paragraph_that_is_refused_ends_the_build_and_changes_nothing(
    machines, library, monkeypatch
):
    open_indexer(machines[0]).rebuild(library)
    before = machines.indexes()
    monkeypatch.setattr("search.engines.opensearch.writer.VALUES", "no_such_field")
    with pytest.raises(ClusterRefusedError, match="no_such_field"):
        open_indexer(machines[0]).rebuild(library)
    assert machines.indexes() == before
    assert ids(machines[0], "abeilles")


def test_the_password_is_in_no_message_and_in_no_listing(machines, library):
    secret = "très-secret"
    away = in_cluster(("http://127.0.0.1:9",), machines[0].index, machines.prefix)
    settings = replace(away, opensearch_user="alinea", opensearch_password=secret)
    with pytest.raises(AlineaError) as caught:
        open_indexer(settings).rebuild(library)
    assert secret not in f"{settings!r} {caught.value!r} {caught.value} {caught.value.__cause__!r}"


def test_a_password_in_a_host_is_refused(tmp_path):
    settings = in_cluster(("http://alinea:secret@127.0.0.1:9",), tmp_path)
    with pytest.raises(SettingsError, match="opensearch_hosts") as caught:
        open_searcher(settings)
    assert "secret" not in f"{caught.value}"


def test_a_machine_whose_clock_is_wrong_doesnt_take_the_lease_of_another(
    machines, library, monkeypatch
):
    open_indexer(machines[0]).rebuild(library)
    real = time.time
    for minutes in (10, -10):
        with open_snapshots(machines[0]).sharing.writing():
            monkeypatch.setattr(time, "time", lambda off=60 * minutes: real() + off)
            with pytest.raises(IndexLockedError):
                open_indexer(machines[1]).update(library)
        open_indexer(machines[1]).update(library)


def test_what_a_rebuild_has_merged_is_what_is_searched(machines, library, monkeypatch):
    monkeypatch.setattr("search.engines.opensearch.bulk._REQUEST", 1)  # two requests at once
    open_indexer(machines[0]).rebuild(library)
    path = f"/_cat/segments/{machines.served()}?format=json&h=shard,prirep,searchable"
    segments = machines.asked(path)
    assert {one["searchable"] for one in segments} == {"true"}
    copies = [(one["shard"], one["prirep"]) for one in segments]
    assert len(copies) == len(set(copies))
