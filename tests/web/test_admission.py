"""Costly searches take turns; beyond a short queue they are told to come again, and cheap
ones never wait.
"""

import json
import threading
from contextlib import ExitStack

import pytest

from search import Settings, open_searcher
from search.errors import BusyError
from search.query import budget
from search.searching import Searcher
from web import create_app
from web.edge.admission import Admission

COSTLY = " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz")
#: Between what the costly and the cheap query take of the small library.
BETWEEN = 50_000


@pytest.fixture
def admission() -> Admission:
    return Admission(at_once=1, waiting=1, patience=0.05)


@pytest.fixture
def asked(library_index, admission, monkeypatch):
    """A client of a server in which costly searches begin earlier than they do."""
    monkeypatch.setattr(budget, "COSTLY", BETWEEN)
    settings = Settings(index=library_index)
    client = create_app(settings, open_searcher(settings, admission)).test_client()
    return lambda query, **more: client.get(
        "/api/search", query_string={"q": query, "size": 1} | more
    )


def test_a_costly_search_is_answered_when_nobody_else_asks(asked):
    assert asked(COSTLY).status_code == 200


def test_beyond_the_queue_searches_are_shed_and_told_when_to_come_again(asked, admission):
    with admission():
        refused = asked(COSTLY)
    problem = json.loads(refused.data)
    assert (refused.status_code, problem["type"]) == (503, "urn:alinea:problem:busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert "coûteuses" in problem["detail"]


def test_a_cheap_search_is_answered_while_costly_ones_hold_every_place(asked, admission):
    with admission():
        assert asked("crue").status_code == 200


def test_a_place_is_free_again_when_a_costly_search_has_ended_however_it_ended(asked):
    for _ in range(3):
        assert asked(COSTLY).status_code == 200
        assert asked(COSTLY, sort="date").status_code == 200
        assert asked(COSTLY + " date:hier").status_code == 400


def test_who_waits_is_admitted_when_a_place_is_free():
    admission = Admission(at_once=1, waiting=1, patience=30)
    came = threading.Event()

    def wait() -> None:
        with admission():
            came.set()

    with ExitStack() as first:
        first.enter_context(admission())
        waiting = threading.Thread(target=wait)
        waiting.start()
        first.close()
        waiting.join()
    assert came.is_set()


def test_the_queue_is_bounded():
    admission = Admission(at_once=1, waiting=0, patience=30)
    with admission(), pytest.raises(BusyError), admission():
        pass


@pytest.mark.parametrize("path", ["/api/search", "/"])
def test_a_search_that_runs_out_of_time_is_503_with_its_reason(library_index, path):
    settings = Settings(index=library_index)
    current = open_searcher(settings)._current
    client = create_app(settings, Searcher(current, seconds=0)).test_client()
    response = client.get(path, query_string={"q": "crue"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert "a été arrêtée" in response.text


def test_a_query_that_costs_too_much_is_400_with_what_to_leave_out(asked, monkeypatch):
    monkeypatch.setattr(budget, "POSTINGS_PER_SECOND", BETWEEN)
    assert asked("crue").status_code == 200
    response = asked(COSTLY)
    problem = json.loads(response.data)
    assert response.status_code == 400
    assert problem["type"] == "urn:alinea:problem:query-too-costly"
    assert "moins de mots" in problem["detail"]


@pytest.mark.parametrize(
    ("page", "size", "most"),
    [(10_000, 2, "5\u202f000"), (101, 100, "100"), (1001, 10, "1\u202f000")],
)
def test_pages_have_numbers_up_to_ten_thousand_hits_whatever_their_size(client, page, size, most):
    given = {"q": "crue", "page": page, "size": size}
    response = client.get("/api/search", query_string=given)
    problem = json.loads(response.data)
    assert (response.status_code, problem["type"]) == (400, "urn:alinea:problem:page-too-deep")
    assert f" {most} pages au plus" in problem["detail"]


@pytest.mark.parametrize(("page", "size"), [(10_000, 1), (100, 100), (1000, 10)])
def test_the_last_number_is_allowed_if_there_are_so_many_hits(client, page, size):
    given = {"q": "crue", "page": page, "size": size}
    response = client.get("/api/search", query_string=given)
    assert json.loads(response.data)["type"] == "urn:alinea:problem:page-beyond-last"
