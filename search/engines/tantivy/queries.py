"""What a search asks of tantivy for its clauses: whole, in parts, or for the copies among them."""

from collections.abc import Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

import tantivy

from ...query.alternatives import alternatives, parts
from ...query.clauses import (
    BooleanClause,
    Clause,
    ClusterClause,
    ConstantClause,
    PhraseClause,
    TermClause,
)
from .translation import Translation, any_of

#: Clauses of which the queries are kept, then all are forgotten.
_KEPT = 1 << 13


class Parted(NamedTuple):
    """A query in parts, each of which is much faster than all together: unions of nothing but
    terms.

    terms: what any of its terms finds, with what these score
    both: what of it finds besides what only adds to scores, with all that it scores
    rest: what no term of it finds, or None if it asks for nothing else
    """

    terms: tantivy.Query
    both: tantivy.Query
    rest: tantivy.Query | None


class Queries:
    """Clauses → the queries of one index."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._translation = Translation(schema)

    def of(self, clause: Clause) -> tantivy.Query:
        """A search asks several times with the same parts: they are translated once."""
        return self._kept.of(clause)

    def unscored(self, clause: Clause) -> tantivy.Query:
        """The same paragraphs, each of which scores 0: what only adds to scores isn't read."""
        return tantivy.Query.const_score_query(self._kept.matching(clause), 0.0)

    def parted(self, clause: Clause) -> Parted | None:
        """The clause in parts, if it finds documents by terms and what else it finds scores
        nothing of its own.
        """
        (terms, others), adding = _needed(clause), parts(clause)[1]
        if not (terms and adding) or any(map(_may_score, others)):
            return None
        return _parted(self._kept, terms, others, alternatives(adding))

    @property
    def _kept(self) -> Translation:
        if self._translation.size > _KEPT:
            self._translation = Translation(self._schema)
        return self._translation

    def copies(self, clause: Clause) -> list[tantivy.Query]:
        """Queries that together find what of a clause are copies: what is nothing but terms is
        faster by itself.
        """
        several = [BooleanClause(should=tuple(some)) for some in _needed(clause) if some]
        return [self._copies(self.unscored(one)) for one in several]

    def _copies(self, query: tantivy.Query) -> tantivy.Query:
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._copy)]
        )

    def originals(self, clause: Clause, clusters: Sequence[int]) -> tantivy.Query:
        """What a clause finds of some clusters that are no copies."""
        among = self.of(ClusterClause(tuple(clusters)))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, self.unscored(clause)),
                (tantivy.Occur.Must, among),
                (tantivy.Occur.MustNot, self._copy),
            ]
        )

    @property
    def _copy(self) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "copy", 1, "basic")


def _parted(
    translation: Translation,
    terms: Sequence[Clause],
    others: Sequence[Clause],
    adding: Sequence[Clause],
) -> Parted:
    """See `Queries.parted`."""
    must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    found, more = any_of(map(translation.of, terms)), any_of(map(translation.of, adding))
    both = tantivy.Query.boolean_query([(must, more), (must, found)])
    if not others:
        return Parted(found, both, None)
    left = (must, tantivy.Query.const_score_query(any_of(map(translation.matching, others)), 0.0))
    without = (must_not, any_of(map(translation.matching, terms)))
    rest = tantivy.Query.boolean_query([left, without, (should, more)])
    return Parted(found, both, rest)


def _needed(clause: Clause) -> tuple[list[Clause], list[Clause]]:
    """The alternatives of which one has to match: terms, and others."""
    found = alternatives(parts(clause)[0])
    are_terms = [isinstance(one, TermClause) for one in found]
    return list(compress(found, are_terms)), list(compress(found, map(not_, are_terms)))


def _may_score(clause: Clause) -> bool:
    return not isinstance(clause, ConstantClause) or clause.score != 0


def same_score(clause: Clause) -> float | None:
    """What every match of a clause scores, where they all score the same."""
    match clause:
        case TermClause() | PhraseClause():
            return None
        case ConstantClause():
            return clause.score
        case BooleanClause(should=(), must=(_, *_)):
            scores = [same_score(part) for part in clause.must]
            return None if None in scores else sum(filter(None, scores), 0.0)
        case BooleanClause(should=(only,), must=()):
            return same_score(only)
        case BooleanClause():
            return None
        case _:
            return 0.0
