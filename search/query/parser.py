"""What a person types → the tree. Nothing typed raises anything but QueryError.

At one level (the query, or a parenthesis) words stand in *chains*: ET adds to a chain,
anything else begins a new one. Any chain may match; `+` makes one required, and so does a
date or a language that is no alternative (« date:2024 Trump »). `-` and SAUF exclude from
the whole level, wherever they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..analysis import FRENCH, Analyzer
from ..errors import EmptyQueryError, QueryError, QuerySyntaxError, QueryTooLongError
from ..wording.messages import translate
from .attributes import parse_attribute
from .dates import parse_dates
from .fields import Columns
from .languages import parse_language
from .leaves import leaf_of
from .lexer import Kind, Lexeme, read
from .operators import settle
from .tree import Everything, Group, Leaf, Node, narrows
from .typed_words import TypedWords
from .unparse import unparse
from .where import as_where

#: Characters in a query, words in a query, parentheses inside one another.
MAX_LENGTH = 512
MAX_TERMS = 64
MAX_DEPTH = 32


class _Limits(NamedTuple):
    length: int
    depth: int


_TYPED = _Limits(MAX_LENGTH, MAX_DEPTH)
#: Of a query as `unparse` writes it: what one within the limits above comes to at the most.
_WRITTEN = _Limits(4 * MAX_LENGTH, 4 * MAX_DEPTH)


@dataclass(frozen=True, slots=True)
class Parsed:
    """tree: what was understood; dropped: operators with nothing to join, as typed"""

    tree: Node
    dropped: tuple[str, ...]


#: Of an index whose documents have no metadata.
NO_COLUMNS: Columns = {}


def parse(query: str, analyzer: Analyzer = FRENCH, columns: Columns = NO_COLUMNS) -> Node:
    """The tree of `query`; see `parse_query`."""
    return parse_query(query, analyzer, columns).tree


def parse_query(query: str, analyzer: Analyzer = FRENCH, columns: Columns = NO_COLUMNS) -> Parsed:
    """The tree of `query`, its words analysed as those of the index, which has those columns.

    Unbalanced quotes and parentheses are closed at the end. Raises QueryTooLongError
    beyond the limits above, QuerySyntaxError with the place of what can't be read, and
    EmptyQueryError when there is no word, number, date or language in it.
    """
    try:
        return _parsed(query, analyzer, columns, _TYPED)
    except QueryError:
        again = _understood(query, analyzer, columns)
        if again is None:
            raise
        return again


def _understood(query: str, analyzer: Analyzer, columns: Columns) -> Parsed | None:
    """What is longer or deeper only as it is the writing of a tree: a query of the greatest
    length has more signs once they are all written.
    """
    try:
        parsed = _parsed(query, analyzer, columns, _WRITTEN)
    except QueryError:
        return None
    return parsed if unparse(parsed.tree) == query else None


def _parsed(query: str, analyzer: Analyzer, columns: Columns, limits: _Limits) -> Parsed:
    if len(query) > limits.length:
        raise QueryTooLongError(count=len(query), limit=limits.length, unit=translate("characters"))
    settled = settle(list(read(query, columns)))
    tree = _tree(settled.lexemes, query, analyzer, limits.depth)
    dropped = settled.dropped
    if tree is None:
        plain = list(read(query, columns, operators=False))
        tree, dropped = _tree(plain, query, analyzer, limits.depth), ()
    if tree is None:
        raise EmptyQueryError()
    terms = _count(tree)
    if terms > MAX_TERMS:
        raise QueryTooLongError(count=terms, limit=MAX_TERMS, unit=translate("words"))
    return Parsed(tree, dropped)


@dataclass(slots=True)
class _Chain:
    nodes: list[Node]
    required: bool
    alternative: bool = False

    def node(self) -> Node:
        return self.nodes[0] if len(self.nodes) == 1 else Group(must=tuple(self.nodes))


@dataclass(slots=True)
class _Level:
    opening: Lexeme | None = None
    chains: list[_Chain] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)
    operator: Kind | None = None
    negated: bool = False

    def add(self, node: Node, sign: str) -> None:
        operator, negated = self.operator, self.negated
        self.operator, self.negated = None, False
        if negated or sign == "-":
            self.excluded.append(node)
        elif operator is Kind.AND and self.chains:
            self.chains[-1].nodes.append(node)
            self.chains[-1].required |= sign == "+"
        else:
            alternative = operator is Kind.OR and bool(self.chains)
            if alternative:
                self.chains[-1].alternative = True
            self.chains.append(_Chain([node], sign == "+", alternative))

    def node(self) -> Node | None:
        must: list[Node] = []
        should: list[Node] = []
        filters: list[Node] = []
        for chain in self.chains:
            node = chain.node()
            if narrows(node) and (chain.required or not chain.alternative):
                filters.append(node)
            else:
                (must if chain.required else should).append(node)
        return _level(should, must, self.excluded, filters)


def _tree(lexemes: Sequence[Lexeme], query: str, analyzer: Analyzer, depth: int) -> Node | None:
    words = TypedWords(query, lexemes, analyzer)
    levels = [_Level()]
    for lexeme in lexemes:
        match lexeme.kind:
            case Kind.OPEN:
                _open(levels, lexeme, depth)
            case Kind.CLOSE:
                if len(levels) > 1:
                    _close(levels)
            case Kind.AND | Kind.OR:
                levels[-1].operator = lexeme.kind
            case Kind.NOT:
                levels[-1].negated = True
            case _:
                if leaf := _operand(lexeme, words):
                    levels[-1].add(leaf, lexeme.sign)
    while len(levels) > 1:
        _close(levels)
    return levels[0].node()


def _open(levels: list[_Level], lexeme: Lexeme, depth: int) -> None:
    if len(levels) > depth:
        reason = translate("parentheses are {limit} deep at the most.").format(limit=depth)
        raise QuerySyntaxError(position=lexeme.start, reason=reason)
    levels.append(_Level(opening=lexeme))


def _close(levels: list[_Level]) -> None:
    level = levels.pop()
    node = level.node()
    if node is None or level.opening is None:
        return
    if level.opening.in_title:
        node = _in_title(node)
    levels[-1].add(node, level.opening.sign)


def _operand(lexeme: Lexeme, words: TypedWords) -> Node | None:
    if lexeme.kind is Kind.DATE:
        return parse_dates(lexeme.text, lexeme.start)
    if lexeme.kind is Kind.LANGUAGE:
        return parse_language(lexeme.text, lexeme.start)
    if lexeme.kind is Kind.ATTRIBUTE:
        return parse_attribute(lexeme.column, lexeme.text, bool(lexeme.mark), lexeme.start)
    settled = as_where(words.settled(lexeme), words.query)
    return leaf_of(settled, lambda text: words.of(text, settled))


def _level(
    should: list[Node], must: list[Node], must_not: list[Node], filters: list[Node]
) -> Node | None:
    """Filters narrow what the words find; they don't make the words optional as `+` does."""
    if filters and (words := _simplified(should, must, [])):
        should, must = [], [*filters, words]
    elif filters:
        must = filters
    elif must_not and not (must or should):
        must = [Everything()]
    return _simplified(should, must, must_not)


def _simplified(should: list[Node], must: list[Node], must_not: list[Node]) -> Node | None:
    """A group that holds no group of alternatives directly, nor a single child."""
    alternatives: list[Node] = []
    for node in should:
        flat = isinstance(node, Group) and not (node.must or node.must_not)
        alternatives.extend(node.should if isinstance(node, Group) and flat else [node])
    if not must_not and len(alternatives) + len(must) == 1:
        return (alternatives or must)[0]
    if not (alternatives or must):
        return None
    return Group(tuple(alternatives), tuple(must), tuple(must_not))


def _in_title(node: Node) -> Node:
    match node:
        case Leaf():
            return replace(node, title_only=True)
        case Group():
            children = (node.should, node.must, node.must_not)
            return Group(*(tuple(_in_title(child) for child in part) for part in children))
        case _:
            return node


def _count(node: Node) -> int:
    match node:
        case Leaf():
            return len(node.tokens)
        case Group():
            return sum(_count(child) for child in (*node.should, *node.must, *node.must_not))
        case _:
            return 1
