"""Arrays that an index keeps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.arrays import are_among, distinct


@given(st.lists(st.integers(-5, 5)))
def test_distinct_values_are_ascending_and_each_once(values):
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


VALUES = st.lists(st.integers(0, 5) | st.integers(0, 2**63 - 1))


@given(VALUES, VALUES)
def test_values_are_among_members_whatever_bits_they_share(values, members):
    values += [member ^ 1 << 40 for member in members]
    found = are_among(np.array(values, np.int64), np.array(members, np.int64))
    assert found.tolist() == [value in members for value in values]
