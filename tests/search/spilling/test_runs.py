"""Rows come out by their numbers, with nothing lost, whatever fits in memory."""

import resource
from collections import Counter
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spilling import SortedRuns, in_order, merged, runs

Rows = list[tuple[int, int]]
SOME_ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=40)


def run_of(rows: Rows) -> runs.Run:
    keys, values = np.array(rows, np.int64).reshape(-1, 2).T
    return in_order([keys, values.astype(np.uint32)])


@given(several=st.lists(SOME_ROWS, max_size=12), memory=st.sampled_from([0, 200, 1 << 20]))
def test_all_that_was_added_is_there_in_order(tmp_path_factory, several, memory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_BLOCK", 3)
        there = SortedRuns(tmp_path_factory.getbasetemp(), memory)
        for rows in several:
            there.add(run_of(rows))
        blocks = list(merged(there))
    keys = [key for block in blocks for key in block[0].tolist()]
    values = [value for block in blocks for value in block[1].tolist()]
    assert keys == sorted(keys)
    assert Counter(zip(keys, values, strict=True)) == Counter(chain(*several))
    assert len(there) == len(keys)
    assert all(
        set(one[0].tolist()).isdisjoint(other[0].tolist())
        for one in blocks
        for other in blocks
        if one is not other
    )


@given(
    keys=st.lists(st.integers(0, 300), min_size=1, max_size=200).map(sorted),
    wanted=st.lists(st.integers(-5, 305), max_size=50).map(sorted),
    step=st.sampled_from([1, 2, 8, 64]),
)
def test_a_key_is_found_where_a_plain_search_finds_it(keys, wanted, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_LONG", 1)
        patch.setattr(runs, "_STEP", step)
        every, those = np.array(keys), np.array(wanted, np.int64)
        assert runs.search_in(every)(those).tolist() == every.searchsorted(those).tolist()


def test_rows_of_one_key_stay_in_the_order_in_which_they_were_added(tmp_path):
    there = SortedRuns(tmp_path, 0)
    for value in range(50):
        there.add(run_of([(value % 3, value)]))
    (block,) = merged(there)
    assert block[1].tolist() == sorted(range(50), key=lambda value: (value % 3, value))


def test_runs_are_few_and_their_files_have_no_names(tmp_path):
    there = SortedRuns(tmp_path, 0)
    for value in range(1000):
        there.add(run_of([(value, 0)]))
    assert len(list(there)) < 12
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_told(tmp_path):
    there = SortedRuns(tmp_path, 0)
    rows = run_of([(n, n) for n in range(10_000)])
    there.add(rows)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            there.add(rows)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
