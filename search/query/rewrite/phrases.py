"""Words side by side, or near one another: their forms, with the accents that are typed."""

from collections.abc import Sequence
from itertools import combinations

from ...analysis import Token, accents_asked
from ..clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    NearClause,
    PhraseClause,
    spelling_field,
)
from ..tree import Leaf, Near
from ..wildcards import is_pattern
from .boolean import all_of, any_of
from .context import Context
from .patterns import forms_like


def phrase(context: Context, leaf: Leaf) -> Clause:
    if any(is_pattern(token.form) for token in leaf.tokens):
        return _open_phrase(context, leaf)
    forms = [token.form for token in leaf.tokens]
    asked = _accents(leaf.tokens)

    def clauses(field: str, _: str) -> list[Clause]:
        if not all(context.has(field, form) for form in forms):
            return []
        slots = tuple((form,) for form in forms)
        found = PhraseClause(field, slots, context.weights.alone(field))
        return [all_of([found, *_accented(context, field, asked)])]

    return context.somewhere(leaf, clauses)


def _open_phrase(context: Context, leaf: Leaf) -> Clause:
    """One with wildcards. Each word scores on its own, being none that has a frequency as a
    phrase.
    """
    asked = _accents(leaf.tokens)

    def clauses(field: str, _: str) -> list[Clause]:
        slots = [tuple(forms_like(context, leaf, field, token.form)) for token in leaf.tokens]
        if not all(slots):
            return []
        together = PhraseClause(field, tuple(slots))
        where = ConstantClause(all_of([together, *_accented(context, field, asked)]))
        return [BooleanClause(should=tuple(context.scored(field, slots)), must=(where,))]

    return context.somewhere(leaf, clauses)


def near(context: Context, leaf: Near) -> Clause:
    """Each word scores on its own where every two of them are near."""
    forms = [token.form for token in leaf.content]
    asked = _accents(leaf.content)

    def clauses(field: str, _: str) -> list[Clause]:
        if not all(context.has(field, form) for form in forms):
            return []
        pairs = [NearClause(field, pair, leaf.distance) for pair in combinations(forms, 2)]
        where = ConstantClause(all_of([*pairs, *_accented(context, field, asked)]))
        slots = [(form,) for form in dict.fromkeys(forms)]
        return [BooleanClause(should=tuple(context.scored(field, slots)), must=(where,))]

    return context.somewhere(leaf, clauses)


def _accents(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """What each word that is typed with accents accepts."""
    return [asked for token in tokens if (asked := accents_asked(token))]


def _accented(context: Context, form: str, asked: Sequence[tuple[str, ...]]) -> list[Clause]:
    """One of the spellings of each, which have no positions: somewhere in the paragraph."""
    field = spelling_field(form)
    found = [context.terms((field, one, 1.0) for one in accepted) for accepted in asked]
    return [ConstantClause(any_of(terms)) for terms in found]
