"""A tree rewritten: its groups, and for each leaf the module that knows it.

Named after Lucene's `Query.rewrite`. Each word is looked for in text, headings and titles;
what of that is a hit, and of which kind, is decided in `kinds.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ...analysis import Related, Relations, Token, related
from ..budget import UNLIMITED, Budget
from ..clauses import BooleanClause, Clause, EveryClause
from ..cost import expansion_cost
from ..statistics import Statistics
from ..tree import (
    Attribute,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Group,
    Language,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Synonym,
    Wildcard,
    Word,
    all_leaves,
    leaves,
)
from .attributes import attribute_clause
from .compounds import compound
from .context import Context
from .expansions import Expansions
from .filters import date_clause, language_clause
from .kinds import Kinds, by_kind
from .memory import RewrittenWords
from .patterns import begun, mistyped, with_wildcards
from .phrases import near, phrase
from .synonyms import synonym
from .weights import Weights
from .words import exact


@dataclass(frozen=True, slots=True)
class Rewritten:
    """clause: what to ask the engine
    kinds: what of it is found by its text, by a heading, by a title
    wanted: the leaves that are looked for: all but excluded ones and ignored stop words
    expansions: the forms that each mistyped word stands for
    families: for the stem of a word, the other stems of its family that the index has
    ignored: the stop words left out
    """

    clause: Clause
    kinds: Kinds
    wanted: tuple[Leaf, ...]
    expansions: Mapping[Leaf, frozenset[str]]
    families: Mapping[str, frozenset[str]]
    ignored: tuple[str, ...]


def rewrite(
    tree: Node,
    index: Statistics,
    weights: Weights,
    budget: Budget = UNLIMITED,
    relations: Relations = related,
    words: RewrittenWords | None = None,
) -> Rewritten:
    """The clauses of `tree` for this index. Raises what the budget does.

    words: those that are remembered of it with these weights and relations
    """
    budget.expect(expansion_cost(tree, index))
    fuzzy = [leaf for leaf in all_leaves(tree) if isinstance(leaf, Fuzzy)]
    expansions = Expansions(index, budget, fuzzy)
    relations = relations if weights.family else _none
    context = Context(index, weights, expansions, relations, budget)
    rewriter = _Rewriter(context, budget, words or RewrittenWords(index))
    clause, kinds = by_kind(rewriter.node(tree), context)
    return Rewritten(
        clause,
        kinds,
        tuple(rewriter.wanted),
        context.forms,
        {stem: frozenset(found) for stem, found in context.families.items()},
        tuple(rewriter.ignored),
    )


def _none(_: Token) -> tuple[Related, ...]:
    return ()


class _Rewriter:
    """Walks one tree. A leaf that stands in it twice is rewritten once."""

    def __init__(self, context: Context, budget: Budget, words: RewrittenWords) -> None:
        self._context = context
        self._budget = budget
        self._words = words
        self._done: dict[tuple[Leaf, bool], Clause] = {}
        self.wanted: list[Leaf] = []
        self.ignored: list[str] = []

    def node(self, node: Node) -> Clause:
        match node:
            case Leaf():
                return self._leaf(node)
            case DateRange():
                return date_clause(node)
            case Language():
                return language_clause(node.code, self._context.index)
            case Attribute():
                return attribute_clause(self._context, node)
            case Everything():
                return EveryClause()
            case Group():
                return self._group(node)

    def _group(self, group: Group) -> Clause:
        should = tuple(self.node(child) for child in self._without_stop_words(group))
        must = tuple(self.node(child) for child in group.must)
        excluding, self._context.excluding = self._context.excluding, True
        must_not = tuple(self.node(child) for child in group.must_not)
        self._context.excluding = excluding
        return BooleanClause(should, must, must_not)

    def _without_stop_words(self, group: Group) -> list[Node]:
        """Any word may match, so stop words would find everything: only alone they count."""
        if all(leaf.is_stop for leaf in leaves(group)):
            return list(group.should)
        stop = [node for node in group.should if isinstance(node, Word) and node.is_stop]
        self.ignored += [leaf.text for leaf in stop]
        return [node for node in group.should if node not in stop]

    def _leaf(self, leaf: Leaf) -> Clause:
        if not self._context.excluding:
            self.wanted.append(leaf)
        done = (leaf, self._context.excluding)
        if done not in self._done:
            self._budget.check()
            self._done[done] = self._rewritten(*done)
        return self._done[done]

    def _rewritten(self, leaf: Leaf, excluding: bool) -> Clause:
        if known := self._words.get(leaf, excluding):
            self._context.add(known)
            return known.clause
        before = self._context.marks
        clause = clause_of(self._context, leaf)
        self._words.keep(leaf, excluding, self._context.since(before, leaf, clause))
        return clause


def clause_of(context: Context, leaf: Leaf) -> Clause:
    """What one leaf asks for."""
    match leaf:
        case Near():
            return near(context, leaf)
        case Synonym():
            return synonym(context, leaf)
        case Wildcard():
            return with_wildcards(context, leaf)
        case Exact() if len(leaf.tokens) == 1:
            return exact(context, leaf, leaf.tokens[0])
        case Phrase() | Exact():
            return phrase(context, leaf)
        case Prefix():
            return begun(context, leaf)
        case Fuzzy():
            return mistyped(context, leaf)
        case _:
            return compound(context, leaf)
