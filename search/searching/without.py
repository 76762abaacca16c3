"""Where nothing is found: what each word alone would find, what a phrase would whose words
stand anywhere, and what there is without each filter and each exclusion.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..errors import BusyError, QueryError
from ..model import Change, Without
from ..query.parser import parse
from ..query.tree import Everything, Filter, Group, Leaf, Near, Node, Phrase, leaves
from ..query.unparse import unparse

#: Other queries that are tried, at the most: each is charged to the budget of the search.
_MOST = 16
#: What is told only where it finds something; that a word alone finds nothing says which it is.
_ONLY_FOUND: tuple[Change, ...] = (
    "phrase_loosened",
    "filter_dropped",
    "filters_dropped",
    "exclusion_dropped",
)


def without(
    tree: Node, filters: Sequence[Filter], count: Callable[[Node], int]
) -> tuple[Without, ...]:
    """Like queries that say more, with how much each finds; none if that costs too much.

    tree: the query; filters: what narrows it besides; count: how much a tree finds
    """
    asked = _Parts.of(tree, filters)
    seen = {unparse(narrowed(tree, filters))}
    found: list[Without] = []
    try:
        for change, part, other in asked.others():
            query = unparse(other)
            if query not in seen and len(found) < _MOST and not _finds(change, part, found):
                seen.add(query)
                found.append(Without(query, count(other), change, part))
    except (QueryError, BusyError):
        return ()
    return tuple(one for one in found if one.total or _tells(one, found))


def _finds(change: Change, part: str, found: Sequence[Without]) -> bool:
    """Whether something is found by the same change already, or by less of it."""
    if change == "filters_dropped":
        return any(one.total and one.change == "filter_dropped" for one in found)
    return any(one.total and (one.change, one.part) == (change, part) for one in found)


def _tells(nothing: Without, found: Sequence[Without]) -> bool:
    """Whether it says something that a query finds nothing: of a word that none finds."""
    others = (one.total for one in found if one.part == nothing.part)
    return nothing.change not in _ONLY_FOUND and not any(others)


def narrowed(tree: Node, filters: Sequence[Filter]) -> Node:
    """The tree, in documents that all filters let through, as a query with them has it."""
    if not filters:
        return tree
    if isinstance(tree, Group) and not (tree.should or tree.must_not):
        own = [child for child in tree.must if isinstance(child, Filter)]
        if own and len(tree.must) - len(own) <= 1:
            return Group(must=(*filters, *tree.must))
    return Group(must=(*filters, tree))


class _Parts(NamedTuple):
    """words: what is looked for, if there is anything; filters: besides, or in the query"""

    words: Node | None
    filters: tuple[Filter, ...]
    excluded: tuple[Node, ...]

    @classmethod
    def of(cls, tree: Node, filters: Sequence[Filter]) -> "_Parts":
        if isinstance(tree, Filter):
            return cls(None, (*filters, tree), ())
        if not isinstance(tree, Group):
            return cls(tree, tuple(filters), ())
        own = tuple(child for child in tree.must if isinstance(child, Filter))
        must = [c for c in tree.must if not isinstance(c, Filter | Everything)]
        words = _one([*must], tree.should)
        return cls(words, (*filters, *own), tree.must_not)

    def others(self) -> Iterator[tuple[Change, str, Node]]:
        """What is changed, the part of the query that is, and the query without it."""
        yield from self._without_filters()
        if self.excluded and self.words:
            said = unparse(Group(must=(Everything(),), must_not=self.excluded))
            yield "exclusion_dropped", said, narrowed(self.words, self.filters)
        if self.words:
            yield from self._loosened(self.words)
            yield from self._each_word(self.words)

    def _without_filters(self) -> Iterator[tuple[Change, str, Node]]:
        for place, one in enumerate(self.filters):
            rest = self.filters[:place] + self.filters[place + 1 :]
            if self.words or self.excluded:
                yield "filter_dropped", unparse(one), narrowed(self._tree(), rest)
            elif rest:
                alone = narrowed(rest[0], rest[1:])
                yield "filter_dropped", unparse(one), alone
        if len(self.filters) > 1 and (self.words or self.excluded):
            said = unparse(Group(must=self.filters))
            yield "filters_dropped", said, self._tree()

    def _tree(self) -> Node:
        if not self.excluded:
            assert self.words  # else there would be nothing to search for
            return self.words
        return Group(must=(self.words or Everything(),), must_not=self.excluded)

    def _loosened(self, words: Node) -> Iterator[tuple[Change, str, Node]]:
        for leaf in leaves(words):
            if isinstance(leaf, Phrase | Near) and (anywhere := _anywhere(leaf)):
                other = _replaced(self._tree(), leaf, anywhere)
                yield "phrase_loosened", unparse(leaf), narrowed(other, self.filters)

    def _each_word(self, words: Node) -> Iterator[tuple[Change, str, Node]]:
        """Those of phrases too, by their stems as others; where the filters let none through,
        without them.
        """
        found = dict.fromkeys(
            word
            for leaf in leaves(words)
            for word in (_words(leaf) if isinstance(leaf, Phrase | Near) else (leaf,))
            if not word.is_stop
        )
        for word in found if len(found) > 1 else ():
            yield "word_alone", unparse(word), narrowed(word, self.filters)
            yield "word_alone", unparse(word), word


def _one(must: Sequence[Node], should: Sequence[Node]) -> Node | None:
    if len(must) + len(should) == 1:
        return (*must, *should)[0]
    return Group(tuple(should), tuple(must)) if must or should else None


def _words(leaf: Leaf) -> tuple[Leaf, ...]:
    """The words of a phrase, each once, stop words left out."""
    try:
        found = [one for one in leaves(parse(leaf.text)) if not one.is_stop]
    except QueryError:
        return ()
    return tuple(replace(one, title_only=leaf.title_only) for one in dict.fromkeys(found))


def _anywhere(leaf: Leaf) -> Node | None:
    """All the words of a phrase, wherever they stand."""
    words = _words(leaf)
    return Group(must=words) if len(words) > 1 else next(iter(words), None)


def _replaced(node: Node, leaf: Leaf, by: Node) -> Node:
    if node == leaf:
        return by
    if not isinstance(node, Group):
        return node
    parts = (node.should, node.must, node.must_not)
    return Group(*(tuple(_replaced(child, leaf, by) for child in part) for part in parts))
