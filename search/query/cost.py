"""What it costs to evaluate clauses, told before: the postings that an engine reads for them.

Document frequencies say how long each list is, and the tree how often it is read. Reading is
what both engines do in proportion, so both refuse the same.
"""

from typing import Protocol

from .clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)

#: What a clause takes besides its postings, in postings.
_CLAUSE = 100
#: A paragraph looked at for what isn't in postings (dates, documents), in postings.
_SCANNED = 0.1
#: A place of a word in a phrase, which has to be compared, in postings; and one that is
#: looked for among alternatives.
_PLACE, _ALTERNATIVE = 3, 10


class Frequencies(Protocol):
    """What the cost is told by."""

    @property
    def collection_size(self) -> int: ...
    def document_frequency(self, field: str, term: str) -> int: ...
    def prefix_frequency(self, field: str, prefix: str) -> int: ...


def cost(clause: Clause, index: Frequencies) -> int:
    """The work of one evaluation of `clause`, in postings."""
    match clause:
        case BooleanClause():
            parts = (*clause.should, *clause.must, *clause.must_not)
            return _CLAUSE + sum(cost(part, index) for part in parts)
        case ConstantClause():
            return cost(clause.clause, index)
        case TermClause():
            return _CLAUSE + index.document_frequency(clause.field, clause.term)
        case PrefixClause():
            return _CLAUSE + index.prefix_frequency(clause.field, clause.prefix)
        case PhraseClause():
            return _phrase(clause, index)
        case _:
            return _CLAUSE + int(_SCANNED * index.collection_size)


def _phrase(clause: PhraseClause, index: Frequencies) -> int:
    alternatives = any(len(slot) > 1 for slot in clause.slots)
    places = sum(
        index.document_frequency(clause.field, term) for slot in clause.slots for term in slot
    )
    return _CLAUSE * len(clause.slots) + places * (_ALTERNATIVE if alternatives else _PLACE)
