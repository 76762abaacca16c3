"""What was typed, understood: a tree of groups and leaves.

The tree is the language that the rest speaks: it is rewritten into clauses for an engine
(`rewrite/`), shown again as text (`unparse.py`), and asked by the highlighter what to
light. All nodes are frozen, so equal queries are equal trees.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..analysis import Token


@dataclass(frozen=True, slots=True)
class Leaf:
    """Words asked for together.

    text: as typed, without quotes and marks
    tokens: the words in it, at least one; several for a phrase, or a word with hyphens
    title_only: whether they have to be in the title (`titre:`)
    start, end: where it stands in the query, in characters
    """

    text: str
    tokens: tuple[Token, ...]
    title_only: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def is_stop(self) -> bool:
        """Whether nothing but stop words is asked for."""
        return all(token.stop for token in self.tokens)

    @property
    def content(self) -> tuple[Token, ...]:
        """The words that have to be there: all but the stop words, or all."""
        return tuple(token for token in self.tokens if not token.stop) or self.tokens

    @property
    def joined(self) -> tuple[str, ...]:
        """The stems of what all the words are when they are written as one."""
        first, last = self.tokens[0], self.tokens[-1]
        return first.joined if first.start + first.reach == last.end else ()


class Word(Leaf):
    """A word, inflected as it may be; with several tokens, all of them."""

    __slots__ = ()


class Synonym(Leaf):
    """What `words.txt` has for words that were typed: side by side, inflected as may be."""

    __slots__ = ()


class Exact(Leaf):
    """`=word`: these forms, not those of the same stem."""

    __slots__ = ()


class Prefix(Leaf):
    """`word*`: the last token begins a word."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fuzzy(Leaf):
    """`word~`: the last token is perhaps mistyped.

    edits: letters that may be wrong (`word~1`), or None for as many as the length allows
    """

    edits: int | None = None


class Wildcard(Leaf):
    """`*tion`, `d?s`: words of these letters; the form of such a token is the pattern."""

    __slots__ = ()


class Phrase(Leaf):
    """`"these words"`: these forms side by side in this order; a form may be a pattern."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Near(Leaf):
    """`"these words"~5`: each near each other one, in any order, stop words left out.

    distance: words that may stand between two of them, at the most
    """

    distance: int = 0


@dataclass(frozen=True, slots=True)
class DateRange:
    """`date:`: documents whose date may be from `first` to `last`; None is no limit."""

    first: date | None
    last: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Language:
    """`langue:`: documents in the language of that code (ISO 639-1)."""

    code: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """`auteur:`, `dossier:`, `fichier:`, `format:`: documents of which that is so.

    column: its key (`columns.py`)
    text: the value as typed, without quotes
    whole: whether that is all of it (`auteur:=Zola`), and not words of it
    start: where it stands in the query, in characters
    """

    column: str
    text: str
    whole: bool = False
    start: int = field(default=0, compare=False)


#: What narrows the documents that words are looked for in.
Filter = DateRange | Language | Attribute


@dataclass(frozen=True, slots=True)
class Everything:
    """All paragraphs: what is left when a query does nothing but exclude."""


@dataclass(frozen=True, slots=True)
class Group:
    """All of `must`, none of `must_not`, and, if nothing must, one of `should`.

    What only should match still counts in the score.
    """

    should: tuple["Node", ...] = ()
    must: tuple["Node", ...] = ()
    must_not: tuple["Node", ...] = ()


Node = Leaf | DateRange | Language | Attribute | Everything | Group


def narrows(node: Node) -> bool:
    """Whether nothing but filters is in it: « (auteur:Zola OU auteur:Hugo) »."""
    if isinstance(node, Group):
        return all(map(narrows, (*node.should, *node.must, *node.must_not)))
    return isinstance(node, Filter)


def leaves(node: Node) -> Iterator[Leaf]:
    """The words asked for, in order; those excluded are left out."""
    match node:
        case Leaf():
            yield node
        case Group():
            for child in (*node.must, *node.should):
                yield from leaves(child)


def all_leaves(node: Node) -> Iterator[Leaf]:
    """The words in it, excluded ones too."""
    match node:
        case Leaf():
            yield node
        case Group():
            for child in (*node.must, *node.should, *node.must_not):
                yield from all_leaves(child)
