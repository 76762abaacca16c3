"""The paragraphs that a few new ones may be near copies of are those that a table would give."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from search.duplicates import near
from search.duplicates.near import Originals
from search.duplicates.signature import HASHES, ROW


def rows_like_one_another(seed: int, count: int) -> np.ndarray:
    """Signatures, of each of which a part is that of one of a few others."""
    chance = default_rng(seed)
    moulds = chance.integers(0, 256, (3, ROW), np.uint8)
    rows = moulds[chance.integers(0, 3, count)]
    changed = chance.random((count, ROW)) < chance.choice([0.02, 0.2, 0.5], count)[:, None]
    rows[changed] = chance.integers(0, 256, int(changed.sum()), np.uint8)
    rows[:, HASHES:] = moulds[0, HASHES:]
    return rows


@given(st.integers(0, 1 << 32), st.integers(0, 40), st.lists(st.integers(1, 5), max_size=6))
def test_few_paragraphs_adopt_what_many_would(seed, before, batches):
    rows = rows_like_one_another(seed, before + sum(batches))
    clusters = np.arange(1, len(rows) + 1, dtype=np.int64)
    few, many = (Originals([rows[:before]], [clusters[:before]]) for _ in range(2))
    many._table = many._filled()
    for size in batches:
        new = slice(before, before + size)
        adopted = few.adopted(rows[new], clusters[new]).tolist()
        assert adopted == many.adopted(rows[new], clusters[new]).tolist()
        before += size


def test_a_table_is_made_where_there_are_many():
    rows = rows_like_one_another(1, near._FEW + 1)
    originals = Originals([], [])
    adopted = originals.adopted(rows, np.arange(1, len(rows) + 1, dtype=np.int64))
    assert originals._table is not None
    assert len(set(adopted.tolist())) < len(rows)
