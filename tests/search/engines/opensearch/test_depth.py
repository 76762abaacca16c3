"""Hits deeper than a cluster gives from the first on are reached part by part."""

import pytest
from conformance.engines import IN_A_CLUSTER, in_cluster
from conformance.test_parts import DOCUMENTS, PARAGRAPHS, entry
from conformance.writing import add

from search.engines.base import Order, Reader
from search.opening import engine
from search.query.clauses import BooleanClause, PrefixClause, TermClause

pytestmark = IN_A_CLUSTER
CLAUSES = (
    TermClause("form", "le"),
    BooleanClause(should=(TermClause("form", "le"), TermClause("stem", "nord", 2.0))),
    PrefixClause("form", "l"),
)


@pytest.fixture(scope="module")
def reader(cluster, tmp_path_factory) -> Reader:
    folder = tmp_path_factory.mktemp("depth")
    tested = engine("opensearch", in_cluster(cluster, folder))
    writer = tested.create(folder)
    for document in range(DOCUMENTS):
        for ordinal in range(1, PARAGRAPHS + 1):
            add(writer, entry(document, ordinal))
    writer.commit()
    return tested.open(folder, [(n * 7) % DOCUMENTS for n in range(DOCUMENTS)])


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("clause", CLAUSES, ids=str)
def test_deep_parts_are_those_of_the_whole(reader, clause, order, monkeypatch):
    whole = reader.search(clause, 1000, order)
    assert whole.total > 60
    monkeypatch.setattr("search.engines.opensearch.paging.WINDOW", 20)
    for offset, limit in ((0, 1000), (50, 7), (57, 7), (30, 45), (15, 10), (whole.total - 3, 9)):
        part = reader.search(clause, limit, order, offset=offset)
        assert list(part.best) == list(whole.best)[offset : offset + limit]
        assert part.total == whole.total
    assert list(reader.search(clause, 10, order, offset=whole.total + 5).best) == []
