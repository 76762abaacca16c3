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


def score_of(hit: Mapping[str, Any], order: Order) -> float:
    """The score of a hit, as it was rounded or as it will be."""
    if order is Order.RELEVANCE:
        return float(hit["sort"][0]) / _UNITS
    return math.floor(float(hit["_score"]) * _UNITS + 0.5) / _UNITS


class Sorting:
    """How hits are sorted, for the ranks that documents have (`base.Engine.open`)."""

    def __init__(self, ranks: Sequence[int] | None) -> None:
        self._place: list[dict[str, Any]] = [{"key": {"order": "asc"}}]
        if ranks is not None:
            script = {"source": _PLACE, "params": _places(ranks)}
            by_place = {"_script": {"type": "number", "order": "asc", "script": script}}
            self._place = [by_place, *self._place]

    def by(self, order: Order) -> list[dict[str, Any]]:
        match order:
            case Order.RELEVANCE:
                script = {"source": _ROUNDED}
                score = {"_script": {"type": "number", "order": "desc", "script": script}}
                return [score, *self._place]
            case Order.DATE | Order.OLDEST:
                direction = "desc" if order is Order.DATE else "asc"
                return [{"first_day": {"order": direction, "missing": "_last"}}, *self._place]
            case Order.ADDED:
                return [{"added": {"order": "desc"}}, *self._place]
            case _:
                return list(self._place)


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
