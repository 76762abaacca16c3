"""The product of a vector with each of many: the cost of looking at everything.

BLAS multiplies floats only, and whole numbers as small as these are exact in 32 bits, in
whatever order they are added. A block is widened where the processor's cache has it.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Products = NDArray[np.float32]

#: Rows multiplied at once: half a megabyte as floats. With 4,096 BLAS starts threads, which
#: took ten times as long where others were at work.
_BLOCK = 1024
#: Blocks between two looks at the clock, about a millisecond.
_CHECKED = 64


def products(rows: Bytes, vector: Bytes, check: Callable[[], None] = lambda: None) -> Products:
    """The product of `vector`, (dimensions,), with each of `rows`, (rows, dimensions).

    check: called now and then; what it raises ends it
    """
    found = np.empty(len(rows), np.float32)
    wide = np.empty((min(_BLOCK, len(rows)), rows.shape[1]), np.float32)
    factors = vector.astype(np.float32)
    for number, start in enumerate(range(0, len(rows), _BLOCK)):
        if number % _CHECKED == 0:
            check()
        block = rows[start : start + _BLOCK]
        np.copyto(wide[: len(block)], block)
        np.matmul(wide[: len(block)], factors, out=found[start : start + _BLOCK])
    return found
