"""What was replaced is let go of, with its memory."""

import os
from pathlib import Path

from search.indexing.garbage import let_go


def test_memory_that_is_freed_goes_back_to_the_system():
    """Also from between what is still used, where the C library keeps it."""
    kept, freed = [], []
    for number in range(20_000):
        (freed if number % 50 else kept).append(bytes(2000))
    before = resident()
    del freed
    let_go()
    assert before - resident() > 20 << 20
    assert len(kept) == 400


def resident() -> int:
    """Bytes of memory that this process takes (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")
