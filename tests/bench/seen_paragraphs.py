"""What telling copies takes of a build, of made-up paragraphs: so many that a corpus of them
would take hours.

    python tests/bench/seen_paragraphs.py [--paragraphs N] [--limit MB] [--folder F]

Each has a digest and a signature of its own, but for one in a hundred, which is a near copy of an
earlier one. Tells microseconds of the processor a paragraph, the memory that is the process's own
(the system's cache of its files isn't), and what the files take. With --limit the process may have
no more memory than that (RLIMIT_DATA).
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from steady_state import Memory

from search.duplicates.digest import DIGEST_BYTES
from search.duplicates.registry import Registry
from search.duplicates.signature import HASHES, ROW

#: Paragraphs that a build looks up together, about.
_BATCH = 1024
#: In these places of a near copy values are others.
_OTHER = (3, 21, 38)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=10_000_000)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.limit:
        most = asked.limit << 20
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        build(Path(folder), asked.paragraphs)


def build(folder: Path, paragraphs: int) -> None:
    chance = np.random.default_rng(7)
    registry = Registry(folder)
    began, spent, told, copies, memory = time.perf_counter(), 0.0, 100_000, 0, Memory()
    earlier = chance.integers(0, 256, (_BATCH, ROW), np.uint8)
    for first in range(0, paragraphs, _BATCH):
        rows = chance.integers(0, 256, (_BATCH, ROW), np.uint8)
        like = chance.integers(0, _BATCH, _BATCH // 100)
        rows[like] = earlier[like]
        rows[like[:, None], _OTHER] = 0
        rows[:, HASHES:] = 65
        digests = chance.bytes(_BATCH * DIGEST_BYTES)
        if first % (64 * _BATCH) == 0:
            earlier = rows
        began_one = time.process_time()
        copies += sum(is_copy for _, is_copy, _ in registry.marks(digests, rows.tobytes()))
        spent += time.process_time() - began_one
        if first + _BATCH >= told:
            tell(first + _BATCH, copies, spent, began, memory, folder)
            told = next(n for n in (*steps(told), told * 10) if n > told)
    began_one = time.process_time()
    registry.commit()
    tell(paragraphs, copies, spent + time.process_time() - began_one, began, memory, folder)


def steps(told: int) -> list[int]:
    """1, 2, 3, 5, 10 …"""
    unit = 10 ** (len(str(told)) - 1)
    return [unit * times for times in (2, 3, 5, 10)]


def tell(
    paragraphs: int, copies: int, spent: float, began: float, memory: Memory, folder: Path
) -> None:
    free = os.statvfs(folder)
    print(
        f"{paragraphs:>12,} paragraphs: {copies:,} copies, {spent / paragraphs * 1e6:.1f} µs each,"
        f" {time.perf_counter() - began:.0f} s by the clock; {memory.megabytes()[0]} MB of memory"
        f" at most, {on_disk() >> 20} MB in files, {free.f_bavail * free.f_frsize >> 30} GB free",
        flush=True,
    )


def on_disk() -> int:
    """Bytes of the files that are mapped and have no name."""
    found = {}
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith("(deleted)"):
            places, _, _, _, inode = line.split()[:5]
            start, end = (int(place, 16) for place in places.split("-"))
            found[inode] = max(end - start, found.get(inode, 0))
    return sum(found.values())


if __name__ == "__main__":
    main()
