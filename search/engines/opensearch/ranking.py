"""The order of what a query finds, in which the cluster sorts it: any part of it is a slice.

Scores are rounded where they are sorted, and equal ones are in the order of documents, so that no
two paragraphs have the same place, whichever shard or replica they come from.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..base import SCORE_DIGITS, Order

#: Hits that OpenSearch gives at the most from the first on (index.max_result_window).
WINDOW = 10_000

_UNITS: int = 10**SCORE_DIGITS
_ROUNDED = f"Math.round(_score * {_UNITS}.0)"
#: The place of a document: its number, or what the list has for it from some number on.
_PLACE = (
    "long document = doc['document'].value;"
    " return document < params.first"
    " ? (double) document : ((Number) params.places.get((int) (document - params.first)))"
    ".doubleValue()"
)


Hit = Mapping[str, Any]


def key_of(hit: Hit) -> int:
    """Of the paragraph that it is."""
    return int(hit["sort"][-2])


def score_of(hit: Hit, order: Order) -> float:
    """The score of a hit, as it was rounded or as it will be."""
    if order is Order.RELEVANCE:
        return float(hit["sort"][0]) / _UNITS
    return math.floor(float(hit["sort"][-1]) * _UNITS + 0.5) / _UNITS


def place_of(hit: Hit) -> list[Any]:
    """What the hits after this one come after (search_after).

    Of its score, which another copy of the shard may add up to another last digit, it has the
    least: whatever the score is there, the hit itself isn't after it.
    """
    return [*hit["sort"][:-1], 0]


class Sorting:
    """How hits are sorted, for the ranks that documents have (`base.Engine.open`).

    The score stands behind the key, where nothing is left to be sorted by it. So it is known to
    scripts and comes with the hit; asked for beside (`track_scores`) it would be computed once more
    for all that is found, to know the best, and a third time for each hit.
    """

    def __init__(self, ranks: Sequence[int] | None) -> None:
        self._place: list[dict[str, Any]] = [{"key": {"order": "asc"}}]
        if ranks is not None:
            script = {"source": _PLACE, "params": _places(ranks)}
            by_place = {"_script": {"type": "number", "order": "asc", "script": script}}
            self._place = [by_place, *self._place]

    def by(self, order: Order) -> list[Any]:
        return [*self._first(order), *self._place, "_score"]

    def _first(self, order: Order) -> list[dict[str, Any]]:
        match order:
            case Order.RELEVANCE:
                script = {"source": _ROUNDED}
                score = {"_script": {"type": "number", "order": "desc", "script": script}}
                return [score]
            case Order.DATE | Order.OLDEST:
                direction = "desc" if order is Order.DATE else "asc"
                return [{"first_day": {"order": direction, "missing": "_last"}}]
            case Order.ADDED:
                return [{"added": {"order": "desc"}}]
            case _:
                return []


def _places(ranks: Sequence[int]) -> dict[str, Any]:
    """Documents are numbered as they come, so those of the first build are in order, and keep
    their numbers as places. Each that came later has one between two of them: a query that names
    the later ones alone stays short.

    first: the first number that isn't in order; places: of the numbers from there on
    """
    every = np.asarray(ranks, np.int64)
    falls = np.flatnonzero(np.diff(every) <= 0)
    first = int(falls[0]) + 1 if len(falls) else len(every)
    later = every[first:]
    before = np.searchsorted(every[:first], later)
    order = np.argsort(later, kind="stable")
    places = np.zeros(len(later))
    # Those between the same two are apart by their own order.
    places[order] = before[order] - 1 + (np.arange(len(later)) + 1) / (len(later) + 1)
    return {"first": first, "places": places.tolist()}
