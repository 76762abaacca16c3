"""What keeps the memory of the server's processes small."""

import os
import subprocess
import sys

import pytest

#: Threads that allocate at once, and how many heaps there are then (malloc_info(3)).
_HEAPS = """
import ctypes, sys, tempfile, threading
from search.serving.memory import use_one_heap

use_one_heap()
together = threading.Barrier(4)

def allocate():
    together.wait()
    kept = [bytearray(60_000) for _ in range(40)]
    together.wait()
    return kept

threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    opened = ctypes.c_void_p(library.fopen(file.name.encode(), b"w"))
    library.malloc_info(0, opened)
    library.fclose(opened)
    print(file.read().count(b"<heap nr="))
"""


def has_glibc() -> bool:
    return sys.platform == "linux" and os.confstr("CS_GNU_LIBC_VERSION") is not None


def heaps(**variables: str) -> int:
    told = subprocess.run(
        [sys.executable, "-c", _HEAPS],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stdout)


def test_threads_allocate_from_one_heap():
    assert not has_glibc() or heaps() == 1


def test_who_says_how_many_heaps_there_are_is_heeded():
    assert not has_glibc() or heaps(MALLOC_ARENA_MAX="8") > 1


_GARBAGE = """
import gc
from search.serving.memory import collect_seldom

collect_seldom()
gc.collect()
times = []
gc.callbacks.append(lambda phase, _: times.append(phase))
kept = [[] for _ in range({made})]
print(times.count("start"))
"""


@pytest.mark.parametrize(("made", "looked_for"), [(5_000, 0), (15_000, 1)])
def test_garbage_is_looked_for_seldom(made, looked_for):
    code = _GARBAGE.format(made=made)
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(told.stdout) == looked_for
