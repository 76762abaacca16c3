"""Lists of scores that are remembered: what a word finds in one place, and what each scores.

Queries share their words as texts do, so a few lists are asked for most of the time (Zipf's law).
What is remembered are words, no answers: queries of several are put together anew. When there is
no more room a list is only let in if it has been asked for more often than the one that it would
replace, so that what is asked for once replaces nothing (TinyLFU, Einziger, Friedman & Manes 2017).
"""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import BooleanClause, Clause, TermClause
from .coded_scores import coded
from .impacts import impacts_of
from .scored import Scored

#: Bytes that the lists of an index may take together, at least, and for each document where that
#: is more, since lists grow with the collection: what is asked for often fits into it whatever
#: its size, 64 MB of 300,000 documents. Any of them may take a part of that.
_LEAST_ROOM, _A_DOCUMENT, _PART = 64 << 20, 220, 10
#: What an entry takes besides its arrays, about, in bytes.
_ENTRY = 2_000
#: Clauses that are counted; beyond, all counts are halved, so that what was asked long ago counts
#: for less and less.
_COUNTED = 1 << 14
#: The part of the collection of which a list has its impacts by document.
_LONG = 16
#: The highest scores of a list that are kept apart; fewer hits are usually asked for.
BEST = 128


class ScoredLists:
    """The lists of one index, of so many documents. Threads may share it.

    size: bytes that they take
    """

    def __init__(self, collection_size: int) -> None:
        self._collection_size = collection_size
        self._room = max(_LEAST_ROOM, _A_DOCUMENT * collection_size)
        # By the hash of their clauses, which takes longer than anything else here.
        self._lists: OrderedDict[int, tuple[Clause, Scored]] = OrderedDict()
        self._asked: dict[int, int] = {}
        # Those of which the scores were looked at, to be kept as codes.
        self._coded: set[int] = set()
        self._lock = Lock()
        self.size = 0

    def get(self, clause: Clause) -> Scored | None:
        key = hash(clause)
        with self._lock:
            self._asked[key] = self._asked.get(key, 0) + 1
            if len(self._asked) > _COUNTED:
                self._asked = {key: often // 2 for key, often in self._asked.items() if often > 1}
            found = self._lists.get(key)
            if found is None or found[0] != clause:
                return None
            self._lists.move_to_end(key)
            return found[1] if key in self._coded else self._with_codes(key, *found)

    def _with_codes(self, key: int, clause: Clause, scored: Scored) -> Scored:
        """What is asked for again, its scores as codes if it's long: to find these takes as long as
        a few searches do.
        """
        self._coded.add(key)
        if not scored.is_long:
            return scored
        smaller = replace(scored, kept=coded(scored.scores))
        self.size += _size(smaller) - _size(scored)
        self._lists[key] = clause, smaller
        return smaller

    def keep(self, clause: Clause, scored: Scored) -> Scored:
        """The list, remembered if there is room for it."""
        found = self._prepared(scored)
        key, size = hash(clause), _size(found)
        with self._lock:
            if (
                size <= self._room // _PART
                and key not in self._lists
                and self._makes_room(key, size)
            ):
                self._lists[key] = (clause, found)
                self.size += size
        return found

    def _prepared(self, scored: Scored) -> Scored:
        if not len(scored):
            return scored
        size, documents = self._collection_size, scored.documents.astype(np.uint32, copy=False)
        best = _best(scored.scores)
        is_long = len(scored) * _LONG >= size
        impacts = impacts_of(documents, scored.scores, best, size if is_long else None)
        return Scored(documents, scored.scores, best, impacts)

    def _makes_room(self, key: int, size: int) -> bool:
        """Whether there is room, or a list that is asked for less often has made some."""
        asked = self._asked.get(key, 0)
        while self.size + size > self._room:
            oldest = next(iter(self._lists))
            if self._asked.get(oldest, 0) >= asked:
                self._lists.move_to_end(oldest)  # the next one may be worth less
                return False
            self.size -= _size(self._lists.pop(oldest)[1])
            self._coded.discard(oldest)
        return True


def is_remembered(clause: Clause) -> bool:
    """Whether a clause is what a word asks of one place."""
    if not isinstance(clause, BooleanClause):
        return isinstance(clause, TermClause)
    if clause.must or clause.must_not or not clause.should:
        return False
    return {*map(type, clause.should)} == {TermClause}


def _best(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest scores, ascending."""
    start = max(0, len(scores) - BEST)
    return np.sort(np.partition(scores, start)[start:]) if start else np.sort(scores)


def _size(scored: Scored) -> int:
    documents = scored.documents.nbytes if scored.documents.base is None else 0
    return (
        documents
        + scored.kept.nbytes
        + (0 if scored.impacts is None else scored.impacts.nbytes)
        + _ENTRY
    )
