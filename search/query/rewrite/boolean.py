"""Clauses put together; one alone stays what it is."""

from collections.abc import Sequence

from ..clauses import BooleanClause, Clause


def all_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else BooleanClause(must=tuple(clauses))


def any_of(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else BooleanClause(should=tuple(clauses))
