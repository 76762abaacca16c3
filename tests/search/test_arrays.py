"""Arrays that an index keeps."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.arrays import distinct


@given(st.lists(st.integers(-5, 5)))
def test_distinct_values_are_ascending_and_each_once(values):
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))
