"""Clauses → documents and their scores, by NumPy over whole posting lists."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from ...query.budget import Budget
from ...query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    LeadClause,
    PhraseClause,
    TermClause,
)
from .collection import Collection
from .matching import FEW, Matching, words
from .memory import ScoredLists, is_remembered
from .positions import starts
from .scored import LEAST, NOTHING, Scored, intersection, scores_at, summed, unscored
from .scoring import Scoring
from .segments import Listing

#: Lists are summed in an accumulator as long as the collection when together they are longer
#: than this part of it; below, sorting them together is faster (measured).
_DENSE = 50


class Evaluation:
    """Of one search.

    lists: those that are remembered, to be added to
    budget: asked between two clauses
    repeated: the clauses that are asked for several times; what comes of them is kept
    """

    def __init__(
        self,
        collection: Collection,
        scoring: Scoring,
        lists: ScoredLists,
        budget: Budget,
        repeated: frozenset[Clause],
    ) -> None:
        self._collection = collection
        self._scoring = scoring
        self._lists = lists
        self._budget = budget
        self._repeated = repeated
        self._before: dict[Clause, Scored] = {}
        self.matching = Matching(collection, budget, repeated, lists)

    def evaluate(self, clause: Clause) -> Scored:
        """The documents that match, deleted ones left out, with their scores."""
        if not (self._repeated and clause in self._repeated):
            return self._evaluated(clause)
        if clause not in self._before:
            self._before[clause] = self._evaluated(clause)
        return self._before[clause]

    def word(self, clause: Clause) -> Scored:
        """The same of a clause whose list is to be remembered (`is_remembered`); no score is 0."""
        self._budget.check()
        known = self._lists.get(clause)
        if known is not None:
            return known
        if isinstance(clause, BooleanClause):
            found = self._boolean(clause)
        else:
            found = self._evaluated(clause)
        return self._lists.keep(clause, Scored(found.documents, np.maximum(found.scores, LEAST)))

    def _evaluated(self, clause: Clause) -> Scored:
        self._budget.check()
        match clause:
            case TermClause():
                return self._live(self._term(clause))
            case PhraseClause():
                return self._live(self._phrase(clause))
            case BooleanClause():
                return self.word(clause) if is_remembered(clause) else self._boolean(clause)
            case ConstantClause():
                return unscored(self.matching.documents(clause), clause.score)
            case _:
                return unscored(self.matching.documents(clause))

    def _live(self, scored: Scored) -> Scored:
        live = self._collection.live
        return scored if live is None else scored.only(live[scored.documents])

    def _term(self, clause: TermClause) -> Scored:
        documents, counts = self._collection.postings(clause.field, clause.term)
        rarity = clause.weight * self._scoring.idf(clause.field, clause.term)
        return self._scoring.scored(clause.field, documents, counts, rarity)

    def _phrase(self, clause: PhraseClause) -> Scored:
        places = starts(self._collection, clause, self._budget) >> 32
        documents, counts = np.unique(places, return_counts=True)
        terms = (slot[0] for slot in clause.slots)
        rarity = sum(self._scoring.idf(clause.field, term) for term in terms) * clause.weight
        return self._scoring.scored(clause.field, documents, counts, rarity)

    def _boolean(self, clause: BooleanClause) -> Scored:
        if any(isinstance(part, FEW) for part in clause.must):
            documents = self.matching.documents(replace(clause, should=()))
            return Scored(documents, self._scores_within(clause, documents))
        scoring = [part for part in clause.must if can_score(part)]
        if not clause.must:
            found = self._union(clause.should)
        elif not scoring:
            found = unscored(self.matching.documents(BooleanClause(must=clause.must)))
        else:
            found = reduce(intersection, (self.evaluate(part) for part in scoring))
            for part in clause.must:
                if not can_score(part):
                    found = found.only(self.matching.are_found(part, found.documents))
        if clause.must and clause.should:
            scores = found.scores + self._scores(clause.should, found.documents)
            found = Scored(found.documents, scores)
        for part in clause.must_not:
            found = found.only(~self.matching.are_found(part, found.documents))
        return found

    def _scores(self, clauses: Sequence[Clause], documents: Listing) -> NDArray[np.float64]:
        """What each of the documents scores for what may match it besides."""
        lists = [
            scored for part in words(clauses) if len((scored := self.evaluate(part)).documents)
        ]
        if sum(len(scored) for scored in lists) * _DENSE <= self._collection.size:
            return scores_at(summed(lists), documents) if lists else np.zeros(len(documents))
        scores = np.zeros(self._collection.size)
        for scored in lists:
            scores[scored.documents] += scored.scores
        return np.asarray(scores[documents])

    def _scores_within(self, clause: Clause, documents: Listing) -> NDArray[np.float64]:
        """What each of a few documents scores, 0 for those that don't match."""
        if is_remembered(clause) or isinstance(clause, PhraseClause):
            return scores_at(self.evaluate(clause), documents)
        scores = np.zeros(len(documents))
        if isinstance(clause, BooleanClause):
            for part in (*clause.must, *clause.should):
                scores += self._scores_within(part, documents)
            if clause.must or clause.must_not:
                scores *= self.matching.are_found(clause, documents)
        elif isinstance(clause, ConstantClause) and clause.score:
            scores[self.matching.are_found(clause.clause, documents)] = clause.score
        return scores

    def _union(self, clauses: Sequence[Clause]) -> Scored:
        """The sum of several lists."""
        lists: list[Scored] = []
        rest = map(self.evaluate, words(clauses))
        length = 0
        for scored in rest:
            if len(scored):
                lists.append(scored)
                length += len(scored)
            if len(lists) > 1 and length * _DENSE > self._collection.size:
                return self._summed_densely(chain(lists, rest))
        if len(lists) < 2:
            return lists[0] if lists else NOTHING
        return summed(lists)

    def _summed_densely(self, lists: Iterable[Scored]) -> Scored:
        """Long lists, in an accumulator as long as the collection; one at a time in memory."""
        scores = np.zeros(self._collection.size)
        listed = np.zeros(self._collection.size, np.bool_)
        longest = NOTHING
        for scored in lists:
            places = scored.documents.astype(np.int64)
            scores[places] += scored.scores
            listed[places] = True
            longest = max(longest, scored, key=len)
        documents = np.flatnonzero(listed)
        if len(longest) == len(documents):  # it has all, and is in the file
            documents = longest.documents
        return Scored(documents, scores[documents])


