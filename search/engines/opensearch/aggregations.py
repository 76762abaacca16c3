"""What is counted of all that a clause finds: documents, copies, what other clauses find of it.

What can be is counted with the search itself, by its aggregations.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ...query.budget import Budget
from ...query.clauses import Clause, ClusterClause
from ..base import Matches, document_of
from .index import Index
from .queries import Query, every, matching
from .ranking import WINDOW
from .values import MOST_BUCKETS

#: Clusters that copies among the hits may be in, for them to be told with the hits.
_CLUSTERS = 1_000
_COPY: Query = {"term": {"copy": {"value": True}}}

#: What a search has told of its aggregations, by their names.
Told = Mapping[str, Any]


def documents_asked(most: int) -> dict[str, Any]:
    """Of how many documents hits are, where they are of no more than `most`."""
    return {"documents": _buckets("document", most)}


def copies_asked() -> dict[str, Any]:
    """How many hits are copies, in which clusters."""
    clusters = {"clusters": _buckets("cluster", _CLUSTERS)}
    return {"copies": {"filter": _COPY, "aggs": clusters}}


def besides_asked(clause: Clause) -> dict[str, Any]:
    """How many hits match another clause, too."""
    return {"besides": {"filter": matching(clause)}}


def documents(index: Index, clause: Clause, found: Matches, told: Told, budget: Budget) -> int:
    """How many documents the paragraphs are of, which are asked for if they weren't."""
    if found.total <= len(found.best):
        return len({document_of(match.key) for match in found.best})
    if "documents" not in told:
        asked = documents_asked(min(found.total, MOST_BUCKETS))
        told = index.aggregate(matching(clause), asked, budget)
    return len(told["documents"]["buckets"])


def repeated(index: Index, clause: Clause, told: Told, budget: Budget) -> int:
    """Paragraphs of which another that matches says the same.

    A cluster has one paragraph at the most that is no copy: only where copies match, it is asked
    which of these match too. told: clusters of the copies, as many as fit
    """
    clusters = told["copies"]["clusters"]
    buckets = clusters["buckets"]
    if clusters["sum_other_doc_count"]:
        buckets = _all_clusters(index, every(matching(clause), _COPY), budget)
    copies: int = sum(bucket["doc_count"] for bucket in buckets)
    numbers = [bucket["key"] for bucket in buckets]
    return copies + _firsts(index, clause, numbers, budget) - len(numbers)


def counts(index: Index, clauses: Sequence[Clause], budget: Budget) -> list[int]:
    """How many paragraphs each finds, in one request."""
    if len(clauses) < 2:
        return [index.count(matching(clause), budget) for clause in clauses]
    found = list(map(matching, clauses))
    asked = {str(number): {"filter": query} for number, query in enumerate(found)}
    any_of = {"bool": {"should": found, "minimum_should_match": 1}}
    answer = index.aggregate(any_of, asked, budget)
    return [answer[name]["doc_count"] for name in asked]


def _firsts(index: Index, clause: Clause, clusters: Sequence[int], budget: Budget) -> int:
    """How many paragraphs of the clusters match that are no copies."""
    found = 0
    for start in range(0, len(clusters), MOST_BUCKETS):
        some = matching(ClusterClause(tuple(clusters[start : start + MOST_BUCKETS])))
        found += index.count(every(matching(clause), some, without=[_COPY]), budget)
    return found


def _all_clusters(index: Index, query: Query, budget: Budget) -> list[dict[str, Any]]:
    """Buckets, one after the other, however many they are."""
    found: list[dict[str, Any]] = []
    sources = [{"cluster": {"terms": {"field": "cluster"}}}]
    asked: dict[str, Any] = {"size": WINDOW, "sources": sources}
    while True:
        answer = index.aggregate(query, {"clusters": {"composite": asked}}, budget)["clusters"]
        found += [{**one, "key": one["key"]["cluster"]} for one in answer["buckets"]]
        if len(answer["buckets"]) < WINDOW:
            return found
        asked["after"] = answer["after_key"]


def _buckets(field: str, size: int) -> dict[str, Any]:
    """Each shard gives as many as are asked for in all, so that counts are exact."""
    return {"terms": {"field": field, "size": size, "shard_size": size}}
