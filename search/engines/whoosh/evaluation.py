"""Clauses over one segment, evaluated with NumPy over whole posting lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ...query.bm25 import K1, KEPT_LENGTHS, B, idf
from ...query.budget import Budget
from ...query.clauses import (
    BooleanClause,
    Clause,
    ClusterClause,
    ConstantClause,
    DateClause,
    DocumentClause,
    EveryClause,
    LeadClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from ..base import ORDINAL_BITS
from .scored import (
    NOTHING,
    Scored,
    are_in,
    intersection,
    near,
    repeated_near,
    scores_at,
    summed,
    unscored,
)
from .segments import Listing, Numbers, Segment

Mask = NDArray[np.bool_]

#: Lists are summed in an accumulator as long as the segment when together they are longer
#: than this part of it; below, sorting them together is faster (measured).
_DENSE = 50

_LENGTHS = np.array(KEPT_LENGTHS, np.float64)


class Evaluation:
    """Evaluates clauses over a segment with the statistics of the whole index.

    frequency(field, term): the index's document frequency
    average(field): the index's average length
    budget: asked between two clauses
    repeated: the clauses that are asked for several times; what comes of them is kept
    """

    def __init__(
        self,
        segment: Segment,
        collection_size: int,
        frequency: Callable[[str, str], int],
        average: Callable[[str], float],
        budget: Budget,
        repeated: frozenset[Clause],
    ) -> None:
        self._segment = segment
        self._collection_size = collection_size
        self._frequency = frequency
        self._average = average
        self._budget = budget
        self._repeated = repeated
        self._scored_before: dict[Clause, Scored] = {}
        self._masked_before: dict[Clause, Mask] = {}

    def evaluate(self, clause: Clause) -> Scored:
        if not (self._repeated and clause in self._repeated):
            return self._evaluated(clause)
        if clause not in self._scored_before:
            self._scored_before[clause] = self._evaluated(clause)
        return self._scored_before[clause]

    def mask(self, clause: Clause) -> Mask:
        """Which documents of the segment match, whatever they score; not to be changed."""
        if not (self._repeated and clause in self._repeated):
            return self._masked(clause)
        if clause not in self._masked_before:
            self._masked_before[clause] = self._masked(clause)
        return self._masked_before[clause]

    def _evaluated(self, clause: Clause) -> Scored:
        self._budget.check()
        match clause:
            case TermClause():
                return self._term(clause)
            case PhraseClause():
                return self._phrase(clause)
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                return unscored(np.flatnonzero(self.mask(clause.clause)), clause.score)
            case _:
                return unscored(np.flatnonzero(self.mask(clause)))

    def _masked(self, clause: Clause) -> Mask:
        self._budget.check()
        match clause:
            case BooleanClause():
                return self._boolean_mask(clause)
            case ConstantClause():
                return self.mask(clause.clause)
            case TermClause() | PrefixClause() | PhraseClause() | NearClause():
                return self._listed([self._documents(clause)])
            case DateClause():
                return self._in_dates(clause)
            case DocumentClause():
                return np.isin(self._segment.keys >> ORDINAL_BITS, clause.documents)
            case ClusterClause():
                return np.isin(self._segment.clusters, clause.clusters)
            case LeadClause():
                return self._segment.is_lead
            case EveryClause():
                return np.ones(self._segment.size, np.bool_)

    def _documents(self, clause: TermClause | PrefixClause | PhraseClause | NearClause) -> Listing:
        """The documents of a clause that has a list of them, in any order."""
        match clause:
            case TermClause():
                return self._segment.documents(clause.field, clause.term)
            case PrefixClause():
                return self._segment.documents_of_prefix(clause.field, clause.prefix)
            case PhraseClause():
                return self.evaluate(clause).documents
            case NearClause():
                return self._near(clause)

    def _term(self, clause: TermClause) -> Scored:
        documents, frequencies = self._segment.postings(clause.field, clause.term)
        rarity = clause.weight * self._idf(clause.field, clause.term)
        return self._scored(clause.field, documents, frequencies, rarity)

    def _phrase(self, clause: PhraseClause) -> Scored:
        starts = self._starts(clause)
        documents, frequencies = np.unique(starts >> 32, return_counts=True)
        rarity = sum(self._idf(clause.field, slot[0]) for slot in clause.slots) * clause.weight
        return self._scored(clause.field, documents, frequencies.astype(np.float64), rarity)

    def _near(self, clause: NearClause) -> Numbers:
        """Whichever of the terms comes first, the other has to follow soon."""
        term, other = clause.terms
        places = self._segment.occurrences(clause.field, term)
        if term == other:
            return repeated_near(places, clause.distance) >> 32
        others = self._segment.occurrences(clause.field, other)
        return near(places, others, clause.distance) >> 32

    def _starts(self, clause: PhraseClause) -> Numbers:
        """Where the phrase begins; a slot that stands in it twice is read once."""
        places = {slot: self._places(clause.field, slot) for slot in set(clause.slots)}
        slots = sorted(enumerate(clause.slots), key=lambda slot: len(places[slot[1]]))
        first, slot = slots[0]
        starts = places[slot] - first
        for place, slot in slots[1:]:
            self._budget.check()
            starts = starts[are_in(starts + place, places[slot])]
        return starts

    def _places(self, field: str, slot: tuple[str, ...]) -> Numbers:
        lists = [self._segment.occurrences(field, term) for term in slot]
        return lists[0] if len(lists) == 1 else np.sort(np.concatenate(lists))

    def _scored(
        self, field: str, documents: Numbers, frequencies: NDArray[np.float64], rarity: float
    ) -> Scored:
        """`bm25.term_score` for a whole list; `rarity` is weight · idf."""
        if not len(documents):
            return NOTHING
        norms = K1 * (1 - B + B * _LENGTHS / self._average(field))
        lengths = self._segment.lengths(field)[documents]
        scores = frequencies / (frequencies + norms[lengths])
        scores *= rarity * (K1 + 1)
        return Scored(documents, scores)

    def _idf(self, field: str, term: str) -> float:
        return idf(self._collection_size, self._frequency(field, term))

    def _boolean(self, clause: BooleanClause) -> Scored:
        scoring = [part for part in clause.must if _can_score(part)]
        if not clause.must:
            found = self._union(clause.should)
        elif not scoring:
            found = unscored(np.flatnonzero(self._all(clause.must)))
        else:
            found = reduce(intersection, (self.evaluate(part) for part in scoring))
            for part in clause.must:
                if not _can_score(part):
                    found = found.only(self.mask(part)[found.documents])
        if clause.must and clause.should:
            scores = found.scores + self._scores(clause.should, found.documents)
            found = Scored(found.documents, scores)
        for part in clause.must_not:
            found = found.only(~self.mask(part)[found.documents])
        return found

    def _scores(self, clauses: Sequence[Clause], documents: Numbers) -> NDArray[np.float64]:
        """What each of the documents scores for what may match it besides."""
        lists = [
            scored
            for part in _alternatives(clauses)
            if len((scored := self.evaluate(part)).documents)
        ]
        if sum(len(scored.documents) for scored in lists) * _DENSE <= self._segment.size:
            return scores_at(summed(lists), documents) if lists else np.zeros(len(documents))
        scores = np.zeros(self._segment.size)
        for scored in lists:
            scores[scored.documents] += scored.scores
        return np.asarray(scores[documents])

    def _boolean_mask(self, clause: BooleanClause) -> Mask:
        found = self._all(clause.must) if clause.must else self._any(clause.should)
        for part in clause.must_not:
            if not found.any():
                break
            found = found & ~self.mask(part)
        return found

    def _all(self, clauses: Sequence[Clause]) -> Mask:
        return reduce(np.logical_and, (self.mask(part) for part in clauses))

    def _any(self, clauses: Sequence[Clause]) -> Mask:
        """Lists are marked in one mask, without a mask of each."""
        found = np.zeros(self._segment.size, np.bool_)
        for clause in _alternatives(clauses):
            if isinstance(clause, TermClause | PrefixClause | PhraseClause | NearClause):
                self._budget.check()
                found[self._documents(clause)] = True
            else:
                found |= self.mask(clause)
        return found

    def _union(self, clauses: Sequence[Clause]) -> Scored:
        """The sum of several lists, each ascending and distinct."""
        lists: list[Scored] = []
        rest = map(self.evaluate, _alternatives(clauses))
        length = 0
        for scored in rest:
            if len(scored.documents):
                lists.append(scored)
                length += len(scored.documents)
            if len(lists) > 1 and length * _DENSE > self._segment.size:
                return self._summed_densely(chain(lists, rest))
        if len(lists) < 2:
            return lists[0] if lists else NOTHING
        return summed(lists)

    def _summed_densely(self, lists: Iterable[Scored]) -> Scored:
        """Long lists, in an accumulator as long as the segment; one at a time in memory."""
        scores = np.zeros(self._segment.size)
        listed = np.zeros(self._segment.size, np.bool_)
        for scored in lists:
            scores[scored.documents] += scored.scores
            listed[scored.documents] = True
        documents = np.flatnonzero(listed)
        return Scored(documents, scores[documents])

    def _listed(self, lists: Sequence[Listing]) -> Mask:
        listed = np.zeros(self._segment.size, np.bool_)
        for documents in lists:
            listed[documents] = True
        return listed

    def _in_dates(self, clause: DateClause) -> Mask:
        kept = self._segment.first_days > 0
        if clause.first:
            kept &= self._segment.last_days >= clause.first.toordinal()
        if clause.last:
            kept &= self._segment.first_days <= clause.last.toordinal()
        return kept


def repeated(clause: Clause) -> frozenset[Clause]:
    """The clauses that stand several times in a clause."""
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


def _alternatives(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Alternatives of alternatives are alternatives: one sum for all of them."""
    for clause in clauses:
        if isinstance(clause, BooleanClause) and not (clause.must or clause.must_not):
            yield from _alternatives(clause.should)
        else:
            yield clause


def _can_score(clause: Clause) -> bool:
    """Whether some paragraph may score something other than 0 for the clause."""
    match clause:
        case TermClause() | PhraseClause():
            return True
        case BooleanClause():
            return any(map(_can_score, (*clause.must, *clause.should)))
        case ConstantClause():
            return clause.score != 0
        case _:
            return False
