"""Searching an index of the cluster: a page is one request.

What has to be known before it is asked is in the lexicon, beside the pointer; its payloads come
with the hits.
"""

import base64
from collections import OrderedDict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec.structs import replace

from ...errors import ClusterRefusedError, ClusterUnavailableError, IndexDamagedError
from ...query.budget import UNLIMITED, Budget
from ...query.clauses import FIELDS, Clause, ClusterClause, PhraseClause, TermClause
from ...query.cost import cost
from ...wording.messages import translate
from ..base import Match, Matches, Occurrences, Order, document_of
from .connection import Connection
from .errors import about
from .occurrences import Terms, occurrences
from .pointer import IndexFiles
from .queries import Queries, Query, every, matching
from .ranking import WINDOW, Sorting, score_of
from .values import MOST_BUCKETS, value_counts

#: Seconds that a search may take which nobody has given a time.
_UNHURRIED = 3600.0
#: Seconds after which a search that should have been ended is given up.
_GRACE = 2.0
#: Places in the orders of queries that are remembered, so that what comes after them is found.
_REMEMBERED = 256
#: Pages of which the terms are remembered, while their scores are explained.
_EXPLAINED = 4
#: Postings of a query whose documents are counted while it is searched.
_FEW = 20_000
#: Clusters that copies among the hits may be in, for them to be told with the hits.
_CLUSTERS = 1_000
_COPY: Query = {"term": {"copy": {"value": True}}}
#: A hit comes without what is stored of it, which takes longer to read than to find it.
_UNSTORED = {"stored_fields": "_none_"}


