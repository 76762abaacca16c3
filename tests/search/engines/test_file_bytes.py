"""Bytes of a file, read at many places at once: what they are, and damage that is met."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mappings import mapped

from search.engines.checksums import BLOCK, Checksums, block_sums
from search.engines.mapped import FileBytes
from search.errors import IndexDamagedError

SIZE = 3 * BLOCK + 1000
PLACES = st.tuples(st.integers(0, SIZE), st.integers(0, 2 * BLOCK))


@pytest.fixture(scope="module")
def content() -> bytes:
    return np.random.default_rng(1).bytes(SIZE)


@pytest.fixture(scope="module")
def path(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "a.payloads"
    path.write_bytes(content)
    return path


def opened(path, content: bytes) -> FileBytes:
    return FileBytes(path, Checksums(path.parent, {path.name: block_sums(content)}))


@settings(deadline=None, max_examples=100)
@given(places=st.lists(PLACES, min_size=1, max_size=400))
def test_many_places_are_read_as_one_by_one(path, content, places):
    starts = np.array([start for start, _ in places], np.uint64)
    ends = np.array([min(start + length, SIZE) for start, length in places], np.uint64)
    every = zip(starts.tolist(), ends.tolist(), strict=True)
    assert opened(path, content).read_each(starts, ends) == [content[a:b] for a, b in every]


@pytest.mark.parametrize("count", [1, 300])
@pytest.mark.parametrize("damaged", [0, BLOCK, 2 * BLOCK + 5, SIZE - 1])
def test_damage_is_met_where_any_of_the_places_has_it(path, content, count, damaged):
    """Of places that reach over whole blocks, too."""
    other = bytearray(content)
    other[damaged] ^= 1
    read = opened(path, bytes(other))
    ends = np.full(count, 10, np.int64)
    starts = np.zeros(count, np.int64)
    starts[-1], ends[-1] = max(0, damaged - BLOCK), min(damaged + BLOCK + 1, SIZE)
    with pytest.raises(IndexDamagedError):
        read.read_each(starts, ends)


@pytest.mark.parametrize("at_once", [1, 1000])
def test_many_places_leave_little_mapped(tmp_path, at_once):
    path = tmp_path / "long.payloads"
    path.write_bytes(bytes(400 * BLOCK))
    read = FileBytes(path)
    starts = np.arange(400).repeat(5) * BLOCK
    for first in range(0, len(starts), at_once):
        read.read_each(starts[first : first + at_once], starts[first : first + at_once] + 10)
    assert mapped(path) <= 128 * BLOCK
