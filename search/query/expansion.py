"""What it will take, about, to find the words that a query stands for: told from its tree.

Before anything is looked up, so that a costly query is known while it has cost nothing.
"""

from collections.abc import Mapping
from typing import Protocol

from ..budget import comparing, listing, stemming
from .tree import Fuzzy, Leaf, Node, Prefix, Word, all_leaves

#: Which part of a French lexicon begins with the same one, two or three letters, at the most,
#: about; what begins with more doesn't count.
_SHARES = (1.0, 1 / 12, 1 / 48, 1 / 384)
#: Words that are looked through for inflections where only one or two letters tell which:
#: the commonest, as anything may begin so.
MAX_STEMMED = 1024
#: Postings that a term of a lexicon has on average, about, read twice.
_POSTINGS = 50


class Lexicons(Protocol):
    """What it is told by."""

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]: ...


def expansion(tree: Node, index: Lexicons) -> int:
    """The work, in postings read; 0 where every word stands for itself."""
    expanded = {leaf for leaf in all_leaves(tree) if _is_expanded(leaf)}
    if not expanded:
        return 0
    size = len(index.terms("form"))
    mistyped = sum(isinstance(leaf, Fuzzy) for leaf in expanded)
    return sum(_begun(leaf, size) for leaf in expanded) + (
        comparing(size, mistyped) if mistyped else 0
    )


def _is_expanded(leaf: Leaf) -> bool:
    return isinstance(leaf, Prefix | Fuzzy) or (isinstance(leaf, Word) and len(leaf.tokens) > 1)


def _begun(leaf: Leaf, size: int) -> int:
    """For the beginnings that are looked up for a leaf."""
    if isinstance(leaf, Fuzzy):
        return 0
    if isinstance(leaf, Prefix):
        begun = int(size * _share(leaf.tokens[-1].form))
        return listing(begun) + _POSTINGS * begun
    beginnings = {token.stem[: max(3, len(token.stem) - 2)] for token in leaf.content}
    found = [int(size * _share(beginning)) for beginning in beginnings]
    return sum(listing(terms) + stemming(min(terms, MAX_STEMMED)) for terms in found)


def _share(beginning: str) -> float:
    return _SHARES[len(beginning)] if len(beginning) < len(_SHARES) else 0.0
