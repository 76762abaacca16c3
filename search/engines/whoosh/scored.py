"""Documents with their scores, and what is done with two or more such lists."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coded_scores import CodedScores
from .impacts import Impacts
from .segments import Listing, Numbers


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents, ascending and distinct, each with its score.

    kept: their scores, of a long list that is remembered (`memory.py`) as codes
    best: the highest scores, ascending, and impacts: where they are remembered
    """

    documents: Listing
    kept: NDArray[np.float64] | CodedScores
    best: NDArray[np.float64] | None = None
    impacts: Impacts | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def scores(self) -> NDArray[np.float64]:
        """Of all documents. Where they are codes, `scores_of` makes those alone that are wanted."""
        return self.kept.all() if isinstance(self.kept, CodedScores) else self.kept

    def scores_of(self, places: Numbers) -> NDArray[np.float64]:
        """Those at some places, of which one beyond the last is taken for that."""
        if isinstance(self.kept, CodedScores):
            return self.kept.take(places)
        return self.kept.take(places, mode="clip")

    @property
    def is_long(self) -> bool:
        """Whether it is remembered what each document of the collection scores at most."""
        return self.impacts is not None and self.impacts.by_document is not None

    def only(self, kept: NDArray[np.bool_]) -> "Scored":
        return Scored(self.documents[kept], self.scores[kept])


#: Stands for a score of 0 where 0 says that nothing is found; it is lost in any sum.
LEAST = 1e-300

NOTHING = Scored(np.zeros(0, np.int64), np.zeros(0))


def unscored(documents: Listing, score: float = 0.0) -> Scored:
    return Scored(documents, np.full(len(documents), score))


def summed(lists: Sequence[Scored]) -> Scored:
    """Short lists, put end to end: a stable sort merges what is already in order."""
    documents = np.concatenate([scored.documents for scored in lists])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(_begins(documents))
    scores = np.concatenate([scored.scores for scored in lists])[order]
    return Scored(documents[first], np.add.reduceat(scores, first))


def _begins(values: Listing) -> NDArray[np.bool_]:
    """Whether each is another than the one before it."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def are_in(values: Listing, among: Listing) -> NDArray[np.bool_]:
    """Which of `values` are in `among`, both ascending."""
    if not len(among):
        return np.zeros(len(values), np.bool_)
    return np.asarray(among.take(places_in(values, among), mode="clip") == values)


def places_in(values: Listing, among: Listing) -> Numbers:
    """Where each of `values` is in `among`, if it is there. NumPy would copy all of a list to
    look for numbers of another type.
    """
    return among.searchsorted(values.astype(among.dtype, copy=False))


def intersection(a: Scored, b: Scored) -> Scored:
    small, large = (a, b) if len(a.documents) <= len(b.documents) else (b, a)
    kept = small.only(are_in(small.documents, large.documents))
    return Scored(kept.documents, kept.scores + scores_at(large, kept.documents))


def scores_at(scored: Scored, documents: Listing) -> NDArray[np.float64]:
    """The scores of `documents` in `scored`, 0 for those that aren't in it."""
    if not (len(scored.documents) and len(documents)):
        return np.zeros(len(documents))
    if len(scored.documents) < len(documents):  # the fewer are looked for among the many
        return _scattered(scored, documents)
    places = places_in(documents, scored.documents)
    known = scored.documents.take(places, mode="clip") == documents
    return np.where(known, scored.scores_of(places), 0.0)


def _scattered(scored: Scored, documents: Listing) -> NDArray[np.float64]:
    found = np.zeros(len(documents))
    places = places_in(scored.documents, documents)
    known = documents.take(places, mode="clip") == scored.documents
    found[places[known]] = scored.scores[known]
    return found
