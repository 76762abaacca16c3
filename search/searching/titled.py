"""The documents whose titles have the words that are typed, the last of them as a beginning."""

from collections.abc import Sequence

from ..analysis import FRENCH
from ..engines.base import Reader
from ..model import DocumentInfo
from ..query.budget import Budget
from ..query.clauses import (
    LEAD_FIELDS,
    TITLE_FIELDS,
    BooleanClause,
    Clause,
    LeadClause,
    PrefixClause,
    TermClause,
)
from ..query.cost import cost
from .as_written import stored

#: Letters of a beginning, at the least: fewer say nothing of a title.
_LEAST = 3
#: Titles that are looked at for each that is told: several documents may have the same.
_SPARE = 4
#: A title that was taken from the lead is in a field of its own.
_FORMS = (TITLE_FIELDS[0], LEAD_FIELDS[0])


def titled(text: str, reader: Reader, budget: Budget, limit: int) -> Sequence[DocumentInfo]:
    """Up to `limit` of them, of the same title one. Raises what the budget does."""
    tokens = FRENCH.tokens(text)
    if not tokens or tokens[-1].end != len(text) or len(tokens[-1].form) < _LEAST:
        return ()
    words = [_in_title(TermClause, token.form) for token in tokens[:-1] if not token.stop]
    begun = _in_title(PrefixClause, tokens[-1].form)
    clause = BooleanClause(must=(*words, begun, LeadClause()))
    budget.charge(cost(clause, reader))
    found = reader.search(clause, limit * _SPARE, budget=budget).best
    by_title = {one.title: one for match in reversed(found) for one in stored(reader, match)[:1]}
    return list(reversed(by_title.values()))[:limit]


def _in_title(kind: type[TermClause] | type[PrefixClause], form: str) -> Clause:
    return BooleanClause(should=tuple(kind(field, form) for field in _FORMS))
