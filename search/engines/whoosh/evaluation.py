"""Clauses over one segment, evaluated with NumPy over whole posting lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, reduce

import numpy as np
from numpy.typing import NDArray

from ...bm25 import K1, KEPT_LENGTHS, B, idf
from ...query.clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    DateClause,
    DocumentClause,
    EveryClause,
    LeadClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from ..base import ORDINAL_BITS
from .segments import Numbers, Segment

Mask = NDArray[np.bool_]

#: Lists are summed in an accumulator as long as the segment when together they are longer
#: than this part of it; below, sorting them together is faster (measured).
_DENSE = 50

_LENGTHS = np.array(KEPT_LENGTHS, np.float64)


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents of a segment, ascending and distinct, each with its score."""

    documents: Numbers
    scores: NDArray[np.float64]

    def only(self, kept: NDArray[np.bool_]) -> "Scored":
        return Scored(self.documents[kept], self.scores[kept])


_NOTHING = Scored(np.zeros(0, np.int64), np.zeros(0))


def _unscored(documents: Numbers, score: float = 0.0) -> Scored:
    return Scored(documents, np.full(len(documents), score))


class Evaluation:
    """Evaluates clauses over a segment with the statistics of the whole index.

    frequency(field, term): the index's document frequency
    average(field): the index's average length
    terms(field, prefix): the index's terms
    """

    def __init__(
        self,
        segment: Segment,
        collection_size: int,
        frequency: Callable[[str, str], int],
        average: Callable[[str], float],
        terms: Callable[[str, str], Sequence[str]],
    ) -> None:
        self._segment = segment
        self._collection_size = collection_size
        self._frequency = frequency
        self._average = average
        self._terms = terms
        #: What scores is looked at once more for what matches.
        self._read = cache(segment.postings)

    def evaluate(self, clause: Clause) -> Scored:
        match clause:
            case TermClause():
                return self._term(clause)
            case PhraseClause():
                return self._phrase(clause)
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                return _unscored(np.flatnonzero(self.mask(clause.clause)), clause.score)
            case _:
                return _unscored(np.flatnonzero(self.mask(clause)))

    def mask(self, clause: Clause) -> Mask:
        """Which documents of the segment match, whatever they score."""
        match clause:
            case BooleanClause():
                return self._boolean_mask(clause)
            case ConstantClause():
                return self.mask(clause.clause)
            case PrefixClause():
                terms = self._terms(clause.field, clause.prefix)
                return self._listed([self._postings(clause.field, term) for term in terms])
            case DateClause():
                return self._in_dates(clause)
            case DocumentClause():
                return np.isin(self._segment.keys >> ORDINAL_BITS, clause.documents)
            case LeadClause():
                return self._segment.is_lead
            case EveryClause():
                return np.ones(self._segment.size, np.bool_)
            case TermClause():
                return self._listed([self._postings(clause.field, clause.term)])
            case PhraseClause():
                return self._listed([self._phrase(clause).documents])

    def _term(self, clause: TermClause) -> Scored:
        documents, frequencies = self._read(clause.field, clause.term)
        rarity = clause.weight * self._idf(clause.field, clause.term)
        return self._scored(clause.field, documents, frequencies, rarity)

    def _phrase(self, clause: PhraseClause) -> Scored:
        places = [self._places(clause.field, slot) - n for n, slot in enumerate(clause.slots)]
        places.sort(key=len)
        starts = reduce(_common, places)
        documents, frequencies = np.unique(starts >> 32, return_counts=True)
        rarity = sum(self._idf(clause.field, slot[0]) for slot in clause.slots) * clause.weight
        return self._scored(clause.field, documents, frequencies.astype(np.float64), rarity)

    def _places(self, field: str, slot: tuple[str, ...]) -> Numbers:
        lists = [self._segment.occurrences(field, term) for term in slot]
        return lists[0] if len(lists) == 1 else np.sort(np.concatenate(lists))

    def _scored(
        self, field: str, documents: Numbers, frequencies: NDArray[np.float64], rarity: float
    ) -> Scored:
        """`bm25.term_score` for a whole list; `rarity` is weight · idf."""
        if not len(documents):
            return _NOTHING
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
            found = _unscored(np.flatnonzero(self._all(clause.must)))
        else:
            found = reduce(_intersection, (self.evaluate(part) for part in scoring))
            for part in clause.must:
                if not _can_score(part):
                    found = found.only(self.mask(part)[found.documents])
        if clause.must and clause.should:
            also = self._union(clause.should)
            scores = found.scores + _scores_at(also, found.documents)
            found = Scored(found.documents, scores)
        for part in clause.must_not:
            found = found.only(~self.mask(part)[found.documents])
        return found

    def _boolean_mask(self, clause: BooleanClause) -> Mask:
        if clause.must:
            found = self._all(clause.must)
        else:
            found = np.zeros(self._segment.size, np.bool_)
            for part in clause.should:
                found |= self.mask(part)
        for part in clause.must_not:
            found &= ~self.mask(part)
        return found

    def _all(self, clauses: Sequence[Clause]) -> Mask:
        return reduce(np.logical_and, (self.mask(part) for part in clauses))

    def _union(self, clauses: Sequence[Clause]) -> Scored:
        """The sum of several lists, each ascending and distinct."""
        lists = [scored for clause in clauses for scored in self._alternatives(clause)]
        lists = [scored for scored in lists if len(scored.documents)]
        if len(lists) < 2:
            return lists[0] if lists else _NOTHING
        if sum(len(scored.documents) for scored in lists) * _DENSE > self._segment.size:
            return self._summed_densely(lists)
        return _summed(lists)

    def _summed_densely(self, lists: Sequence[Scored]) -> Scored:
        """Long lists, in an accumulator as long as the segment."""
        scores = np.zeros(self._segment.size)
        for scored in lists:
            scores[scored.documents] += scored.scores
        documents = np.flatnonzero(self._listed([scored.documents for scored in lists]))
        return Scored(documents, scores[documents])

    def _listed(self, lists: Sequence[Numbers]) -> Mask:
        listed = np.zeros(self._segment.size, np.bool_)
        for documents in lists:
            listed[documents] = True
        return listed

    def _postings(self, field: str, term: str) -> Numbers:
        return self._read(field, term)[0]

    def _alternatives(self, clause: Clause) -> list[Scored]:
        """Alternatives of alternatives are alternatives: one sum for all of them."""
        if isinstance(clause, BooleanClause) and not (clause.must or clause.must_not):
            return [scored for part in clause.should for scored in self._alternatives(part)]
        return [self.evaluate(clause)]

    def _in_dates(self, clause: DateClause) -> Mask:
        kept = self._segment.first_days > 0
        if clause.first:
            kept &= self._segment.last_days >= clause.first.toordinal()
        if clause.last:
            kept &= self._segment.first_days <= clause.last.toordinal()
        return kept


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


