"""Parts of mapped arrays are let go, and read again as they were."""

import subprocess
import sys

import numpy as np
import pytest
from mappings import mapped

from search.engines.arrays import ArrayFile, write_arrays
from search.engines.checksums import BLOCK, Checksums, block_sums
from search.errors import IndexDamagedError

COUNT = 4 << 20
STEP = COUNT // 64
STARTS = range(0, COUNT, STEP)


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    """Both of 16 MiB."""
    return {"whole": np.arange(COUNT, dtype="<u4"), "lists": np.arange(COUNT, dtype="<u4")[::-1]}


@pytest.fixture(scope="module")
def path(tmp_path_factory, arrays):
    path = tmp_path_factory.mktemp("arrays") / "a.arrays"
    with path.open("wb") as file:
        write_arrays(file, arrays)
    return path


def test_many_lists_leave_little_mapped(path):
    file = ArrayFile(path)
    for start in STARTS:
        file.part("lists", start, start + STEP).sum()
    assert mapped(path) < 4 << 20


def test_short_lists_count_with_what_is_mapped_around_them(path):
    file = ArrayFile(path)
    for start in range(0, COUNT, 1 << 14):
        file.part("lists", start, start + 1).sum()
    assert mapped(path) < 4 << 20


def test_what_is_read_whole_stays(path):
    file = ArrayFile(path)
    file["whole"].sum()
    for start in STARTS:
        file.part("lists", start, start + STEP).sum()
    assert mapped(path) > 16 << 20


def test_what_was_let_go_is_read_again_as_it_was(path, arrays):
    file = ArrayFile(path)
    whole, parts = file["whole"], [file.part("lists", start, start + STEP) for start in STARTS]
    for _ in range(2):
        assert np.array_equal(np.concatenate(parts), arrays["lists"])
        assert np.array_equal(whole, arrays["whole"])
        parts += [file.part("lists", start, start + STEP) for start in STARTS]
        parts = parts[len(STARTS) :]


@pytest.mark.parametrize("place", [0, COUNT // 2, COUNT - 1])
def test_damage_is_met_after_others_were_let_go(path, tmp_path, place):
    content = bytearray(path.read_bytes())
    sums = block_sums(content)
    content[-4 * (COUNT - place)] ^= 1
    other = tmp_path / path.name
    other.write_bytes(content)
    file = ArrayFile(other, Checksums(tmp_path, {path.name: sums}))
    whole = [start for start in STARTS if abs(start - place) > STEP + BLOCK]
    for start in whole:
        file.part("lists", start, start + STEP)
    with pytest.raises(IndexDamagedError):
        file.part("lists", place, place + 1)


SHRINKING = """
import os, sys
from pathlib import Path
from search.engines.arrays import ArrayFile
from search.engines.bus_errors import answer_for, any_has_shrunk
path = Path(sys.argv[1])
answer_for(path.parent)
file = ArrayFile(path)
parts = [file.part("lists", start, start + 65_536) for start in range(0, 4 << 20, 65_536)]
assert all(int(part.sum()) for part in parts) and not any_has_shrunk()
os.truncate(path, path.stat().st_size // 2)
file.part("lists", 0, 4 << 20)  # lets go
assert [int(part.sum()) for part in parts] == [0] * len(parts)
assert any_has_shrunk()
"""


def test_a_file_that_shrinks_is_noticed_where_its_parts_were_let_go(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    subprocess.run([sys.executable, "-c", SHRINKING, str(copy)], check=True)
