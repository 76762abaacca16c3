"""What documents score at most, all at once: lists of impacts added up.

Where a list has a good part of the collection there is a byte for each document, whatever is in the
list, so that to add it to another one takes less than to go through a few thousand documents. Only
those that may be among the best by the sum are scored (maximum scores: Turtle & Flood 1995), and
all are counted.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import distinct
from .impacts import STEP, Impacts, impacts_of, rounded_up
from .scored import Scored, scores_at
from .segments import Numbers
from .top_documents import Found, Sought

_Sums = NDArray[np.unsignedinteger[Any]]
_Pair = tuple[Scored, Impacts]


def bounded(sought: Sought) -> Found:
    """What is found where one list or more is long."""
    lists, apart, more = map(_with_impacts, (sought.lists, sought.apart, sought.more))
    every = [impacts for _, impacts in (*lists, *apart, *more)]
    sums = _added_up([impacts for _, impacts in lists], sum(one.highest for one in every))
    total = int(np.count_nonzero(sums))
    total += sum(_add(sums, *pair) for pair in lists if not pair[0].is_long)
    alone = sum(_add(sums, *pair) for pair in apart)
    are_found = sums.take(sought.asked) > 0
    for pair in more:
        _add_to_found(sums, *pair)
    documents, scores = _scored(_likely(sums, sought, every), sought)
    return Found(total + alone, alone, documents, scores, are_found)


def _with_impacts(lists: Sequence[Scored]) -> list[_Pair]:
    return [(one, one.impacts or _impacts(one)) for one in lists]


def _impacts(one: Scored) -> Impacts:
    """Those of a list that isn't remembered."""
    return impacts_of(one.documents, one.scores, one.scores.max(keepdims=True), None)


def _added_up(every: Sequence[Impacts], highest: int) -> _Sums:
    """Those of long lists; highest: what there may be for a document, of all lists"""
    kind = np.uint8 if highest <= np.iinfo(np.uint8).max else np.uint16
    first, *others = (one.by_document for one in every if one.by_document is not None)
    sums: _Sums = first.astype(kind)
    for other in others:
        np.add(sums, other, out=sums)
    return sums


def _add(sums: _Sums, one: Scored, impacts: Impacts) -> int:
    """How many documents are new."""
    places = one.documents.astype(np.int64)
    here = sums.take(places)
    new = len(here) - int(np.count_nonzero(here))
    here += rounded_up(one.scores, impacts.highest)
    sums[places] = here
    return new


def _add_to_found(sums: _Sums, one: Scored, impacts: Impacts) -> None:
    places = one.documents.astype(np.int64)
    here = sums.take(places)
    is_found = here > 0
    here += rounded_up(one.scores, impacts.highest)
    here *= is_found
    sums[places] = here


def _likely(sums: _Sums, sought: Sought, every: Sequence[Impacts]) -> Numbers:
    """The documents that may be among the best, ascending."""
    documents = np.flatnonzero(sums >= max(int(sought.least / STEP), 1))
    if len(documents) > sought.limit > 0:
        bounds = sums.take(documents)
        best = int(np.partition(bounds, -sought.limit)[-sought.limit])
        documents = documents[bounds >= best - len(every)]  # less than a step is added by each list
    higher = [one.above for one in every if len(one.above)]
    return distinct(np.concatenate([documents, *higher])) if higher else documents


def _scored(documents: Numbers, sought: Sought) -> tuple[Numbers, NDArray[np.float64]]:
    """Those that are found and score enough."""
    scores = np.zeros(len(documents))
    for one in (*sought.lists, *sought.apart):
        scores += scores_at(one, documents)
    is_found = scores > 0
    for one in sought.more:
        scores += scores_at(one, documents)
    enough = is_found & (scores >= sought.least)
    return documents[enough], scores[enough]
