"""Requests of a process take turns in the order in which they come, so that each is answered as
soon as it can be; and nothing that is slow keeps the others waiting.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

import web
from search import EMBEDDED, Settings, open_searcher
from search.errors import BusyError
from search.query import budget
from web import create_app
from web.edge.admission import Admission
from web.edge.turns import Turns

#: Seconds: in which nobody goes on by himself, after which a test fails, and that are soon over.
FOR_EVER, DEADLINE, SHORT = 3600.0, 30.0, 0.02
COSTLY = " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz")
#: Between what the costly and the cheap query take of the small library.
BETWEEN = 50_000


class Visit:
    """A thread that does something; its result, if there is one in time."""

    def __init__(self, what: Callable[[], Any]) -> None:
        self._what = what
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._found = self._what()

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive()

    def result(self) -> Any:
        self._thread.join(DEADLINE)
        assert self.is_over, "it still waits"
        return self._found


class Slow(Visit):
    """Whoever is in a context until he is told to end."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._inside, self._ending = threading.Event(), threading.Event()
        super().__init__(self._stay)

    def _stay(self) -> None:
        with self._context:
            self._inside.set()
            assert self._ending.wait(DEADLINE)

    @property
    def is_inside(self) -> bool:
        return self._inside.is_set()

    def goes_in(self) -> bool:
        return self._inside.wait(DEADLINE)

    def end(self) -> None:
        self._ending.set()
        self.result()


@pytest.fixture
def turns() -> Turns:
    """Of requests that wait for as long as it takes."""
    return Turns(FOR_EVER)


def until(waiting: int, turns: Turns) -> None:
    """Until so many wait."""
    end = time.monotonic() + DEADLINE
    while len(turns._waiting) != waiting:
        assert time.monotonic() < end, f"{len(turns._waiting)} wait, not {waiting}"
        time.sleep(0.001)


def in_turn(turns: Turns, what: Callable[[], Any] = bool) -> Any:
    with turns:
        return what()


# ---- order


def test_requests_are_worked_at_in_the_order_in_which_they_came(turns):
    order: list[int] = []
    with turns:
        visits = []
        for number in range(5):
            visits.append(Visit(partial(in_turn, turns, partial(order.append, number))))
            until(number + 1, turns)
    for visit in visits:
        visit.result()
    assert order == [0, 1, 2, 3, 4]


def test_who_has_just_had_a_turn_goes_behind_those_who_wait(turns):
    order: list[str] = []
    with turns:
        other = Visit(partial(in_turn, turns, partial(order.append, "another")))
        until(1, turns)
    with turns:
        order.append("the same again")
    other.result()
    assert order == ["another", "the same again"]


def test_of_many_requests_one_at_a_time_is_worked_at(turns):
    inside: list[int] = []
    most = 0

    def work() -> None:
        nonlocal most
        for number in range(20):
            with turns:
                inside.append(number)
                most = max(most, len(inside))
                time.sleep(0)  # lets others have the interpreter
                inside.pop()

    for visit in [Visit(work) for _ in range(30)]:
        visit.result()
    assert most == 1


# ---- patience


def test_who_has_waited_too_long_goes_on():
    turns = Turns(SHORT)
    with turns:
        Visit(partial(in_turn, turns)).result()


def test_what_hangs_holds_up_one_request_and_not_each_that_comes_after():
    turns = Turns(SHORT)
    hanging = Slow(turns)
    assert hanging.goes_in()
    Visit(partial(in_turn, turns)).result()
    turns._patience = FOR_EVER
    Visit(partial(in_turn, turns)).result()
    hanging.end()


def test_who_was_too_slow_gives_no_turn_away_that_is_anothers_by_now():
    turns = Turns(SHORT)
    slow = Slow(turns)
    assert slow.goes_in()
    impatient = Slow(turns)
    assert impatient.goes_in()
    turns._patience = FOR_EVER
    patient = Slow(turns)
    until(1, turns)
    slow.end()
    assert not patient.is_inside
    impatient.end()
    assert patient.goes_in()
    patient.end()


def test_no_turn_is_lost_when_some_hundred_lose_their_patience_as_they_are_given_it():
    turns = Turns(0.0002)

    def come(number: int) -> None:
        for _ in range(10):
            with turns:
                time.sleep(0.0001 * (number % 5))
                if number % 3 == 0:
                    turns.leave()

    for visit in [Visit(partial(come, number)) for number in range(300)]:
        visit.result()
    turns._patience = FOR_EVER
    Visit(partial(in_turn, turns)).result()


# ---- giving it up


def test_an_exception_gives_the_turn_back(turns):
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    Visit(partial(in_turn, turns)).result()


def test_who_gives_the_turn_up_lets_the_next_one_go_on_and_no_more_however_often_he_does(turns):
    with turns:
        visits = [Slow(turns)]
        until(1, turns)
        visits.append(Slow(turns))
        until(2, turns)
        turns.leave()
        turns.leave()
        assert visits[0].goes_in()
    assert not visits[1].is_inside
    visits[0].end()
    assert visits[1].goes_in()
    visits[1].end()


