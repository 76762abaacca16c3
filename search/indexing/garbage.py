"""What is of no use any more, where an index is built and where one takes another's place: Python's
garbage collector, and memory that goes back to the system.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects made and not yet gone after which it looks for cycles.
_OBJECTS = 1_000_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Have the collector look for cycles seldom: a build makes many objects and hardly a cycle,
    so that looking for them takes a twentieth of its time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def let_go() -> None:
    """Have what was replaced closed now, and its memory given back: what searches a generation has
    cycles in it, which keep its files open until the collector comes, and a server makes too few
    objects for it to come before the next generations (25 ms in a server process, measured).
    """
    gc.collect()
    _give_back()


def _give_back() -> None:
    """The C library keeps what is freed between what isn't, in each thread's arena, and of each
    generation that takes another's place a little more (malloc_trim(3), of glibc alone).
    """
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if trim := getattr(library, "malloc_trim", None):
        trim(0)
