"""Generations that several machines share: going back on one, and what can't be used any more."""

import time

import pytest
from cluster.machines import LIBRARY, Machines, ids
from conformance.engines import IN_A_CLUSTER

from search import open_indexer, open_searcher, open_snapshots
from search.errors import IndexDamagedError, IndexIncompatibleError
from search.indexing.rollback import listed, roll_back

pytestmark = IN_A_CLUSTER


@pytest.fixture
def twice(machines, library) -> Machines:
    """The first has built, and updated: the quetzal is in the second generation alone."""
    open_indexer(machines[0]).rebuild(library)
    (library / "quetzal.txt").write_text("Un quetzal s’est posé sur le pont.\n", "utf-8")
    open_indexer(machines[0]).update(library)
    return machines


def test_going_back_on_one_machine_is_going_back_on_all(twice):
    """The second machine has never had what it goes back to."""
    searcher = open_searcher(twice[0])
    assert ids(twice[1], "quetzal") == ["quetzal.txt"]
    assert roll_back(open_snapshots(twice[1])) == ("000002", "000001")
    assert ids(twice[1], "quetzal") == ids(twice[2], "quetzal") == []
    until = time.monotonic() + 20
    while searcher.search("quetzal").total and time.monotonic() < until:
        time.sleep(0.05)
    assert searcher.search("quetzal").total == 0
    assert roll_back(open_snapshots(twice[0]), "2") == ("000001", "000002")
    assert ids(twice[1], "quetzal") == ["quetzal.txt"]


def test_what_is_built_after_going_back_has_a_number_that_no_machine_knows(twice, library):
    roll_back(open_snapshots(twice[0]))
    (library / "pie.txt").write_text("Une pie jacasse.\n", "utf-8")
    open_indexer(twice[2]).update(library)
    assert open_snapshots(twice[2]).generations.current() == "000003"
    assert ids(twice[0], "pie") == ["pie.txt"]
    assert open_snapshots(twice[0]).generations.current() == "000003"


def test_generations_are_listed_with_what_other_machines_have(twice):
    open_searcher(twice[1]).search("pont")
    for machine in (0, 1):
        found = listed(open_snapshots(twice[machine])).generations
        assert [(one.name, one.current, one.usable) for one in found] == [
            ("000001", False, True),
            ("000002", True, True),
        ]
        assert all(one.documents for one in found)


def test_what_the_cluster_has_lost_is_not_gone_back_to(twice):
    served = twice.served()
    [first] = twice.indexes() - {served}
    twice.asked(f"/{first}", method="DELETE")
    with pytest.raises(IndexDamagedError, match="no such index"):
        roll_back(open_snapshots(twice[0]))
    assert twice.served() == served
    assert ids(twice[0], "quetzal") == ["quetzal.txt"]
    assert_the_first_is_lost(twice)
    twice.asked(f"/{twice.prefix}-generations/_doc/{first}?refresh=true", method="DELETE")
    assert_the_first_is_lost(twice)


def assert_the_first_is_lost(machines: Machines) -> None:
    lost, current = listed(open_snapshots(machines[0])).generations
    assert (lost.usable, current.usable) == (False, True)
    assert lost.reason


def test_a_server_goes_on_with_the_generation_before_where_an_index_vanishes(twice):
    searcher = open_searcher(twice[0])
    assert searcher.search("quetzal").total == 1
    twice.asked(f"/{twice.served()}", method="DELETE")
    assert searcher.search("pont").total
    assert searcher.search("quetzal").total == 0
    assert searcher.recovery.fault is not None


def test_a_generation_of_another_version_is_told_and_a_rebuild_replaces_it(twice, library):
    token = twice.served()
    path = f"/{twice.prefix}-generations/_doc/{token}"
    record = twice.asked(path)["_source"]
    record["manifest"] = "eyJmb3JtYXQiOiA1fQ=="  # {"format": 5}
    twice.asked(f"{path}?refresh=true", record, "PUT")
    with pytest.raises(IndexIncompatibleError, match="5"):
        open_searcher(twice[3]).search("pont")
    assert open_indexer(twice[3]).rebuild(library).added == len(list(LIBRARY.rglob("*.txt"))) + 1
    assert open_snapshots(twice[3]).generations.current() == "000003"
    assert ids(twice[4], "quetzal") == ["quetzal.txt"]