def test_who_has_no_turn_can_give_none_up(turns):
    turns.leave()
    with turns:
        Visit(turns.leave).result()
        waiting = Slow(turns)
        until(1, turns)
        Visit(turns.leave).result()
        assert not waiting.is_inside
    assert waiting.goes_in()
    waiting.end()


def test_a_costly_search_waits_for_its_place_and_goes_on_without_a_turn(turns):
    admission = Admission(turns, at_once=1, waiting=1, patience=DEADLINE)
    first = Slow(costly(turns, admission))
    assert first.goes_in()
    second = Slow(costly(turns, admission))
    for _ in range(2):
        Visit(partial(in_turn, turns)).result()
    assert not second.is_inside
    first.end()
    assert second.goes_in()
    second.end()


@contextmanager
def costly(turns: Turns, admission: Admission) -> Iterator[None]:
    with turns, admission():
        yield


def test_a_costly_search_that_is_shed_gives_its_turn_back(turns):
    admission = Admission(turns, at_once=1, waiting=0)
    first = Slow(costly(turns, admission))
    assert first.goes_in()
    with pytest.raises(BusyError), costly(turns, admission):
        pass
    Visit(partial(in_turn, turns)).result()
    first.end()


# ---- requests


class Panic(BaseException):
    """As Rust's is."""


def panic() -> None:
    raise Panic


@pytest.fixture
def wired(monkeypatch) -> list[Turns]:
    """The turns of applications that are made from now on, which wait for as long as it takes."""
    made: list[Turns] = []

    def make() -> Turns:
        made.append(Turns(FOR_EVER))
        return made[-1]

    monkeypatch.setattr(web, "Turns", make)
    return made


@pytest.mark.usefixtures("wired")
def test_while_a_costly_search_goes_on_others_are_answered_at_once(library_index, monkeypatch):
    going_on, ending = threading.Event(), threading.Event()

    class Long(Admission):
        @contextmanager
        def __call__(self) -> Iterator[None]:
            with super().__call__():
                going_on.set()
                assert ending.wait(DEADLINE)
                yield

    monkeypatch.setattr(budget, "COSTLY", BETWEEN)
    monkeypatch.setattr(web, "Admission", Long)
    app = create_app(Settings(index=library_index))

    def ask(query: str) -> int:
        return (
            app.test_client().get("/api/search", query_string={"q": query, "size": 1}).status_code
        )

    costly = Visit(partial(ask, COSTLY))
    assert going_on.wait(DEADLINE)
    assert Visit(partial(ask, "crue")).result() == 200
    assert not costly.is_over
    ending.set()
    assert costly.result() == 200


@pytest.mark.usefixtures("wired")
def test_a_request_that_fails_gives_its_turn_back(library_index):
    app = create_app(Settings(index=library_index))
    app.add_url_rule("/panics", "panics", panic)
    assert app.test_client().get("/panics").status_code == 500
    get = app.test_client().get
    assert Visit(partial(get, "/healthz")).result().status_code == 200


class Held:
    """An application of that engine in which one request goes on until it is told to end."""

    def __init__(self, engine: str, library_index) -> None:
        searcher = open_searcher(Settings(index=library_index))
        self.app = create_app(Settings(engine=engine, index=library_index), searcher)
        self._going_on, self._ending = threading.Event(), threading.Event()
        self.app.add_url_rule("/held", "held", self._stay)
        self._held = self.ask("/held")
        assert self._going_on.wait(DEADLINE)

    def _stay(self) -> str:
        self._going_on.set()
        assert self._ending.wait(DEADLINE)
        return ""

    def ask(self, path: str) -> Visit:
        return Visit(partial(self.app.test_client().get, path))

    def end(self) -> None:
        self._ending.set()
        assert self._held.result().status_code == 200


@pytest.mark.parametrize("engine", sorted(EMBEDDED))
def test_where_this_process_searches_a_request_is_answered_after_those_before(
    wired, library_index, engine
):
    held = Held(engine, library_index)
    (turns,) = wired
    asked = held.ask("/healthz")
    until(1, turns)
    assert not asked.is_over
    held.end()
    assert asked.result().status_code == 200


@pytest.mark.usefixtures("wired")
def test_where_a_cluster_searches_nobody_waits_for_anybody(library_index):
    held = Held("opensearch", library_index)
    assert held.ask("/healthz").result().status_code == 200
    held.end()


def test_the_time_that_is_told_of_a_request_counts_what_it_waited(
    library_index, monkeypatch, capfd
):
    turns = Turns(SHORT)
    monkeypatch.setattr(web, "Turns", lambda: turns)
    app = create_app(Settings(index=library_index, log="requests"))
    with turns:
        Visit(partial(app.test_client().get, "/healthz")).result()
    told = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert (told["route"], told["ms"] >= SHORT * 1000) == ("/healthz", True)
