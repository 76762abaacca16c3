"""A tree as text again, in the query language: what was understood of a query."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from ..analysis.tokenizer import RUN
from .columns import column_name
from .lexer import is_read_as_word
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

#: Words of nothing but letters, of which none is read together with the next.
_OF_WORDS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ ]*")
#: What ends a value, or would begin it otherwise.
_NEEDS_QUOTES = re.compile(r"[\s()«»“”]|^=")


def unparse(node: Node) -> str:
    """A query that parses to the same tree, but for places and parentheses too many."""
    text = _group(node) if isinstance(node, Group) else _operand(node)
    return _first_aside(text)


def _first_aside(text: str) -> str:
    """In parentheses what begins a query, isn't all of it, and would be another word there: a
    capital a small one (« A Paris »), « ou » « où ».
    """
    first = RUN.match(text)
    word = first.group() if first else ""
    is_other = word.lower() == "ou" or (len(word) == 1 and word.isupper())
    return f"({word}){text[len(word) :]}" if is_other and text[len(word) :][:1].isspace() else text


def _group(group: Group) -> str:
    filters, words = _narrowing(group)
    if filters:
        parts = [_Part(_operand(one), ends_alone=True) for one in filters]
        parts += [_Part(_at_this_level(words))] if words else []
    elif group.must and not (group.should or group.must_not):
        return _joined([_Part(_operand(child)) for child in group.must], " ET ")
    else:
        required = [child for child in group.must if not isinstance(child, Everything)]
        parts = [_Part(_signed("+", child)) for child in required]
        parts = _with_alternatives(parts, group.should)
    return _joined([*parts, *(_Part(_signed("-", child)) for child in group.must_not)])


def _narrowing(group: Group) -> tuple[Sequence[Node], Node | None]:
    """The filters before the words that they narrow, and these; no filters where it isn't
    so that a group came to be.
    """
    filters = list(takewhile(narrows, group.must))
    words = group.must[len(filters) :]
    if group.should or len(words) > 1:
        return (), None
    return filters, words[0] if words else None


def _at_this_level(words: Node) -> str:
    """Without parentheses, unless what they exclude, or what narrows them, is theirs alone."""
    if isinstance(words, Group) and not (words.must_not or _narrowing(words)[0]):
        return _group(words)
    return _operand(words)


def _with_alternatives(parts: "list[_Part]", should: Sequence[Node]) -> "list[_Part]":
    """A filter among alternatives needs its OU: on its own it would be required."""
    alternatives = [_Part(_operand(child)) for child in should]
    if not any(map(narrows, should)):
        return [*parts, *alternatives]
    if len(alternatives) == 1:
        *parts, last = parts
        alternatives = [last, *alternatives]
    return [*parts, _Part(_joined(alternatives, " OU "))]


class _Part(NamedTuple):
    """ends_alone: whether nothing of it can be read together with what comes behind"""

    text: str
    ends_alone: bool = False


def _joined(parts: Sequence[_Part], gap: str = " ") -> str:
    """With a comma where two numbers, initials and the like would become one."""
    texts = [part.text for part in parts]
    if all(texts) and _OF_WORDS.fullmatch(gap.join(texts)):
        return gap.join(texts)
    text, alone = "", 0
    for part in parts:
        between = gap if text else ""
        joined = text + between + part.text
        if _are_read_together(joined, len(text), alone):
            joined = f"{text},{between}{part.text}"
        text = joined
        alone = len(text) if part.ends_alone else alone
    return text


def _are_read_together(text: str, place: int, begin: int = 0) -> bool:
    """Whether something goes on across a place in the text, from `begin` on, or ends before it
    for what is behind (« A 100 » before a number).
    """
    runs = [run.span() for run in RUN.finditer(text, begin)]
    before = [run.span() for run in RUN.finditer(text[:place], begin)]
    return runs[: len(before)] != before


def _in_parentheses(text: str) -> str:
    """A telephone number may have a parenthesis in it, and end with it."""
    gap = " " if _are_read_together(f"{text})", len(text)) else ""
    return f"({text}{gap})"


def _signed(sign: str, node: Node) -> str:
    """In parentheses where the sign would be that of a telephone number."""
    text = _operand(node)
    return sign + (_in_parentheses(text) if RUN.match(sign + text) else text)


def _operand(node: Node) -> str:
    match node:
        case Group():
            return _in_parentheses(_group(node))
        case DateRange():
            return f"date:{node.text}"
        case Language():
            return f"langue:{node.code}"
        case Attribute():
            return _attribute(node)
        case Leaf():
            return _in_title(_words(node)) if node.title_only else _words(node)
        case Everything():
            return ""


def narrowing(column: str, value: str, *, whole: bool = False) -> str:
    """What narrows a query to documents that have a value in a column."""
    return unparse(Attribute(column, " ".join(value.replace('"', " ").split()), whole))


def _attribute(attribute: Attribute) -> str:
    """In quotes where it has to be; a value has none of them."""
    plain = not _NEEDS_QUOTES.search(attribute.text)
    value = attribute.text if plain else f'"{attribute.text}"'
    return f"{column_name(attribute.column)}:{'=' if attribute.whole else ''}{value}"


def _in_title(words: str) -> str:
    """The plus of a telephone number would be a sign right behind `titre:`."""
    return f"titre:{_in_parentheses(words) if words.startswith('+') else words}"


def _words(leaf: Leaf) -> str:
    match leaf:
        case Phrase():
            return f'"{leaf.text}"'
        case Near():
            return f'"{leaf.text}"~{leaf.distance}'
        case Exact():
            return f"={leaf.text}"
        case Prefix():
            return _plain(f"{leaf.text}*")
        case Fuzzy():
            return _plain(f"{leaf.text}~{'' if leaf.edits is None else leaf.edits}")
        case _:
            return _plain(leaf.text)


def _plain(word: str) -> str:
    """Behind a sign, even if it is one of no meaning, a word is a word."""
    return word if is_read_as_word(word) else _in_parentheses(f",{word}")