def repeated(clause: Clause) -> frozenset[Clause]:
    """The clauses that stand several times in a clause; none where all are lists of terms, which
    are remembered otherwise or read in no time.
    """
    if _is_of_terms(clause):
        return frozenset()
    seen: set[Clause] = set()
    again: set[Clause] = set()
    left = [clause]
    while left:
        part = left.pop()
        if part in seen:
            again.add(part)
            continue
        seen.add(part)
        if isinstance(part, BooleanClause):
            left += (*part.should, *part.must, *part.must_not)
        elif isinstance(part, ConstantClause):
            left.append(part.clause)
    return frozenset(again)


#: Clauses that are a list of their own, and no more.
_LISTS = frozenset((TermClause, LeadClause))


def _is_of_terms(clause: Clause) -> bool:
    left = [clause]
    for part in left:  # and what is added meanwhile
        if isinstance(part, BooleanClause):
            # Most have nothing but terms in them, of which none needs a look of its own.
            for some in (part.should, part.must, part.must_not):
                if not _LISTS.issuperset(map(type, some)):
                    left += some
        elif isinstance(part, ConstantClause):
            left.append(part.clause)
        elif type(part) not in _LISTS:
            return False
    return True


def can_score(clause: Clause) -> bool:
    """Whether some paragraph may score something other than 0 for the clause."""
    match clause:
        case TermClause() | PhraseClause():
            return True
        case BooleanClause():
            return any(map(can_score, (*clause.must, *clause.should)))
        case ConstantClause():
            return clause.score != 0
        case _:
            return False
