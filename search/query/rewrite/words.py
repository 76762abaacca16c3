"""A word: its stem and form in each field, those of its family, its accents as typed."""

from ...analysis import Token, accents_asked, form_tells, needs_accent
from ..clauses import Clause, TermClause, spelling_field
from ..tree import Leaf
from .context import Context


def word(context: Context, leaf: Leaf, token: Token) -> Clause:
    """The word, inflected as it may be."""
    if needs_accent(token):
        return exact(context, leaf, token)
    weights = context.weights

    def clauses(form: str, stem: str) -> list[TermClause]:
        if token.stop:
            return context.terms([(form, token.form, weights.alone(form))])
        terms = [(stem, term, weights.of(stem)) for term in (token.stem, *token.others)]
        if form_tells(token):
            terms.append((form, token.form, weights.of(form)))
        terms.append((spelling_field(form), token.stem, weights.of(stem)))
        terms += _accents(context, form, token)
        return [*context.terms(terms), *_family(context, token, stem)]

    return context.somewhere(leaf, clauses)


def exact(context: Context, leaf: Leaf, token: Token) -> Clause:
    """The form alone, with the accents that are typed."""
    asked = accents_asked(token)

    def clauses(form: str, _: str) -> list[TermClause]:
        terms = [(spelling_field(form), one) for one in asked] or [(form, token.form)]
        worth = context.weights.alone(form)
        return context.terms((field, term, worth) for field, term in terms)

    return context.somewhere(leaf, clauses)


def _family(context: Context, token: Token, field: str) -> list[TermClause]:
    """The other stems of the word, each for little: what was typed comes first."""
    least = context.weights.of(field) * context.weights.family
    others = context.relations(token)
    if not others:
        return []
    found = context.terms((field, other.stem, least * other.weight) for other in others)
    if found:
        context.families[token.stem].update(clause.term for clause in found)
    return found


def _accents(context: Context, form: str, token: Token) -> list[tuple[str, str, float]]:
    """The word as it is typed with accents, if the index has it written otherwise too."""
    field, asked = spelling_field(form), accents_asked(token)[:1]
    if not asked:
        return []
    frequency = context.index.document_frequency
    others = any(frequency(field, term) < frequency(form, token.form) for term in asked)
    return [(field, term, context.weights.of(field)) for term in asked if others]
