"""Products of a few vectors with each of many: the cost of looking at everything.

BLAS multiplies floats only. Whole numbers as small as these are exact in 32 bits, in whatever
order they are added. A block is widened where the processor's cache has it.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]

#: Rows multiplied at once: half a megabyte as floats. With 4,096 BLAS starts threads, which
#: took ten times as long where others were at work.
_BLOCK = 1024
#: Blocks between two looks at the clock, about a millisecond.
_CHECKED = 64


def products(
    rows: Bytes, vectors: NDArray[np.number], check: Callable[[], None] = lambda: None
) -> Floats:
    """The products of each of `rows`, (rows, dimensions), with `vectors`, (vectors,
    dimensions): (vectors, rows).

    check: called now and then; what it raises ends it
    """
    factors = vectors.astype(np.float32)
    found = np.empty((len(vectors), len(rows)), np.float32)
    for number, (start, block) in enumerate(_blocks(rows)):
        if number % _CHECKED == 0:
            check()
        for factor, row in zip(factors, found, strict=True):
            np.matmul(block, factor, out=row[start : start + len(block)])
    return found


def weighted_sum(rows: Bytes, weights: Floats) -> NDArray[np.float64]:
    """The sum of the rows, each by its weight: (dimensions,)."""
    total = np.zeros(rows.shape[1])
    for start, block in _blocks(rows):
        total += weights[start : start + len(block)] @ block
    return total


def _blocks(rows: Bytes) -> Iterator[tuple[int, Floats]]:
    """Where each block begins, and its rows as floats, until the next one is asked for."""
    wide = np.empty((min(_BLOCK, len(rows)), rows.shape[1]), np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        np.copyto(wide[: len(block)], block)
        yield start, wide[: len(block)]
