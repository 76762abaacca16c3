"""How much a match of a leaf tells, for the choice of snippets."""

from ..bm25 import idf
from ..statistics import Statistics
from ..tree import Leaf, Synonym
from .weights import Weights


def rarity(leaf: Leaf, index: Statistics, weights: Weights) -> float:
    """The idf of its words, as they are in the text."""
    size = index.collection_size
    worth = weights.synonym if isinstance(leaf, Synonym) else 1.0
    return worth * sum(
        idf(size, index.document_frequency("form" if token.stop else "stem", term))
        for token in leaf.content
        if (term := token.form if token.stop else token.stem)
    )
