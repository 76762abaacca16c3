"""Vectors of words → vectors of stems of one byte a dimension."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .encoder import Vectors
from .vocabulary import Spelling

#: What half-weights a word, as its share of all words: half of « faire » (Arora et al. 2017).
COMMON = 1e-3
DIMENSIONS = 128


def stem_vectors(spellings: Sequence[Sequence[Spelling]], words: Vectors) -> NDArray[np.int8]:
    """(stems, DIMENSIONS); words: the vectors of all spellings, in their order.

    A stem's vector is the mean of its spellings' by how often each is used. The mean of all
    stems is taken away, since it is what all words have in common (Mu & Viswanath 2018), and
    the first principal components are kept. Each is then as long as the stem tells much:
    COMMON / (COMMON + share) (Arora et al., A Simple but Tough-to-Beat Baseline for Sentence
    Embeddings, 2017), so that a text's vector is the sum of its stems'.
    """
    counts = [len(some) for some in spellings]
    starts = np.cumsum([0, *counts[:-1]])
    share = np.array([one.share for some in spellings for one in some])
    shares = np.add.reduceat(share, starts)
    means = np.add.reduceat(words * share[:, None], starts) / shares[:, None]
    reduced = _principal(means - means.mean(axis=0))
    weighted = reduced * (COMMON / (COMMON + shares))[:, None]
    rows = np.rint(weighted * (127 / np.abs(weighted).max())).astype(np.int8)
    return np.vstack([np.zeros((1, DIMENSIONS), np.int8), rows])


def _principal(x: Vectors) -> Vectors:
    """The first principal components, each turned so that its largest weight is positive:
    a direction is as good as its opposite, and libraries differ in which they give.
    """
    _, directions = np.linalg.eigh(x.T @ x)
    first = directions[:, ::-1][:, :DIMENSIONS]
    largest = np.abs(first).argmax(axis=0)
    return np.asarray(x @ (first * np.sign(first[largest, range(DIMENSIONS)])))
