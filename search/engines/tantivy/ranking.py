"""The matches of a query in order, any part of them: pages that neither repeat nor skip.

tantivy orders by scores of 32 bits, ours are rounded before they are compared. So a part is fetched
with what lies around it, until both its ends are told from what is beyond, and equal scores are put
in the order of places. Where all matches score the same, that is the order asked of tantivy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import itemgetter, neg
from typing import Any

import numpy as np
import tantivy

from ...query.budget import Budget
from ..base import MAX_ORDINAL, ORDINAL_BITS, SCORE_DIGITS
from .queries import Parted

#: Hits fetched on both sides of a part, at first; and how many times as many whenever they are
#: all equal to the part's own.
_BEYOND, _MORE = 14, 16

#: What tantivy gives: the value that it orders by, and an address of its own.
Hit = tuple[Any, tantivy.DocAddress]


@dataclass(frozen=True, slots=True)
class Part:
    """total: all that match; keys and scores: of those of the part, in order
    rest: how many no term finds, where that was asked (`queries.Parted`)
    """

    total: int
    keys: Sequence[int]
    scores: Sequence[float]
    rest: int | None = None


class Ranking:
    """The order of what a searcher finds.

    ranks: see `base.Engine.open`
    """

    def __init__(self, searcher: tantivy.Searcher, ranks: Sequence[int] | None) -> None:
        self._searcher = searcher
        self._ranks = None if ranks is None else np.asarray(ranks, np.int64)
        #: Whether equals come from tantivy in the order of keys, by which it sorts a segment.
        self._is_sorted = searcher.num_segments < 2 and ranks is None

    def by_score(self, query: tantivy.Query, offset: int, limit: int, budget: Budget) -> Part:
        """The best first, `limit` of them from `offset` on."""
        return self._part(query, None, offset, limit, budget)

    def by_scores(self, parted: Parted, limit: int, budget: Budget) -> Part:
        """The best `limit` of a query in parts."""
        beyond = _BEYOND
        queries = [query for query in parted if query is not None]
        while True:
            found = [self._searcher.search(query, limit + beyond) for query in queries]
            terms, _, *others = map(_count, found)
            total, rest = terms + sum(others), sum(others)
            each = [one.hits for one in found]  # which are made anew each time
            hits = _together(each)
            stop = min(limit, total)
            if not stop:
                return Part(total, [], [], rest)
            least = _value(hits[stop - 1])
            if all(
                len(own) == _count(one) or _value(own[-1]) < least
                for one, own in zip(found, each, strict=True)
            ):
                return replace(self._settled(total, hits, 0, stop), rest=rest)
            budget.check()
            beyond *= _MORE

    def by_field(
        self, query: tantivy.Query, field: str, offset: int, limit: int, budget: Budget
    ) -> Part:
        """Those with the highest numbers in a field first; they have no scores."""
        if not self._is_sorted:
            part = self._part(query, field, offset, limit, budget)
            return Part(part.total, part.keys, [0.0] * len(part.keys))
        found = self._searcher.search(query, limit, order_by_field=field, offset=offset)
        keys = self._keys([address for _, address in found.hits])
        return Part(_count(found), keys, [0.0] * len(keys))

    def by_place(self, query: tantivy.Query, offset: int, limit: int, score: float = 0.0) -> Part:
        """By document and ordinal, all with that score."""
        if self._ranks is None:
            found = self._by_key(query, offset, limit)
            return _scoring(score, _count(found), [key for key, _ in found.hits])
        # tantivy doesn't know the ranks: all are asked for.
        total = _count(self._by_key(query, 0, 1))
        keys = [key for key, _ in self._by_key(query, 0, max(total, 1)).hits]
        order = self._order(keys)[offset : offset + limit]
        return _scoring(score, total, [keys[place] for place in order])

    def _by_key(self, query: tantivy.Query, offset: int, limit: int) -> tantivy.SearchResult:
        ascending = tantivy.Order.Asc
        return self._searcher.search(
            query, limit, order_by_field="key", offset=offset, order=ascending
        )

    def _part(
        self, query: tantivy.Query, field: str | None, offset: int, limit: int, budget: Budget
    ) -> Part:
        """The highest first, by score or by a field."""
        beyond = _BEYOND
        while True:
            first = max(0, offset - beyond)
            wanted = offset + limit + beyond - first
            found = self._searcher.search(query, wanted, order_by_field=field, offset=first)
            total, hits = _count(found), found.hits
            start, stop = offset - first, min(offset + limit, total) - first
            if stop <= start:
                return Part(total, [], [])
            begins = first == 0 or _value(hits[0]) > _value(hits[start])
            ends = first + len(hits) >= total or _value(hits[-1]) < _value(hits[stop - 1])
            if begins and ends:
                return self._settled(total, hits, start, stop)
            budget.check()
            beyond *= _MORE

    def _settled(self, total: int, hits: Sequence[Hit], start: int, stop: int) -> Part:
        """The hits from `start` to `stop`; no equal of theirs is beyond `hits`."""
        values = list(map(_value, hits[:stop]))
        # Only they and their equals are looked up.
        values += takewhile(values[-1].__eq__, map(_value, hits[stop:]))
        begin = values.index(values[start])
        values = values[begin:]
        keys = self._keys([one for _, one in hits[begin : begin + len(values)]])
        part = slice(start - begin, stop - begin)
        if self._ranks is None:  # a key has the document and then the ordinal
            best = sorted(zip(map(neg, values), keys, strict=True))[part]
            return Part(total, [key for _, key in best], [-value for value, _ in best])
        order = self._order(keys, values)[part]
        return Part(total, [keys[place] for place in order], [values[place] for place in order])

    def _keys(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        return [int(key or 0) for key in self._searcher.fast_field_values("key", addresses)]

    def _order(self, keys: Sequence[int], values: Sequence[float] | None = None) -> list[int]:
        """Where the first is to be found, where the second…: the highest value first, equal
        ones by rank and ordinal.
        """
        numbers = np.asarray(keys, np.int64)
        documents = numbers >> ORDINAL_BITS
        ranks = documents if self._ranks is None else self._ranks[documents]
        leading = np.zeros(len(keys)) if values is None else -np.asarray(values, np.float64)
        order: list[int] = np.lexsort((numbers & MAX_ORDINAL, ranks, leading)).tolist()
        return order


def _together(parts: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of several queries, the best first, each as the last one has it that finds it."""
    every = {(one.segment_ord, one.doc): (value, one) for hits in parts for value, one in hits}
    return sorted(every.values(), key=itemgetter(0), reverse=True)


def _scoring(score: float, total: int, keys: Sequence[int]) -> Part:
    return Part(total, keys, [score] * len(keys))


def _value(hit: Hit) -> float:
    value: float = round(hit[0], SCORE_DIGITS)
    return value


def _count(found: tantivy.SearchResult) -> int:
    """The stub leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]
