"""Any part of what a clause finds: the cluster gives the first ten thousand hits by their places,
and those after them by what stands before them (search_after).
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from ...query.budget import Budget
from ...query.clauses import Clause
from ..base import Order
from .index import Index, total
from .queries import Queries
from .ranking import WINDOW, Hit, Sorting, place_of

#: Places in the orders of queries that are remembered, so that what comes after them is found.
_REMEMBERED = 256
#: A hit comes without what is stored of it, which takes longer to read than to find it.
UNSTORED = {"stored_fields": "_none_"}


class Paging:
    """The hits of an index, part by part; threads may share it."""

    def __init__(self, index: Index, queries: Queries, sorting: Sorting) -> None:
        self._index, self._queries, self._sorting = index, queries, sorting
        self._after: OrderedDict[tuple[Clause, Order, int], list[Any]] = OrderedDict()
        self._remembering = Lock()

    def part(
        self,
        clause: Clause,
        limit: int,
        order: Order,
        budget: Budget,
        offset: int,
        aggregations: Mapping[str, Any],
    ) -> tuple[Mapping[str, Any], Sequence[Hit]]:
        """The answer with the total, and the hits from `offset` on."""
        body = self._body(clause, order)
        if offset + limit <= WINDOW:
            asked = {"from": offset, "size": limit, "aggs": aggregations}
            answer = self._index.search(body | asked, budget)
            hits = answer["hits"]["hits"]
            self._remember(clause, order, offset, hits)
            return answer, hits
        answer = self._index.search(body | {"size": 0, "aggs": aggregations}, budget)
        stop = min(offset + limit, total(answer))
        return answer, self._beyond(clause, order, budget, offset, stop)

    def _beyond(
        self, clause: Clause, order: Order, budget: Budget, offset: int, stop: int
    ) -> list[Hit]:
        """The hits from `offset` to `stop`, reached from the nearest place that is remembered."""
        body = self._body(clause, order)
        found: list[Hit] = []
        place, after = self._nearest(clause, order, offset)
        while place < stop and offset < stop:
            is_wanted = place >= offset
            size = min(WINDOW, (stop if is_wanted else offset) - place)
            page: dict[str, Any] = {"size": size, "track_total_hits": False}
            if after:
                page["search_after"] = after
            if not is_wanted:
                page["docvalue_fields"] = []
            hits = self._index.search(body | page, budget)["hits"]["hits"]
            self._remember(clause, order, place, hits)
            if is_wanted:
                found += hits
            if len(hits) < size:
                break
            place, after = place + size, place_of(hits[-1])
        return found

    def _body(self, clause: Clause, order: Order) -> dict[str, Any]:
        return {
            "query": self._queries.of(clause),
            "sort": self._sorting.by(order),
            **UNSTORED,
            "docvalue_fields": ["cluster", "payload"],
        }

    def _remember(self, clause: Clause, order: Order, offset: int, hits: Sequence[Hit]) -> None:
        if hits:
            with self._remembering:
                self._after[clause, order, offset + len(hits)] = place_of(hits[-1])
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
