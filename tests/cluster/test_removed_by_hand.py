"""What somebody has done to the indexes of a cluster, or its disks: what is told, and mended."""

import pytest
from click.testing import CliRunner
from cluster.machines import ids
from conformance.engines import IN_A_CLUSTER

from search import open_indexer, open_searcher
from search.cli.commands import commands
from search.errors import ClusterUnavailableError, IndexDamagedError
from search.settings.loading import environment
from search.wording.messages import speaking

pytestmark = IN_A_CLUSTER


def test_a_folder_and_a_cluster_that_dont_belong_together_are_an_error(machines, library):
    open_indexer(machines[0]).rebuild(library)
    for name in machines.indexes():
        machines.asked(f"/{name}", method="DELETE")
    with pytest.raises(IndexDamagedError, match="no such index"):
        open_searcher(machines[0]).search("pont")
    [own] = [machines.prefix]
    machines.asked(f"/{own}-strange", {"aliases": {own: {}}}, "PUT")
    with pytest.raises(IndexDamagedError, match=f"{own}-strange"):
        open_searcher(machines[1]).search("pont")


def test_paragraphs_that_the_cluster_has_lost_are_missed(machines, library):
    open_indexer(machines[0]).rebuild(library)
    [name] = machines.indexes()
    machines.asked(f"/{name}/_settings", {"index.blocks.write": None}, "PUT")
    hits = machines.asked(f"/{name}/_search?size=1")["hits"]["hits"]
    machines.asked(f"/{name}/_doc/{hits[0]['_id']}?refresh=true", method="DELETE")
    with pytest.raises(IndexDamagedError, match="paragraphs"):
        open_searcher(machines[0]).search("pont")


def test_paragraphs_that_somebody_has_changed_are_built_anew(machines, library):
    open_indexer(machines[0]).rebuild(library)
    [name] = machines.indexes()
    machines.asked(f"/{name}/_settings", {"index.blocks.write": None}, "PUT")
    [hit] = machines.asked(f"/{name}/_search?size=1")["hits"]["hits"]
    changed = hit["_source"] | {"form": "autre chose"}
    machines.asked(f"/{name}/_doc/{hit['_id']}?refresh=true", changed, "PUT")
    machines.asked(f"/{name}/_settings", {"index.blocks.write": True}, "PUT")
    for path in library.rglob("*.txt"):
        path.write_text(f"Le pont neuf de {path.stem}.", "utf-8")
    with speaking("en"):
        report = open_indexer(machines[0]).update(library)
    assert "lexicon" in report.rebuilt_because
    assert ids(machines[1], "neuf")


def test_an_alias_that_was_removed_is_put_back_by_the_next_build(machines, library):
    """What it named is whole, and servers go on with it."""
    open_indexer(machines[0]).rebuild(library)
    open_indexer(machines[0]).rebuild(library)
    served, searcher = machines.served(), open_searcher(machines[1])
    assert searcher.search("abeilles").total
    machines.asked(f"/{served}/_alias/{machines.prefix}", method="DELETE")
    assert searcher.search("abeilles").total
    report = open_indexer(machines[0]).update(library)
    assert (report.generation, report.rebuilt_because) == ("000002", "")
    assert machines.served() == served
    assert ids(machines[2], "abeilles")


def test_a_cluster_that_refuses_a_build_is_told_in_its_own_words(machines, library):
    variables = environment(machines[0]) | {"ALINEA_LANGUAGE": "en"}
    forbid = {"persistent": {"cluster.blocks.create_index": True}}
    machines.asked("/_cluster/settings", forbid, "PUT")
    try:
        done = CliRunner().invoke(commands, ["rebuild", str(library)], env=variables)
    finally:
        allow = {"persistent": {"cluster.blocks.create_index": None}}
        machines.asked("/_cluster/settings", allow, "PUT")
    assert done.exit_code == 4
    assert "create-index blocked" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rebuild_mends_what_an_operator_has_broken(machines, library):
    open_indexer(machines[0]).rebuild(library)
    own = machines.prefix
    machines.asked(f"/{own}-strange", {"aliases": {own: {}}}, "PUT")
    with pytest.raises(IndexDamagedError, match="alinea rebuild"):
        open_searcher(machines[1]).search("pont")
    open_indexer(machines[1]).rebuild(library)
    assert ids(machines[2], "abeilles")
    machines.asked(f"/{machines.served()}", method="DELETE")
    open_indexer(machines[1]).rebuild(library)
    assert ids(machines[3], "abeilles")
    machines.asked(f"/{own}-generations", method="DELETE")
    machines.asked(f"/{own}-files", method="DELETE")
    open_indexer(machines[1]).rebuild(library)
    assert ids(machines[4], "abeilles")


def test_a_cluster_whose_disks_are_full_serves_and_says_why_it_takes_nothing(machines, library):
    open_indexer(machines[0]).rebuild(library)
    block = {"index.blocks.read_only_allow_delete": True}
    everything = f"/{machines.prefix}*/_settings"
    machines.asked(everything, block, "PUT")
    assert ids(machines[0], "abeilles")
    (library / "quetzal.txt").write_text("Un quetzal.\n", "utf-8")
    with pytest.raises(ClusterUnavailableError, match="read-only"):
        open_indexer(machines[0]).update(library)
    machines.asked(everything, {"index.blocks.read_only_allow_delete": None}, "PUT")
    open_indexer(machines[0]).update(library)
    assert ids(machines[1], "quetzal") == ["quetzal.txt"]
