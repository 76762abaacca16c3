"""A word of several parts, « nord-coréen »: all of them, or what they are written as one."""

from ...analysis import Token
from ..bm25 import K1, idf
from ..clauses import BooleanClause, Clause, ConstantClause, PhraseClause, TermClause
from ..statistics import Statistics
from ..tree import Leaf
from .boolean import all_of, any_of
from .context import Context
from .words import word


def compound(context: Context, leaf: Leaf) -> Clause:
    """All parts, or what they are joined; side by side, or joined, beats whatever the parts
    may score apart.
    """
    parts = [word(context, leaf, token) for token in leaf.content]
    found = _or_joined(context, leaf, all_of(parts))
    if len(parts) == 1:
        return found
    most = sum(_most(part, context.index) for part in parts)
    return BooleanClause(should=_together(context, leaf, most), must=(found,))


def _or_joined(context: Context, leaf: Leaf, parts: Clause) -> Clause:
    if not leaf.joined or not any(_joined(context, leaf, stem) for _, stem in context.fields(leaf)):
        return parts
    joined = context.somewhere(
        leaf, lambda _, stem: [ConstantClause(one) for one in _joined(context, leaf, stem)]
    )
    return any_of([parts, joined])


def _together(context: Context, leaf: Leaf, score: float) -> tuple[Clause, ...]:
    slots = tuple(
        context.expansions.inflections(token, _stems_of(context, token)) for token in leaf.tokens
    )
    return tuple(
        ConstantClause(any_of([PhraseClause(form, slots), *_joined(context, leaf, stem)]), score)
        for form, stem in context.fields(leaf)
    )


def _joined(context: Context, leaf: Leaf, stem: str) -> list[TermClause]:
    return context.terms((stem, joined, 1.0) for joined in leaf.joined)


def _stems_of(context: Context, token: Token) -> tuple[str, ...]:
    """The word's own stem, then those of its family that the index has."""
    return (token.stem, *sorted(context.families.get(token.stem, ())))


def _most(clause: Clause, index: Statistics) -> float:
    """More than any paragraph can score for these terms: tf counts for k1 + 1 at most."""
    match clause:
        case BooleanClause():
            return sum(_most(child, index) for child in (*clause.must, *clause.should))
        case TermClause():
            frequency = index.document_frequency(clause.field, clause.term)
            return clause.weight * (K1 + 1) * idf(index.collection_size, frequency)
        case _:
            return 0.0
