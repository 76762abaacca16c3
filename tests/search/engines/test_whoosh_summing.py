"""Lists added up as far as the best need it: the same best, and as many, as if all were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.bounding import bounded
from search.engines.whoosh.impacts import impacts_of
from search.engines.whoosh.scored import LEAST, Scored
from search.engines.whoosh.summing import Summing
from search.engines.whoosh.top_documents import Found, Sought

SIZE = 120
#: Few different scores, so that some are equal, and now and then one that is far above the others.
SCORE = st.one_of(st.sampled_from([0.3, 1.0, 2.0, 2.05, 4.1]), st.floats(0.01, 60))
SCORES = st.dictionaries(st.integers(0, SIZE - 1), SCORE)
FEW = st.dictionaries(st.integers(0, SIZE - 1), SCORE, max_size=3)


def remembered(scores: dict[int, float], *, is_long: bool) -> Scored:
    plain = forgotten(scores)
    best = np.sort(plain.scores)[-128:]
    impacts = impacts_of(plain.documents, plain.scores, best, SIZE if is_long else None)
    return Scored(plain.documents, plain.scores, best, impacts)


def forgotten(scores: dict[int, float]) -> Scored:
    documents = np.array(sorted(scores), np.int64)
    return Scored(documents, np.array([scores[one] for one in sorted(scores)], np.float64))


def without_long_ones(every, sought: Sought) -> Found:
    sums = np.zeros(SIZE)
    lists = [remembered(one, is_long=False) for one in every]
    found = Summing(sums, sought._replace(lists=lists)).find()
    assert not sums.any()
    return found


def with_a_long_one(every, sought: Sought) -> Found:
    first, *others = every
    lists = [remembered(first, is_long=True), *map(forgotten, others)]
    return bounded(sought._replace(lists=lists))


def with_long_ones(every, sought: Sought) -> Found:
    last = remembered(every[-1], is_long=len(every) == 1)
    lists = [remembered(one, is_long=True) for one in every[:-1]]
    return bounded(sought._replace(lists=[last, *lists]))


@pytest.mark.parametrize("find", [without_long_ones, with_a_long_one, with_long_ones])
@settings(deadline=None, max_examples=200)
@given(
    st.lists(SCORES.filter(bool), min_size=1, max_size=4),
    FEW,
    FEW,
    st.sets(st.integers(0, SIZE - 1), max_size=3).map(sorted),
    st.integers(1, 30),
)
def test_what_is_left_unread_changes_nothing(find, lists, apart, more, asked, limit):
    alone = dict.fromkeys(apart, LEAST)
    every = set().union(*lists, alone)
    expected = {one: sum(scores.get(one, 0) for scores in (*lists, more)) for one in every}
    wanted = sorted(expected.values(), reverse=True)[:limit]
    others = [[forgotten(one)] if one else [] for one in (alone, more)]
    found = find(lists, Sought([], *others, np.array(asked, int), limit, LEAST))
    assert found.total == len(every)
    assert found.apart == len(every) - len(set().union(*lists))
    assert found.documents.tolist() == sorted(found.documents.tolist())
    scores = dict(zip(found.documents.tolist(), found.scores.tolist(), strict=True))
    assert sorted(scores.values(), reverse=True)[: len(wanted)] == pytest.approx(wanted)
    missed = [one for one in every if expected[one] > wanted[-1] + 1e-4 and one not in scores]
    assert not missed
    assert all(scores[one] == pytest.approx(expected[one]) for one in scores)
    assert found.are_found.tolist() == [one in every for one in asked]


@settings(deadline=None)
@given(st.lists(SCORES.filter(bool), min_size=2, max_size=4), st.integers(1, 5), st.data())
def test_what_scores_less_than_the_best_surely_do_may_be_left_out(lists, limit, data):
    expected = {one: sum(scores.get(one, 0) for scores in lists) for one in set().union(*lists)}
    wanted = sorted(expected.values(), reverse=True)[:limit]
    least = data.draw(st.floats(LEAST, wanted[-1]))
    none = np.zeros(0, np.int64)
    for find in (without_long_ones, with_long_ones):
        found = find(lists, Sought([], [], [], none, limit, least))
        assert found.total == len(expected)
        assert sorted(found.scores.tolist(), reverse=True)[: len(wanted)] == pytest.approx(wanted)
