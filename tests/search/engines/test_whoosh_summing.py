"""Lists added up as far as the best need it: the same best, and as many, as if all were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search.engines.whoosh.summing as module
from search.engines.whoosh.bitmap import Bitmap
from search.engines.whoosh.scored import LEAST, Scored
from search.engines.whoosh.summing import Summing

SIZE = 120
#: Few different scores, so that some are equal.
SCORES = st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 4))

FEW = st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 4), max_size=3)


@pytest.fixture(autouse=True, scope="module", params=[0, 1, 3])
def long(request):
    """How much longer than the others a list has to be. What the best score at least is told
    anew whenever it may be.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LOOKED_UP", request.param)
        patch.setattr(module, "_MANY", 0)
        yield


def scored(scores: dict[int, int]) -> Scored:
    documents = np.array(sorted(scores), np.int64)
    values = np.array([scores[one] for one in sorted(scores)], np.float64)
    return Scored(documents, values, np.sort(values)[-128:], Bitmap(documents, SIZE))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(SCORES.filter(bool), min_size=1, max_size=4),
    FEW,
    FEW,
    st.sets(st.integers(0, SIZE - 1), max_size=3).map(sorted),
    st.integers(1, 30),
)
def test_what_is_left_unread_changes_nothing(lists, apart, more, asked, limit):
    alone = dict.fromkeys(apart, LEAST)
    every = set().union(*lists, alone)
    expected = {one: sum(scores.get(one, 0) for scores in (*lists, more)) for one in every}
    sums = np.zeros(SIZE)
    summing = Summing(sums, limit, LEAST)
    summing.find(
        [scored(one) for one in lists], [scored(alone)], [scored(more)], np.array(asked, int)
    )
    assert summing.total == len(every)
    assert summing.apart == len(every) - len(set().union(*lists))
    best = summing.best()
    found = dict(zip(best.tolist(), sums[best].tolist(), strict=True))
    wanted = sorted(expected.values(), reverse=True)[:limit]
    assert sorted(found.values(), reverse=True)[: len(wanted)] == pytest.approx(wanted)
    assert all(
        found[one] == pytest.approx(expected[one]) for one in found if found[one] > wanted[-1]
    )
    assert (sums[asked] > 0).tolist() == [one in every for one in asked]
    summing.clear()
    assert not sums.any()
