"""A set has what was added to it, whatever fits in memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spilling import NumberSet, number_set

SOME = st.lists(st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(0, 20), max_size=40)


@given(added=SOME, asked=SOME, memory=st.sampled_from([0, 1 << 20]))
def test_it_knows_what_was_added(tmp_path_factory, added, asked, memory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_set, "_GATHERED", 4)
        found = NumberSet(tmp_path_factory.getbasetemp(), memory)
        for place, number in enumerate(added):
            found.add(number)
            assert found.among([number, *asked]) == {number, *asked} & set(added[: place + 1])
