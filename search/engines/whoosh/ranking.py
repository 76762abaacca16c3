"""The best of what a clause finds, and how many that is: a sum for each paragraph, in no order.

Lists are added up in an array as long as the collection: scores of short ones (`summing.py`), and
impacts where there are long ones (`bounding.py`). What can't be among the best by what is known of
the lists, the scores of their own best, is left out there and then: so most of what is found is
never looked at again, nor sorted (Turtle & Flood 1995).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...query.alternatives import alternatives, apart, parts
from ...query.clauses import BooleanClause, Clause
from .bounding import bounded
from .evaluation import Evaluation
from .memory import is_remembered
from .scored import LEAST, NOTHING, Scored
from .segments import Listing, Numbers
from .summing import Summing
from .top_documents import ROUNDING, Found, Sought, nth_best

#: Found documents that are all looked at.
_ALL = 1024
#: Alternatives that are more are put together one by one: each has a price of its own here.
_MANY = 64


class Ranked(NamedTuple):
    """total: documents found
    documents, scores: the best of them, as many as asked for or more, ascending by document
    lists: where all of them are
    are_found: which of the documents asked about are among them
    besides: how many of them are found by the clause that is counted besides, if that is known
    """

    total: int
    documents: Numbers
    scores: NDArray[np.float64]
    lists: Sequence[Scored]
    are_found: NDArray[np.bool_]
    besides: int | None = None


_NOTHING_FOUND = Ranked(0, NOTHING.documents, NOTHING.scores, (), np.zeros(0, np.bool_))


class Ranking:
    """Over a collection of so many documents. Threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        # Arrays that no thread uses just now: hardly two add up at once.
        self._zeros: list[NDArray[np.float64]] = []

    def best(
        self,
        evaluation: Evaluation,
        clause: Clause,
        limit: int,
        asked: Listing,
        besides: Clause | None = None,
    ) -> Ranked:
        """At least the best `limit`, with whatever scores the same as the last of them.

        asked: documents, ascending, of which is asked whether they are found
        besides: see `base.Reader.search`
        """
        needed, adding = parts(clause)
        several, last = apart(alternatives(needed, is_remembered), besides, is_remembered)
        lists, alone = _lists(evaluation, several), _lists(evaluation, last)
        if not (lists or alone):
            return _NOTHING_FOUND._replace(are_found=np.zeros(len(asked), np.bool_))
        more = _lists(evaluation, alternatives(adding, is_remembered))
        found = self._found(
            Sought(lists, alone, more, asked, limit, _least([*lists, *alone], limit))
        )
        return Ranked(
            found.total,
            found.documents,
            found.scores,
            [*lists, *alone],
            found.are_found,
            found.apart if last else None,
        )

    def _found(self, sought: Sought) -> Found:
        if any(one.is_long for one in sought.lists):
            return bounded(sought)
        try:
            sums = self._zeros.pop()
        except IndexError:
            sums = np.zeros(self._size)
        found = Summing(sums, sought).find()
        self._zeros.append(sums)
        return found


def _least(found: Sequence[Scored], limit: int) -> float:
    """What one of the best scores at least: each list has as many that score that by themselves."""
    if sum(map(len, found)) <= _ALL or not limit:
        return LEAST
    bests = [_nth_best(one, limit) for one in found if len(one) >= limit]
    return max(LEAST, max(bests, default=0.0) - ROUNDING)


def _nth_best(scored: Scored, number: int) -> float:
    if scored.best is not None and number <= len(scored.best):
        return float(scored.best[-number])
    return nth_best(scored.scores, number)


def _positive(evaluation: Evaluation, clause: Clause) -> Scored:
    """With scores above 0, which tell what is found from what isn't."""
    if is_remembered(clause):
        return evaluation.word(clause)
    scored = evaluation.evaluate(clause)
    return Scored(scored.documents, np.maximum(scored.scores, LEAST))


def _lists(evaluation: Evaluation, clauses: Sequence[Clause]) -> list[Scored]:
    """What the alternatives find, each by itself, or, being many, together."""
    if len(clauses) > _MANY:
        clauses = [BooleanClause(should=tuple(clauses))]
    return [one for part in clauses if len(one := _positive(evaluation, part))]
