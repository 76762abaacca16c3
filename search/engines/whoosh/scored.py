"""Documents with their scores, and what is done with two or more such lists."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .segments import Numbers


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents of a segment, ascending and distinct, each with its score."""

    documents: Numbers
    scores: NDArray[np.float64]

    def only(self, kept: NDArray[np.bool_]) -> "Scored":
        return Scored(self.documents[kept], self.scores[kept])


NOTHING = Scored(np.zeros(0, np.int64), np.zeros(0))


def unscored(documents: Numbers, score: float = 0.0) -> Scored:
    return Scored(documents, np.full(len(documents), score))


def summed(lists: Sequence[Scored]) -> Scored:
    """Short lists, put end to end: a stable sort merges what is already in order."""
    documents = np.concatenate([scored.documents for scored in lists])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    scores = np.concatenate([scored.scores for scored in lists])[order]
    return Scored(documents[first], np.add.reduceat(scores, first))


def are_in(values: Numbers, among: Numbers) -> NDArray[np.bool_]:
    """Which of `values` are in `among`, both ascending."""
    if not len(among):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(among, values)
    places[places == len(among)] = 0
    return np.asarray(among[places] == values)


def near(one: Numbers, other: Numbers, distance: int) -> Numbers:
    """Places of one of two terms with one of the other's near, before or behind, at most
    `distance` words between: of whichever has fewer.

    Both ascending, as `Segment.occurrences` has them, without a place in common: other documents
    are far away.
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return few
    behind = np.searchsorted(many, few)
    gaps = many.take(behind, mode="clip") - few  # negative where nothing is behind
    is_near = (gaps >= 0) & (gaps <= distance + 1)
    gaps = few - many.take(behind - 1, mode="clip")  # negative where nothing is before
    is_near |= (gaps >= 0) & (gaps <= distance + 1)
    return few[is_near]


def repeated_near(places: Numbers, distance: int) -> Numbers:
    """Places of a term with another of its own behind, at most `distance` words between."""
    return places[:-1][np.diff(places) <= distance + 1]


def intersection(a: Scored, b: Scored) -> Scored:
    small, large = (a, b) if len(a.documents) <= len(b.documents) else (b, a)
    kept = small.only(are_in(small.documents, large.documents))
    return Scored(kept.documents, kept.scores + scores_at(large, kept.documents))


def scores_at(scored: Scored, documents: Numbers) -> NDArray[np.float64]:
    """The scores of `documents` in `scored`, 0 for those that aren't in it."""
    if not (len(scored.documents) and len(documents)):
        return np.zeros(len(documents))
    if len(scored.documents) < len(documents):  # the fewer are looked for among the many
        return _scattered(scored, documents)
    places = np.searchsorted(scored.documents, documents)
    places[places == len(scored.documents)] = 0
    return np.where(scored.documents[places] == documents, scored.scores[places], 0.0)


def _scattered(scored: Scored, documents: Numbers) -> NDArray[np.float64]:
    found = np.zeros(len(documents))
    places = np.searchsorted(documents, scored.documents)
    places[places == len(documents)] = 0
    known = documents[places] == scored.documents
    found[places[known]] = scored.scores[known]
    return found
