"""What keeps the memory of the server's processes small, and its cost low: what is loaded before
they are forked stays shared, what a thread frees is of use to the others, and garbage is looked for
seldom.
"""

import ctypes
import gc
import os
import sys
from contextlib import suppress

#: The setting of glibc's allocator (malloc.h), and the variable by which one is given outside.
_M_ARENA_MAX, _VARIABLE = -8, "MALLOC_ARENA_MAX"
#: Objects made and not freed from which on cycles are looked for among them; a request leaves some
#: twelve in cycles.
_YOUNG = 10_000


def share_what_is_loaded() -> None:
    """Leave all that there is to the processes that are forked from now on: the garbage collector
    writes into what it looks at, which would give each a copy of its own (`gc.freeze`).
    """
    gc.collect()
    gc.freeze()


def use_one_heap() -> None:
    """Have all threads allocate from one heap (mallopt(3)). glibc gives each its own, and what is
    free in one is of no use to the others; Python's threads seldom run at once. To be called
    before there are any. Elsewhere than with glibc nothing is done.
    """
    if sys.platform == "linux" and _VARIABLE not in os.environ:
        with suppress(AttributeError):  # musl has one heap as it is
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def collect_seldom() -> None:
    """Have a process look for garbage once in some hundred requests. By Python's own threshold, 700
    objects, it would at every third suggestion that is new, and look through all that is
    remembered so often that others wait for it.
    """
    gc.set_threshold(_YOUNG)
