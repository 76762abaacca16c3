"""What a build has sent stays, though the only node that has it is killed and comes back."""

import time
from pathlib import Path

import pytest
from cluster.node import Node, healthy, running, wait_for
from conformance.writing import add

from search.engines.base import Entry, Writer, paragraph_key
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.connection import ClusterOptions
from search.query.clauses import TermClause


def write(writer: Writer, word: str) -> None:
    add(writer, Entry(paragraph_key(0, 1), {"form": f"pont {word}"}, word.encode()))


def survive(writer, node: Node) -> None:
    """Have all that was written acknowledged, and the node killed at once."""
    writer._bulk.finish()
    node.kill()
    node.start()
    wait_for([node])
    while not healthy([node]):
        time.sleep(0.2)


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_what_was_acknowledged_outlives_a_node_that_is_killed(tmp_path, build):
    with running(tmp_path / "nodes", 1) as [node]:
        engine = OpenSearchEngine(ClusterOptions(hosts=(node.url,)))
        folder = Path(tmp_path, "index")
        folder.mkdir()
        writer = engine.create(folder)
        if build == "update":
            write(writer, "vieux")
            writer.commit()
            writer = engine.append(folder)
            writer.delete(0)
        write(writer, "neuf")
        survive(writer, node)
        writer.commit()
        reader = engine.open(folder)
        found = reader.search(TermClause("form", "neuf"), 1)
        assert [reader.payload(match) for match in found.best] == [b"neuf"]
        assert reader.count(TermClause("form", "vieux")) == 0
