"""GET /api/export: all hits of a query in one answer, one export at a time."""

import csv
import html
import io
import json
import re
import threading
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from search import Settings, open_searcher
from search.errors import IndexDamagedError
from search.query import budget
from web import create_app
from web import export as exporting


def lines(response) -> list[dict]:
    return [json.loads(line) for line in response.data.splitlines()]


def test_an_export_is_all_that_the_pages_have_in_their_order(client, get):
    for sort in ("relevance", "date"):
        hits = get("/api/search", q="vallée", size=100, sort=sort)["hits"]
        response = client.get(
            "/api/export", query_string={"q": "vallée", "format": "jsonl", "sort": sort}
        )
        found = lines(response)
        assert [one["paragraph"] for one in found] == [hit["paragraph"] for hit in hits]
        assert [one["document"] for one in found] == [hit["document"] for hit in hits]
        assert int(response.headers["X-Total-Count"]) == len(found) > 8


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("csv", "text/csv"),
        ("jsonl", "application/x-ndjson"),
        ("atom", "application/atom+xml"),
    ],
)
def test_each_format_is_a_file_of_its_type(client, name, media_type):
    response = client.get("/api/export", query_string={"q": "crue", "format": name})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.headers["Content-Disposition"] == f'attachment; filename="alinea.{name}"'
    total = int(response.headers["X-Total-Count"])
    match name:
        case "csv":
            text = response.data.decode("utf-8-sig")
            found = len(list(csv.DictReader(io.StringIO(text, newline=""))))
        case "jsonl":
            found = len(lines(response))
        case _:
            found = len(
                ElementTree.fromstring(response.data).findall("{http://www.w3.org/2005/Atom}entry")
            )
    assert found == total > 3


def test_limits_of_date_and_language_narrow_it(client, get):
    given = {"q": "vallée", "from": "2019", "to": "2024", "language": "fr"}
    response = client.get("/api/export", query_string=given | {"format": "jsonl"})
    assert len(lines(response)) == get("/api/search", **given)["total"] > 0


def test_nothing_found_is_a_file_without_rows(client):
    response = client.get("/api/export?q=introuvable")
    assert response.status_code == 200
    assert response.data.decode("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"q": ""}, "empty-query"),
        ({"q": "date:hier"}, "query-syntax"),
        ({"q": "crue", "format": "xlsx"}, "parameter"),
        ({"q": "crue", "snippets": "1"}, "parameter"),
    ],
)
def test_what_cannot_be_exported_is_a_problem_before_there_is_a_file(client, given, kind):
    response = client.get("/api/export", query_string=given)
    assert response.status_code == 400
    assert json.loads(response.data)["type"] == f"urn:alinea:problem:{kind}"


def test_an_export_that_costs_too_much_is_refused(client, monkeypatch):
    monkeypatch.setattr(budget, "POSTINGS_PER_SECOND", 1)
    response = client.get("/api/export?q=crue")
    assert json.loads(response.data)["type"] == "urn:alinea:problem:query-too-costly"


@pytest.fixture
def unread(client) -> Iterator:
    """An export that nobody has read to its end."""
    response = client.get("/api/export?q=vallée&format=jsonl", buffered=False)
    yield response
    response.close()


@pytest.mark.usefixtures("unread")
def test_a_second_export_is_told_when_to_come_again(client):
    refused = client.get("/api/export?q=crue")
    problem = json.loads(refused.data)
    assert (refused.status_code, problem["type"]) == (503, "urn:alinea:problem:export-busy")
    assert refused.headers["Retry-After"] == "30"
    assert "Un autre export est en cours" in problem["detail"]
    assert client.get("/api/search?q=crue").status_code == 200


def test_when_whoever_asked_is_gone_the_next_may_begin(client, unread):
    unread.close()
    assert client.get("/api/export?q=crue").data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("how", ["read", "head", "refused", "known"])
def test_however_an_export_ends_the_next_may_begin(client, how):
    match how:
        case "read":
            assert client.get("/api/export?q=crue").data
        case "head":
            with client.head("/api/export?q=crue") as response:
                assert response.status_code == 200
        case "refused":
            assert client.get("/api/export?q=date:hier").status_code == 400
        case _:
            with client.get("/api/export?q=crue") as response:
                tag = response.headers["ETag"]
            again = client.get("/api/export?q=crue", headers={"If-None-Match": tag})
            assert again.status_code == 304
    with client.get("/api/export?q=crue") as response:
        assert response.status_code == 200


def test_an_export_may_end_in_another_thread():
    leave = exporting._EXPORTS.enter()
    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    leave()
    exporting._EXPORTS.enter()()


def test_an_export_that_breaks_off_is_told_in_the_log(caplog):
    """Whoever reads it has the beginning already; the operator has nothing else."""

    def pieces() -> Iterator[bytes]:
        yield b"x" * exporting._PIECE
        raise IndexDamagedError(path="engine", reason="a block", command="alinea rebuild")

    ends = []
    found = exporting._gathered(pieces(), lambda: ends.append(True))
    assert next(found)
    with pytest.raises(IndexDamagedError):
        next(found)
    assert "an export broke off" in caplog.text
    assert ends == [True]


def test_the_export_is_sent_piece_by_piece(library_index, monkeypatch):
    monkeypatch.setattr(exporting, "_PIECE", 1)
    settings = Settings(index=library_index)
    client = create_app(settings, open_searcher(settings)).test_client()
    response = client.get("/api/export?q=vallée&format=jsonl", buffered=False)
    pieces = list(response.response)
    response.close()
    assert len(pieces) == int(response.headers["X-Total-Count"])


def test_the_page_offers_the_export(client):
    page = client.get("/?q=vallée&sort=date").text
    paths = [html.unescape(path) for path in re.findall(r'href="(/api/export[^"]*)"', page)]
    assert [path.partition("format=")[2][:3] for path in paths] == ["csv", "jso", "ato"]
    assert all(client.get(path, buffered=True).status_code == 200 for path in paths)