class OpenSearchReader:
    """See `base.Reader`. Its index never changes once it is committed."""

    def __init__(
        self, connection: Connection, folder: Path, files: IndexFiles, ranks: Sequence[int] | None
    ) -> None:
        self.folder = folder
        self._connection = connection
        self._path = f"/{files.index}/_search"
        self._lexicon = files.lexicon()
        self._queries = Queries(self._lexicon)
        self._sorting = Sorting(ranks)
        self._after: OrderedDict[tuple[Clause, Order, int], list[Any]] = OrderedDict()
        self._remembering = Lock()
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._lexicon.frequency)
        self._beginning = lru_cache(maxsize=64)(self._lexicon.terms)
        self._all_terms = lru_cache(maxsize=None)(self._lexicon.terms)
        self._terms_of = lru_cache(maxsize=_EXPLAINED)(self._terms_of_paragraphs)
        self.prefix_frequency = lru_cache(maxsize=1 << 12)(self._lexicon.prefix_frequency)
        self._require_whole(files.index)

    def _require_whole(self, index: str) -> None:
        """That the cluster has all of what the folder says. Raises IndexDamagedError."""
        count = self._connection.ask("GET", f"/{index}/_count")["count"]
        if count != self.paragraphs:
            reason = translate("the cluster has {found} of its {wanted} paragraphs")
            reason = reason.format(found=count, wanted=self.paragraphs)
            raise IndexDamagedError(path=self.folder, reason=reason, command="alinea rebuild")

    @property
    def paragraphs(self) -> int:
        return self._lexicon.paragraphs

    @property
    def collection_size(self) -> int:
        return self._lexicon.paragraphs

    @property
    def copied(self) -> Set[int]:
        return self._lexicon.copied

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order = Order.RELEVANCE,
        budget: Budget = UNLIMITED,
        *,
        counted: int = 0,
        offset: int = 0,
        collapsed: bool = False,
        besides: Clause | None = None,
    ) -> Matches:
        asked = self._counts_asked(clause, counted, collapsed=collapsed, besides=besides)
        answer, hits = self._part(clause, limit, order, budget, offset, asked)
        told = answer.get("aggregations", {})
        found = Matches(_total(answer), [self._match(hit, order) for hit in hits])
        if besides is not None:
            found = replace(found, besides=told["besides"]["doc_count"])
        if found.total <= counted:
            documents = self._documents(clause, found, told.get("documents"), budget)
            found = replace(found, documents=documents)
        if "copies" in told:
            repeated = self._repeated(clause, told["copies"]["clusters"], budget)
            found = replace(found, repeated=repeated)
        return found

    def _counts_asked(
        self, clause: Clause, counted: int, *, collapsed: bool, besides: Clause | None
    ) -> dict[str, Any]:
        """What is counted with a search: the documents only where few paragraphs can match, since
        each that does is looked at for them.
        """
        asked: dict[str, Any] = {}
        if besides is not None:
            asked["besides"] = {"filter": matching(besides)}
        if counted and cost(clause, self) <= _FEW:
            asked["documents"] = _buckets("document", counted)
        if collapsed and self.copied:
            clusters = {"clusters": _buckets("cluster", _CLUSTERS)}
            asked["copies"] = {"filter": _COPY, "aggs": clusters}
        return asked

    def _match(self, hit: Mapping[str, Any], order: Order) -> Match:
        """The address of a paragraph is its payload, as it came."""
        [cluster], [payload] = hit["fields"]["cluster"], hit["fields"]["payload"]
        cluster = cluster if cluster in self.copied else 0
        return Match(_key(hit), score_of(hit, order), payload, cluster)

    def payload(self, match: Match) -> bytes:
        return base64.urlsafe_b64decode(f"{match.address}==")  # which the cluster leaves out

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        return list(map(self.payload, matches))

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        return _total(self._ask({"size": 0, "query": matching(clause)}, budget))

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        """In one request."""
        if len(clauses) < 2:
            return [self.count(clause, budget) for clause in clauses]
        found = list(map(matching, clauses))
        asked = {str(number): {"filter": query} for number, query in enumerate(found)}
        any_of = {"bool": {"should": found, "minimum_should_match": 1}}
        answer = self._aggregated(any_of, asked, budget)
        return [answer[name]["doc_count"] for name in asked]

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        keys = [match.key for match in matches]
        found = every(matching(clause), {"terms": {"key": keys}})
        body = {"size": min(len(keys), WINDOW), "query": found, "sort": ["key"], **_UNSTORED}
        return frozenset(map(_key, self._ask(body, budget)["hits"]["hits"]))

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        paragraphs = self._terms_of(tuple(match.key for match in matches))
        average = self._lexicon.average_length(clause.field)
        return dict(occurrences(clause, paragraphs, average))

    def _terms_of_paragraphs(self, keys: Sequence[int]) -> Mapping[int, Terms]:
        """By their keys; each clause of a query asks for those of the same page."""
        query = {"terms": {"key": keys}}
        body = {"size": len(keys), "query": query, "sort": ["key"], "_source": list(FIELDS)}
        hits = self._ask(body, UNLIMITED)["hits"]["hits"]
        return {_key(hit): hit["_source"] for hit in hits}

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        query = matching(clause)
        return value_counts(lambda asked: self._aggregated(query, asked, budget), columns)

    def close(self) -> None:
        """The connection is the engine's, which other readers have too."""

    # ---- parts

    def _part(
        self,
        clause: Clause,
        limit: int,
        order: Order,
        budget: Budget,
        offset: int,
        aggregations: Mapping[str, Any],
    ) -> tuple[Mapping[str, Any], Sequence[dict[str, Any]]]:
        """The answer with the total, and the hits from `offset` on."""
        body = self._body(clause, order)
        if offset + limit <= WINDOW:
            answer = self._ask(body | {"from": offset, "size": limit, "aggs": aggregations}, budget)
            hits = answer["hits"]["hits"]
            self._remember(clause, order, offset, hits)
            return answer, hits
        answer = self._ask(body | {"size": 0, "aggs": aggregations}, budget)
        stop = min(offset + limit, _total(answer))
        return answer, self._beyond(clause, order, budget, offset, stop)

    def _beyond(
        self, clause: Clause, order: Order, budget: Budget, offset: int, stop: int
    ) -> list[dict[str, Any]]:
        """The hits from `offset` to `stop`, reached from the nearest place that is remembered."""
        body = self._body(clause, order)
        found: list[dict[str, Any]] = []
        place, after = self._nearest(clause, order, offset)
        while place < stop and offset < stop:
            is_wanted = place >= offset
            size = min(WINDOW, (stop if is_wanted else offset) - place)
            page: dict[str, Any] = {"size": size, "track_total_hits": False}
            if after:
                page["search_after"] = after
            if not is_wanted:
                page["docvalue_fields"] = []
            hits = self._ask(body | page, budget)["hits"]["hits"]
            self._remember(clause, order, place, hits)
            if is_wanted:
                found += hits
            if len(hits) < size:
                break
            place, after = place + size, hits[-1]["sort"]
        return found

    def _body(self, clause: Clause, order: Order) -> dict[str, Any]:
        return {
            "query": self._queries.of(clause),
            "sort": self._sorting.by(order),
            "track_scores": True,  # or a script that sorts is given 0 for all
            **_UNSTORED,
            "docvalue_fields": ["cluster", "payload"],
        }

    def _remember(
        self, clause: Clause, order: Order, offset: int, hits: Sequence[Mapping[str, Any]]
    ) -> None:
        if hits:
            with self._remembering:
                self._after[clause, order, offset + len(hits)] = hits[-1]["sort"]
                while len(self._after) > _REMEMBERED:
                    self._after.popitem(last=False)

    def _nearest(self, clause: Clause, order: Order, offset: int) -> tuple[int, list[Any]]:
        """The last place up to `offset` that is known, and what stands before it."""
        with self._remembering:
            known: dict[int, list[Any]] = {
                place: after
                for (one, by, place), after in self._after.items()
                if place <= offset and by is order and one == clause
            }
        place: int = max(known, default=0)
        return place, known.get(place, [])

    # ---- counts

    def _documents(
        self, clause: Clause, found: Matches, told: Mapping[str, Any] | None, budget: Budget
    ) -> int:
        """How many documents the paragraphs are of. told: the documents, counted with them"""
        if found.total <= len(found.best):
            return len({document_of(match.key) for match in found.best})
        if told is None:
            asked = {"documents": _buckets("document", min(found.total, MOST_BUCKETS))}
            told = self._aggregated(matching(clause), asked, budget)["documents"]
        return len(told["buckets"])

    def _repeated(self, clause: Clause, told: Mapping[str, Any], budget: Budget) -> int:
        """A cluster has one paragraph at the most that is no copy: only where copies match, it
        is asked which of these match too. told: clusters of the copies, as many as fit
        """
        buckets = told["buckets"]
        if told["sum_other_doc_count"]:
            buckets = self._all_clusters(every(matching(clause), _COPY), budget)
        copies: int = sum(bucket["doc_count"] for bucket in buckets)
        clusters = [bucket["key"] for bucket in buckets]
        firsts = 0
        for start in range(0, len(clusters), MOST_BUCKETS):
            some = matching(ClusterClause(tuple(clusters[start : start + MOST_BUCKETS])))
            query = every(matching(clause), some, without=[_COPY])
            firsts += _total(self._ask({"size": 0, "query": query}, budget))
        return copies + firsts - len(clusters)

    def _all_clusters(self, query: Query, budget: Budget) -> list[dict[str, Any]]:
        """Buckets, one after the other, however many they are."""
        found: list[dict[str, Any]] = []
        sources = [{"cluster": {"terms": {"field": "cluster"}}}]
        asked: dict[str, Any] = {"size": WINDOW, "sources": sources}
        while True:
            answer = self._aggregated(query, {"clusters": {"composite": asked}}, budget)["clusters"]
            found += [{**one, "key": one["key"]["cluster"]} for one in answer["buckets"]]
            if len(answer["buckets"]) < WINDOW:
                return found
            asked["after"] = answer["after_key"]

    def _aggregated(
        self, query: Query, aggregations: Mapping[str, Any], budget: Budget
    ) -> Mapping[str, Any]:
        body = {"size": 0, "query": query, "aggs": aggregations, "track_total_hits": False}
        found: Mapping[str, Any] = self._ask(body, budget).get("aggregations", {})
        return found

    # ---- requests

    def _ask(self, body: Mapping[str, Any], budget: Budget) -> Mapping[str, Any]:
        """A search of the whole index or an error: fewer hits than there are is no answer."""
        budget.check()
        seconds = min(budget.seconds_left, _UNHURRIED)
        try:
            with about(self.folder):
                answer: Mapping[str, Any] = self._connection.ask(
                    "POST",
                    self._path,
                    {"track_total_hits": True, **body},
                    seconds + _GRACE,
                    allow_partial_search_results=False,
                    cancel_after_time_interval=f"{max(1, int(seconds * 1000))}ms",
                )
        except ClusterUnavailableError:
            budget.check()  # it took too long
            raise
        self._require_answer(answer)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            budget.check()
            reason = translate("some shards have not answered")
            raise ClusterUnavailableError(hosts=self._connection.where, reason=reason)
        return answer

    def _require_answer(self, answer: object) -> None:
        """What stands between may answer for the cluster."""
        if not (isinstance(answer, dict) and {"timed_out", "_shards", "hits"} <= answer.keys()):
            reason = translate("what answers is no search")
            raise ClusterRefusedError(hosts=self._connection.where, reason=reason)


def _buckets(field: str, size: int) -> dict[str, Any]:
    """Each shard gives as many as are asked for in all, so that counts are exact."""
    return {"terms": {"field": field, "size": size, "shard_size": size}}


def _key(hit: Mapping[str, Any]) -> int:
    """Whatever hits are sorted by, it is the last."""
    return int(hit["sort"][-1])


def _total(answer: Mapping[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])
