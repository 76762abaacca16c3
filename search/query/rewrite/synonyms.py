"""What `words.txt` has for words that were typed, worth a part of them."""

from collections.abc import Iterable

from ..clauses import BooleanClause, Clause, ConstantClause, PhraseClause, TermClause
from ..synonyms import inflected
from ..tree import Synonym
from .context import Context


def synonym(context: Context, leaf: Synonym) -> Clause:
    """Of several words each scores where they stand side by side, inflected as may be."""
    stems = dict.fromkeys(token.stem for token in leaf.content)

    def clauses(form: str, stem: str) -> list[Clause]:
        weight = context.weights.of(stem) * context.weights.synonym
        terms = context.terms((stem, one, weight) for one in stems)
        if len(leaf.tokens) == 1:
            return [*terms]
        return _side_by_side(context, leaf, form, terms) if len(terms) == len(stems) else []

    return context.somewhere(leaf, clauses)


def _side_by_side(
    context: Context, leaf: Synonym, form: str, terms: Iterable[TermClause]
) -> list[Clause]:
    slots = [_known(context, form, inflected(token)) for token in leaf.tokens]
    if not all(slots):
        return []
    where = ConstantClause(PhraseClause(form, tuple(slots)))
    return [BooleanClause(should=tuple(terms), must=(where,))]


def _known(context: Context, field: str, forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(form for form in forms if context.has(field, form))
