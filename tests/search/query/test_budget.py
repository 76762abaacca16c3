"""What a search may cost: counted before it's done, and asked of the clock as it runs."""

from contextlib import contextmanager

import pytest

from search.errors import BusyError, QueryTooCostlyError, SearchTimeoutError
from search.query.budget import COSTLY, POSTINGS_PER_SECOND, UNLIMITED, Budget


class Door:
    """An admission that counts who is inside, or lets nobody in."""

    def __init__(self, *, shut: bool = False) -> None:
        self.shut = shut
        self.inside = self.entered = 0

    @contextmanager
    def __call__(self):
        if self.shut:
            raise BusyError()
        self.entered += 1
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1


def test_work_beyond_the_budget_is_refused_before_it_is_done():
    with Budget(5) as budget, pytest.raises(QueryTooCostlyError, match="Ask for fewer words"):
        budget.charge(POSTINGS_PER_SECOND + 1)


def test_pieces_of_work_add_up():
    with Budget(5) as budget:
        budget.charge(POSTINGS_PER_SECOND // 2)
        with pytest.raises(QueryTooCostlyError):
            budget.charge(POSTINGS_PER_SECOND // 2 + 1)


def test_when_the_time_is_over_whatever_comes_next_is_refused():
    with Budget(0) as budget, pytest.raises(SearchTimeoutError, match="longer than 0 seconds"):
        budget.check()


def test_a_cheap_search_asks_nobody():
    with Budget(5, Door(shut=True)) as budget:
        budget.charge(COSTLY)
        budget.expect(COSTLY)


def test_a_costly_search_is_admitted_once_and_leaves_at_its_end():
    door = Door()
    with Budget(5, door) as budget:
        budget.expect(COSTLY + 1)
        budget.charge(COSTLY + 1)
        budget.charge(1)
        assert (door.inside, door.entered) == (1, 1)
    assert door.inside == 0


def test_a_search_that_fails_leaves_too():
    door = Door()

    def fail() -> None:
        with Budget(5, door) as budget:
            budget.charge(COSTLY + 1)
            budget.charge(POSTINGS_PER_SECOND)

    with pytest.raises(QueryTooCostlyError):
        fail()
    assert (door.entered, door.inside) == (1, 0)


def test_what_is_not_admitted_is_not_done():
    with Budget(5, Door(shut=True)) as budget, pytest.raises(BusyError, match="Try again"):
        budget.charge(COSTLY + 1)


def test_what_nobody_asked_for_has_no_limits():
    UNLIMITED.charge(10**12)
    UNLIMITED.expect(10**12)
    UNLIMITED.check()
    assert UNLIMITED.work == 0
