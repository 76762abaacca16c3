"""Clauses → the queries of OpenSearch."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from ...query.alternatives import alternatives
from ...query.bm25 import K1, B, idf
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
from .lexicon import Lexicon

Query = dict[str, Any]

#: As a float of 32 bits it is another number than those after it.
_BEYOND_ANY_SCORE = 1_000_000

NOTHING: Query = {"match_none": {}}


class Queries:
    """Clauses → queries that score by `bm25.py`, with the frequencies of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, clause: Clause) -> Query:
        return _Scored(self._lexicon).of(clause)


class _Scored:
    """One translation.

    Where a query has the same part twice, Lucene asks for it once with twice the boost, which the
    similarity takes for a length. So no two scored parts are the same to it: each has a bound of
    its own, which nothing reaches.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bounds = count(_BEYOND_ANY_SCORE)

    def of(self, clause: Clause) -> Query:
        match clause:
            case TermClause():
                return self._term(clause)
            case PhraseClause():
                return self._phrase(clause)
            case BooleanClause():
                return _boolean(clause, self.of)
            case ConstantClause():
                return _scoring(matching(clause.clause), clause.score)
            case _:
                return _scoring(_filter(clause), 0.0)

    def _term(self, clause: TermClause) -> Query:
        rarity = clause.weight * self._idf(clause.field, clause.term)
        term = {"value": clause.term, "boost": self._length_factor(clause.field)}
        return self._times(rarity, {"term": {clause.field: term}})

    def _phrase(self, clause: PhraseClause) -> Query:
        """Lucene gives a phrase the similarity's score once for each of its terms."""
        if any(len(slot) > 1 for slot in clause.slots):
            return _scoring(matching(clause), 0.0)
        words = [slot[0] for slot in clause.slots]
        rarity = sum(self._idf(clause.field, word) for word in words) / len(words)
        phrase = {"query": " ".join(words), "boost": self._length_factor(clause.field)}
        return self._times(clause.weight * rarity, {"match_phrase": {clause.field: phrase}})

    def _times(self, factor: float, query: Query) -> Query:
        bound = next(self._bounds)
        return {"function_score": {"query": query, "weight": factor, "max_boost": bound}}

    def _idf(self, field: str, term: str) -> float:
        return idf(self._lexicon.paragraphs, self._lexicon.frequency(field, term))

    def _length_factor(self, field: str) -> float:
        """What a length is multiplied with in the similarity (`schema.py`)."""
        average = self._lexicon.average_length(field)
        return K1 * B / average if average else 0.0


def matching(clause: Clause) -> Query:
    """The same paragraphs, whatever they score."""
    match clause:
        case TermClause():
            return {"term": {clause.field: {"value": clause.term}}}
        case PhraseClause():
            return _slots(clause)
        case BooleanClause(must=()):
            return _boolean(clause, matching)
        case BooleanClause():  # what only adds to scores is left out
            without = BooleanClause(must=clause.must, must_not=clause.must_not)
            return _boolean(without, matching)
        case ConstantClause():
            return matching(clause.clause)
        case _:
            return _filter(clause)


def every(*queries: Query, without: Iterable[Query] = ()) -> Query:
    """What all of them find, unscored, that none of the others finds."""
    return {"bool": {"filter": list(queries), "must_not": list(without)}}


def _scoring(query: Query, score: float) -> Query:
    return {"constant_score": {"filter": query, "boost": score}}


def _boolean(clause: BooleanClause, of: Callable[[Clause], Query]) -> Query:
    """Without anything asked for OpenSearch would find everything, where nothing is found."""
    should = alternatives(clause.should)
    if not (clause.must or should):
        return NOTHING
    return {
        "bool": {
            "must": [of(part) for part in clause.must],
            "should": [of(part) for part in should],
            "must_not": [matching(part) for part in clause.must_not],
            "minimum_should_match": 0 if clause.must else 1,
        }
    }


def _slots(clause: PhraseClause) -> Query:
    if all(len(slot) == 1 for slot in clause.slots):
        words = " ".join(slot[0] for slot in clause.slots)
        return {"match_phrase": {clause.field: {"query": words}}}
    spans = [_spans(clause.field, slot) for slot in clause.slots]
    return {"span_near": {"clauses": spans, "slop": 0, "in_order": True}}


def _spans(field: str, slot: Iterable[str]) -> Query:
    terms = [{"span_term": {field: {"value": term}}} for term in slot]
    return terms[0] if len(terms) == 1 else {"span_or": {"clauses": terms}}


def _filter(clause: Clause) -> Query:
    match clause:
        case PrefixClause():
            return {"prefix": {clause.field: {"value": clause.prefix}}}
        case DateClause():
            return _dates(clause)
        case DocumentClause():
            return {"terms": {"document": list(clause.documents)}}
        case ClusterClause():
            return {"terms": {"cluster": list(clause.clusters)}}
        case LeadClause():
            return {"term": {"lead": {"value": True}}}
        case NearClause():
            return _near(clause)
        case EveryClause():
            return {"match_all": {}}
    raise TypeError(clause)


def _near(clause: NearClause) -> Query:
    """In either order: spans out of order may be one place twice."""
    one, other = ({"span_term": {clause.field: {"value": term}}} for term in clause.terms)
    orders = [[one, other], [other, one]] if clause.terms[0] != clause.terms[1] else [[one, other]]
    slop = {"slop": clause.distance, "in_order": True}
    spans = [{"span_near": {"clauses": order, **slop}} for order in orders]
    return {"bool": {"should": spans, "minimum_should_match": 1}}


def _dates(clause: DateClause) -> Query:
    begun: dict[str, int] = {"gte": 1}
    if clause.last:
        begun["lte"] = clause.last.toordinal()
    first = clause.first.toordinal() if clause.first else 1
    return every({"range": {"first_day": begun}}, {"range": {"last_day": {"gte": first}}})
