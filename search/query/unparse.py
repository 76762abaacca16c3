"""A tree as text again, in the query language: what was understood of a query."""

import re
from functools import reduce

from ..analysis.tokenizer import RUN
from .columns import column_name
from .tree import (
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
    narrows,
)

#: What begins a query and isn't all of it would be another word: a capital a small one
#: (« A Paris »), « ou » « où ».
_OTHER_FIRST = re.compile(r"([^\W\d_]|ou)(?=\s)")
#: What ends a value, or would begin it otherwise.
_NEEDS_QUOTES = re.compile(r"[\s()«»“”]|^=")


def unparse(node: Node) -> str:
    """A query that parses to the same tree (but for places and parentheses too many)."""
    text = _group(node) if isinstance(node, Group) else _operand(node)
    first = _OTHER_FIRST.match(text)
    is_other = first and (first[1].isupper() or first[1] == "ou")
    return f"({first[1]}){text[first.end() :]}" if first and is_other else text


def _group(group: Group) -> str:
    if group.must and not (group.should or group.must_not):
        return " ET ".join(_operand(child) for child in group.must)
    parts = [f"+{_operand(child)}" for child in group.must if not isinstance(child, Everything)]
    parts += _alternatives(group)
    parts += [f"-{_operand(child)}" for child in group.must_not]
    return reduce(_beside, parts)


def _alternatives(group: Group) -> list[str]:
    """A filter among alternatives needs its OU: on its own it would be required."""
    if any(map(narrows, group.should)):
        return [" OU ".join(_operand(child) for child in group.should)]
    return [_operand(child) for child in group.should]


def _beside(text: str, part: str) -> str:
    """With a space between them; in parentheses what would become one number with what
    stands before it.
    """
    joined = f"{text} {part}"
    crosses = any(run.start() < len(text) < run.end() for run in RUN.finditer(joined))
    return f"{text} ({part})" if crosses else joined


def _operand(node: Node) -> str:
    match node:
        case Group():
            return f"({_group(node)})"
        case DateRange():
            return f"date:{node.text}"
        case Language():
            return f"langue:{node.code}"
        case Attribute():
            return _attribute(node)
        case Leaf():
            return ("titre:" if node.title_only else "") + _words(node)
        case Everything():
            return ""


def _attribute(attribute: Attribute) -> str:
    """In quotes where it has to be; a value has none of them."""
    plain = not _NEEDS_QUOTES.search(attribute.text)
    value = attribute.text if plain else f'"{attribute.text}"'
    return f"{column_name(attribute.column)}:{'=' if attribute.whole else ''}{value}"


def _words(leaf: Leaf) -> str:
    match leaf:
        case Phrase():
            return f'"{leaf.text}"'
        case Near():
            return f'"{leaf.text}"~{leaf.distance}'
        case Exact():
            return f"={leaf.text}"
        case Prefix():
            return f"{leaf.text}*"
        case Fuzzy():
            return f"{leaf.text}~{'' if leaf.edits is None else leaf.edits}"
        case _:
            return leaf.text
