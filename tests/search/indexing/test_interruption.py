"""Signals are raised once, where they come or at the end of what must not be cut short."""

import os
import signal
import time

import pytest

from search.indexing.interruption import SIGNALS, Interrupted, check, held, raising, status


@pytest.mark.parametrize(("number", "expected"), [(2, 130), (15, 143), (1, 129)])
def test_each_signal_has_the_status_that_shells_give(number, expected):
    with raising():
        with pytest.raises(Interrupted) as caught:
            os.kill(os.getpid(), number)
        assert (caught.value.number, status()) == (number, expected)


def test_the_second_signal_doesnt_cut_short_what_the_first_began():
    with raising():
        with pytest.raises(Interrupted):
            os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
        assert status() == 143


def test_what_is_held_is_raised_at_the_end():
    done = []

    def whole() -> None:
        with held():
            os.kill(os.getpid(), signal.SIGTERM)
            check()
            done.append("whole")

    with raising(), pytest.raises(Interrupted):
        whole()
    assert done == ["whole"]


def test_what_is_held_while_another_unwinds_ends_as_it_is():
    with raising():
        with pytest.raises(Interrupted):
            os.kill(os.getpid(), signal.SIGTERM)
        with held():
            os.kill(os.getpid(), signal.SIGTERM)


class Careless:
    """An exception that comes while it is removed can be caught by nobody."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def test_an_exception_that_was_lost_is_raised_again():
    with raising():
        Careless()
        with pytest.raises(Interrupted):
            time.sleep(10)


def test_whoever_asks_is_told_of_one_that_was_lost():
    with raising():
        Careless()
        with pytest.raises(Interrupted):
            check()


def test_the_handlers_of_before_are_there_again():
    before = [signal.getsignal(number) for number in SIGNALS]
    with raising():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_what_was_ignored_stays_so():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with raising():
            os.kill(os.getpid(), signal.SIGHUP)
            check()
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
