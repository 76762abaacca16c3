"""Inputs made at random, always the same: nothing but an error of ours comes of any.

`python tests/bench/fuzz.py` makes others for as long as one likes.
"""

import pytest
from fuzz_targets import TARGETS
from hypothesis import given, seed, settings
from hypothesis import strategies as st

#: Inputs for each target.
INPUTS = 60
#: A place (of 1), what is left out there (bytes), what is put there.
EDITS = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))


def edited(content: bytes, edits) -> bytes:
    for place, gone, new in edits:
        at = round(place * len(content))
        content = content[:at] + new + content[at + gone :]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_is_understood_or_told(name):
    target, begun = TARGETS[name]

    @seed(1)
    @settings(max_examples=INPUTS, deadline=None, database=None)
    @given(st.sampled_from(begun), st.lists(EDITS, max_size=5))
    def check(content, edits):
        target(edited(content, edits))

    for content in begun:
        target(content)
    check()
