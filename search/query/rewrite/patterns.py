"""Beginnings, mistyped words and words with wildcards: the words of the index like them."""

from collections.abc import Mapping

from ...analysis import Token
from ..clauses import BooleanClause, Clause, ConstantClause, PrefixClause, TermClause
from ..similarity import MAX_EXPANSIONS, allowed_distance
from ..tree import Fuzzy, Leaf, Prefix
from ..wildcards import is_pattern
from .boolean import all_of
from .context import Context
from .words import word


def begun(context: Context, leaf: Prefix) -> Clause:
    """`word*`; of a word of several parts the last is the beginning."""

    def clauses(field: str, _: str) -> list[Clause]:
        beginning = leaf.tokens[-1].form
        best, are_all = context.expansions.begun(field, beginning)
        scored = context.blended(field, dict.fromkeys(best, 1.0))
        return [*scored] if are_all else [*scored, PrefixClause(field, beginning)]

    return all_of([*_before(context, leaf), context.somewhere(leaf, clauses)])


def mistyped(context: Context, leaf: Fuzzy) -> Clause:
    """`word~`; of a word of several parts the last is mistyped."""

    def clauses(field: str, _: str) -> list[TermClause]:
        found = _alike(context, leaf, field, leaf.tokens[-1].form)
        _remember(context, leaf, found)
        return list(context.blended(field, found))

    return all_of([*_before(context, leaf), context.somewhere(leaf, clauses)])


def with_wildcards(context: Context, leaf: Leaf) -> Clause:
    return all_of([_like(context, leaf, token) for token in leaf.content])


def forms_like(context: Context, leaf: Leaf, field: str, form: str) -> list[str]:
    """The terms that a form with wildcards stands for, the most frequent first."""
    if not is_pattern(form):
        return [form] if context.has(field, form) else []
    found = context.expansions.matching(field, form, leaf.start)
    _remember(context, leaf, found)
    return sorted(found, key=lambda term: (-found[term], term))


def _before(context: Context, leaf: Leaf) -> list[Clause]:
    """The parts of a word before its last."""
    return [word(context, leaf, token) for token in leaf.tokens[:-1] if not token.stop]


def _like(context: Context, leaf: Leaf, token: Token) -> Clause:
    """A word with wildcards; the most frequent that it stands for score."""
    if not is_pattern(token.form):
        return word(context, leaf, token)

    def clauses(field: str, _: str) -> list[Clause]:
        found = forms_like(context, leaf, field, token.form)
        rare = tuple(TermClause(field, term) for term in found[MAX_EXPANSIONS:])
        others = [ConstantClause(BooleanClause(should=rare))] if rare else []
        return [*context.scored(field, [found]), *others]

    return context.somewhere(leaf, clauses)


def _alike(context: Context, leaf: Fuzzy, field: str, form: str) -> dict[str, float]:
    """The terms like a mistyped word, no more letters off than it says."""
    edits = allowed_distance(form) if leaf.edits is None else leaf.edits
    least = 1 - edits / len(form)
    found = context.expansions.alike(field)[form]
    return {term: likeness for term, likeness in found.items() if likeness >= least}


def _remember(context: Context, leaf: Leaf, found: Mapping[str, object]) -> None:
    context.forms[leaf] = context.forms.get(leaf, frozenset()) | found.keys()
