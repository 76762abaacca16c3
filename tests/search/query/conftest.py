"""A tree written so that a test can be read: (and (word chat) (not (phrase …)))."""

from collections.abc import Callable

import pytest

from search.query.parser import parse
from search.query.tree import (
    DateRange,
    Everything,
    Fuzzy,
    Group,
    Language,
    Leaf,
    Near,
    Node,
)


@pytest.fixture(scope="session")
def tree() -> Callable[[str], str]:
    return lambda query: written(parse(query))


def written(node: Node) -> str:
    match node:
        case Leaf():
            name = ("title-" if node.title_only else "") + type(node).__name__.lower()
            return f"({name}{_number(node)} {' '.join(token.form for token in node.tokens)})"
        case DateRange():
            return f"(date {node.first or ''}..{node.last or ''})"
        case Language():
            return f"(language {node.code})"
        case Everything():
            return "(everything)"
        case Group():
            parts = [written(child) for child in node.should]
            parts += [f"+{written(child)}" for child in node.must]
            parts += [f"-{written(child)}" for child in node.must_not]
            return f"[{' '.join(parts)}]"


def _number(leaf: Leaf) -> str:
    number = {Near: "distance", Fuzzy: "edits"}.get(type(leaf))
    value = getattr(leaf, number) if number else None
    return "" if value is None else f"~{value}"
