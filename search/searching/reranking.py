"""The first hits sorted anew by what they mean: words find, meaning sorts.

    score = BM25 + weight · Σ idf · max(0, cosine)

Σ idf is that of the query's words, whatever they find: what a paragraph that has each of them
once may score. The cosine is that of the query's vector and the paragraph's, or its title's if
that is more; the query's is the sum of its words' by their idf. Nothing is taken away from any
hit, so those beyond the first `WINDOW`, which gain nothing, come after those in it, and the
window is the same for every page. What narrows a query changes no score.
"""

from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from ..analysis import Token, is_of_numbers
from ..engines.base import MAX_ORDINAL, SCORE_DIGITS, Match, Reader, match_of
from ..meaning import FRENCH_VECTORS, LENGTH, Vectors
from ..query.bm25 import idf
from ..query.tree import Node, Word, leaves

#: Hits that are sorted anew.
WINDOW = 50
_score = attrgetter("score")
#: Fields that tell how rare a stem is.
_COUNTED = ("stem", "title_stem")


class Reranker:
    """Sorts the hits of one query.

    is_on: whether it does: not for a query of nothing but what is exactly so (phrases, `=words`,
        beginnings, dates, titles), of numbers, or of words of which nobody knows what they mean
    """

    def __init__(self, tree: Node, reader: Reader, vectors: Vectors, weight: float) -> None:
        self._vectors = vectors
        rarity = words_rarity(tree, reader) if weight else {}
        query = FRENCH_VECTORS.of_stems(rarity)
        self.is_on = bool(query.any())
        self._query = query.astype(np.float32)
        self._most = weight * sum(rarity.values())

    def rerank(self, matches: Sequence[Match], window: int = WINDOW) -> Sequence[Match]:
        """`matches`, the best first, with the first `window` of them sorted anew."""
        if not (self.is_on and matches):
            return matches
        keys, scores, addresses, clusters, _ = zip(*matches[:window], strict=True)
        gains = np.round(self._most * self._similarities(np.array(keys, np.int64)), SCORE_DIGITS)
        sums = np.round(np.array(scores) + gains, SCORE_DIGITS)
        columns = (keys, sums.tolist(), addresses, clusters, gains.tolist())
        ranked = list(map(match_of, zip(*columns, strict=True)))
        ranked.sort(key=_score, reverse=True)  # equal ones stay in their order
        return [*ranked, *matches[window:]]

    def _similarities(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        titles = keys & ~MAX_ORDINAL  # ordinal 0 of each document
        vectors = self._vectors[np.concatenate((keys, titles))]
        # Whole numbers that 32 bits hold: the same on every machine, in whatever order they are
        # added.
        products = (vectors.astype(np.float32) @ self._query).reshape(2, -1).max(axis=0)
        return np.asarray(np.maximum(products, 0).astype(np.float64) / LENGTH**2)


def as_ranked(matches: Sequence[Match], ranked: Sequence[Match]) -> Sequence[Match]:
    """Some matches of a query, with what they have gained among `ranked`, all its best."""
    gained = {match.key: match for match in ranked if match.meaning}
    if not gained:
        return matches
    found = (gained.get(match.key, match) for match in matches)
    return sorted(found, key=_score, reverse=True)


def words_rarity(tree: Node, reader: Reader) -> dict[str, float]:
    """The idf of the stem of each word that may be inflected; nothing where all are numbers, with
    their signs and units: what « n° » or « km » means tells nothing of « n° 5 ».
    """
    words = [leaf for leaf in leaves(tree) if isinstance(leaf, Word) and not leaf.title_only]
    tokens = [token for word in words for token in word.tokens if not token.stop]
    if all(map(is_of_numbers, tokens)) and any(map(_has_figures, tokens)):
        return {}
    stems = {token.stem for token in tokens}
    size = reader.collection_size
    return {stem: idf(size, _frequency(stem, reader)) for stem in sorted(stems)}


def _has_figures(token: Token) -> bool:
    return any(map(str.isnumeric, token.text))


def _frequency(stem: str, reader: Reader) -> int:
    """Paragraphs that have the stem in their text, or in their title: whichever are more."""
    return max(reader.document_frequency(field, stem) for field in _COUNTED)
