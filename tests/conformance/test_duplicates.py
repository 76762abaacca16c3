"""Every engine tells which of what matches is repeated, as the reference does."""

import pytest
from conformance.reference import all_clauses
from conformance.test_contract import Build, entry
from conformance.writing import add

from search.engines.base import Engine, Entry, Order, Reader, document_of
from search.query.clauses import (
    BooleanClause,
    ClusterClause,
    DocumentClause,
    EveryClause,
    TermClause,
)

#: (document, ordinal, text, cluster, whether it is a copy)
ROWS = [
    (0, 1, "le traite de paix", 1 << 62, False),
    (0, 2, "la paix du nord", 7, False),
    (1, 1, "le traite de paix", 1 << 62, True),
    (1, 2, "la coree du nord", 8, False),
    (2, 1, "le traite de la paix", 1 << 62, True),
    (2, 2, "la coree du nord", 8, True),
    (2, 3, "la coree du nord", 8, True),
    (3, 1, "nord", 9, False),
    (3, 2, "un original qui est parti laisse sa copie au nord", 10, True),
]


def entries() -> list[Entry]:
    return [
        entry(document, ordinal, text)._replace(cluster=cluster, is_copy=is_copy)
        for document, ordinal, text, cluster, is_copy in ROWS
    ]


@pytest.fixture
def reader(build: Build) -> Reader:
    return build(entries())


def expected(reader: Reader, clause) -> int:
    """By what is told of every match."""
    clusters = {one.key: one.cluster for one in entries()}
    found = [clusters[match.key] for match in reader.search(clause, 100).best]
    return len(found) - len(set(found))


def test_what_is_repeated_is_counted_exactly(reader: Reader, tested: Engine) -> None:
    words = ["nord", "coree", "paix", "la"]
    # A cluster is asked over a network, several times a clause.
    some = words[:2] if tested.name == "opensearch" else words
    clauses = [*all_clauses(some), DocumentClause((1, 2))]
    counted = [reader.search(clause, 1, collapsed=True).repeated for clause in clauses]
    assert counted == [expected(reader, clause) for clause in clauses]
    assert max(counted) == 4


def test_it_is_counted_only_where_it_is_asked(reader: Reader) -> None:
    assert reader.search(EveryClause(), 1).repeated == 0


def test_hits_say_their_cluster_where_there_are_copies(reader: Reader) -> None:
    for order in Order:
        found = {
            match.key: match.cluster for match in reader.search(EveryClause(), 100, order).best
        }
        copied = {one.key: one.cluster if one.cluster not in (7, 9) else 0 for one in entries()}
        assert found == copied


def test_the_paragraphs_of_clusters_are_found(reader: Reader) -> None:
    clause = BooleanClause(must=(TermClause("form", "paix"), ClusterClause((1 << 62, 8))))
    found = reader.search(clause, 100, Order.DOCUMENT).best
    assert [document_of(match.key) for match in found] == [0, 1, 2]
    assert reader.count(ClusterClause((8,))) == 3
    assert reader.count(ClusterClause((11,))) == 0


def test_an_index_without_copies_has_none(build: Build) -> None:
    reader = build(one._replace(is_copy=False, cluster=n) for n, one in enumerate(entries(), 1))
    assert reader.copied == frozenset()
    assert {match.cluster for match in reader.search(EveryClause(), 100).best} == {0}


def test_copies_that_are_deleted_are_no_copies_any_more(tested: Engine, tmp_path) -> None:
    writer = tested.create(tmp_path)
    for one in entries():
        add(writer, one)
    writer.commit()
    writer = tested.append(tmp_path)
    writer.delete(2)
    add(writer, entry(4, 1, "le traite de paix")._replace(cluster=1 << 62, is_copy=True))
    writer.commit()
    reader = tested.open(tmp_path)
    assert reader.copied == {1 << 62, 10}
    assert reader.search(TermClause("form", "paix"), 1, collapsed=True).repeated == 2
    assert reader.search(TermClause("form", "coree"), 1, collapsed=True).repeated == 0
