"""A clause taken apart: what has to match, and what only adds to the scores of what does."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeGuard

from .clauses import BooleanClause, Clause, ConstantClause, TermClause

_TERMS = frozenset((TermClause,))


def parts(clause: Clause) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """The alternatives of which one has to match, and what only adds to the score."""
    if not isinstance(clause, BooleanClause) or clause.must_not or len(clause.must) > 1:
        return (clause,), ()
    if clause.must:
        return clause.must, clause.should
    return clause.should, ()


def alternatives(
    clauses: Iterable[Clause], is_whole: Callable[[Clause], bool] = lambda _: False
) -> list[Clause]:
    """Alternatives of alternatives are alternatives: one sum, or one union, for all of them.

    is_whole: whether alternatives are to stay together
    """
    found: list[Clause] = []
    for clause in clauses:
        if not is_open(clause) or is_whole(clause):
            found.append(clause)
        elif _TERMS.issuperset(map(type, clause.should)):  # as most are
            found += clause.should
        else:
            found += alternatives(clause.should, is_whole)
    return found


def is_open(clause: Clause) -> TypeGuard[BooleanClause]:
    """Whether it is nothing but alternatives."""
    return isinstance(clause, BooleanClause) and not (clause.must or clause.must_not)


def apart(
    found: Sequence[Clause],
    besides: Clause | None,
    is_whole: Callable[[Clause], bool] = lambda _: False,
) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """Of the alternatives of a clause that one of which it is asked what it alone finds, if it is:
    those without it, and it.

    besides: see `engines.base.Reader.search`
    """
    match besides:
        case BooleanClause(should=(), must=(only,), must_not=(others,)):
            counted = set(alternatives((others,), is_whole))
            last = [part for part in found if part not in counted]
            if last == [ConstantClause(only)] and len(found) == len(counted) + 1:
                return [part for part in found if part in counted], last
    return found, ()