def _summed(lists: Sequence[Scored]) -> Scored:
    """Short lists, put end to end: a stable sort merges what is already in order."""
    documents = np.concatenate([scored.documents for scored in lists])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    scores = np.concatenate([scored.scores for scored in lists])[order]
    return Scored(documents[first], np.add.reduceat(scores, first))


def _common(few: Numbers, many: Numbers) -> Numbers:
    """The values of `few` that are in `many`, both ascending."""
    return few[_are_in(few, many)]


def _are_in(values: Numbers, among: Numbers) -> NDArray[np.bool_]:
    if not len(among):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(among, values)
    places[places == len(among)] = 0
    return np.asarray(among[places] == values)


def _intersection(a: Scored, b: Scored) -> Scored:
    small, large = (a, b) if len(a.documents) <= len(b.documents) else (b, a)
    kept = small.only(_are_in(small.documents, large.documents))
    return Scored(kept.documents, kept.scores + _scores_at(large, kept.documents))


def _scores_at(scored: Scored, documents: Numbers) -> NDArray[np.float64]:
    """The scores of `documents` in `scored`, 0 for those that aren't in it."""
    if not len(scored.documents):
        return np.zeros(len(documents))
    places = np.searchsorted(scored.documents, documents)
    places[places == len(scored.documents)] = 0
    return np.where(scored.documents[places] == documents, scored.scores[places], 0.0)
