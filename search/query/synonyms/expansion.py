"""A tree with the synonyms of its words: each is one more alternative.

`=word` and phrases are what they say, and what is excluded is that word alone.
"""

from collections.abc import Iterator, Sequence

from ..tree import Group, Node, Synonym, Word, leaves
from .table import Synonyms

#: Alternatives that a query gets at the most.
MAX_SYNONYMS = 32


def expand(tree: Node, synonyms: Synonyms) -> Node:
    """The tree, or one that finds as well what stands for words of it."""
    if not synonyms.may_have(token for leaf in leaves(tree) for token in leaf.tokens):
        return tree
    found = list(_expanded([tree], synonyms))
    return found[0] if len(found) == 1 else Group(should=tuple(found))


def _expanded(alternatives: Sequence[Node], synonyms: Synonyms) -> Iterator[Node]:
    """The alternatives, their groups expanded, then what stands for runs of their words."""
    added: dict[Synonym, None] = {}
    place = 0
    for node in alternatives:
        yield _inside(node, synonyms) if isinstance(node, Group) else node
    while place < len(alternatives):
        found, length = _longest(alternatives[place:], synonyms)
        added |= dict.fromkeys(found)
        place += length
    yield from list(added)[:MAX_SYNONYMS]


def _inside(group: Group, synonyms: Synonyms) -> Group:
    must = tuple(expand(child, synonyms) for child in group.must)
    return Group(tuple(_expanded(group.should, synonyms)), must, group.must_not)


def _longest(nodes: Sequence[Node], synonyms: Synonyms) -> tuple[list[Synonym], int]:
    """What stands for the longest beginning of the nodes that has something, and how many
    nodes that is; one if nothing does.
    """
    words = _words(nodes, synonyms.longest)
    for length in range(len(words), 0, -1):
        first, last = words[0], words[length - 1]
        members = synonyms.of([token for word in words[:length] for token in word.tokens])
        if members and not (first.is_stop or last.is_stop):
            place = (first.title_only, first.start, last.end)
            return [Synonym(one.text, one.tokens, *place) for one in members], length
    return [], 1


def _words(nodes: Sequence[Node], most: int) -> list[Word]:
    """The words at the beginning, of which `most` aren't stop words."""
    words: list[Word] = []
    for node in nodes:
        if not isinstance(node, Word) or (words and node.title_only != words[0].title_only):
            break
        words.append(node)
        most -= not node.is_stop
        if not most:
            break
    return words
