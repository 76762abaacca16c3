"""Clauses that say the same in fewer: what is asked several times is asked once.

Scores stay: what counted twice counts for twice as much. An engine has its own reasons to
read a list again; here goes what no engine has to know of.
"""

from collections.abc import Hashable, Iterable, Iterator

from msgspec.structs import replace

from .clauses import BooleanClause, Clause, ConstantClause, PhraseClause, TermClause


def simplified(clause: Clause) -> Clause:
    """The same paragraphs with the same scores, from clauses without repetitions."""
    match clause:
        case BooleanClause():
            return _boolean(clause)
        case ConstantClause():
            return replace(clause, clause=simplified(clause.clause))
        case _:
            return clause


def _boolean(clause: BooleanClause) -> Clause:
    must = _once(_spread(clause.must, must=True))
    should = _once(_spread(clause.should, must=False))
    must_not = tuple(dict.fromkeys(map(simplified, clause.must_not)))
    if len(must) + len(should) == 1 and not must_not:
        return (must or should)[0]
    return BooleanClause(should, must, must_not)


def _spread(clauses: Iterable[Clause], *, must: bool) -> Iterator[Clause]:
    """All of all are all of them; any of any, any of them. They are spread before they are
    counted: what has been counted together isn't the same as one of it.
    """
    for clause in clauses:
        inside = _inside(clause, must=must)
        if inside is None:
            clause = simplified(clause)
            inside = _inside(clause, must=must)
            yield from (clause,) if inside is None else inside
        else:
            yield from _spread(inside, must=must)


def _inside(clause: Clause, *, must: bool) -> tuple[Clause, ...] | None:
    """What may stand in place of the clause among others that must, or that may, match."""
    if not isinstance(clause, BooleanClause) or clause.must_not:
        return None
    if must:
        return clause.must if clause.must and not clause.should else None
    return None if clause.must else clause.should


def _once(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    first: dict[Hashable, Clause] = {}
    more: dict[Hashable, float] = {}
    for clause in clauses:
        key = _unweighed(clause)
        if key in first:
            more[key] = more.get(key, 0.0) + _weight(clause)
        else:
            first[key] = clause
    for key, weight in more.items():
        own = _weight(first[key])
        first[key] = _times(first[key], (own + weight) / own if own else 1.0)
    return tuple(first.values())


def _unweighed(clause: Clause) -> Hashable:
    """What clauses have in common that differ in nothing but their weight."""
    match clause:
        case TermClause():
            return clause.field, clause.term
        case PhraseClause():
            return clause.field, clause.slots
        case _:
            return clause


def _weight(clause: Clause) -> float:
    return clause.weight if isinstance(clause, TermClause | PhraseClause) else 1.0


def _times(clause: Clause, factor: float) -> Clause:
    """The same paragraphs, each with `factor` times its score."""
    if factor == 1:
        return clause
    match clause:
        case TermClause() | PhraseClause():
            return replace(clause, weight=clause.weight * factor)
        case ConstantClause():
            return replace(clause, score=clause.score * factor)
        case BooleanClause():
            return BooleanClause(
                tuple(_times(part, factor) for part in clause.should),
                tuple(_times(part, factor) for part in clause.must),
                clause.must_not,
            )
        case _:
            return clause
