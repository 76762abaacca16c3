"""What narrows the documents that are searched: their dates, their languages."""

from ..clauses import (
    LANGUAGE_FIELD,
    BooleanClause,
    Clause,
    ConstantClause,
    DateClause,
    EveryClause,
    TermClause,
)
from ..languages import FRENCH
from ..statistics import Statistics
from ..tree import DateRange


def date_clause(dates: DateRange) -> Clause:
    """The paragraphs of documents whose date may be one of these."""
    return DateClause(dates.first, dates.last)


def language_clause(code: str, index: Statistics) -> Clause:
    """The paragraphs in a language. French ones are those that name no other."""
    others = index.terms(LANGUAGE_FIELD)
    if code == FRENCH:
        named = tuple(TermClause(LANGUAGE_FIELD, other) for other in sorted(others))
        return BooleanClause(must=(EveryClause(),), must_not=named) if others else EveryClause()
    if code not in others:
        return BooleanClause()
    return ConstantClause(TermClause(LANGUAGE_FIELD, code))
