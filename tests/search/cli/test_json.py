"""`--json` is the endpoint's document, the same to the key."""

import json

import pytest

from search import load_settings
from web import create_app

QUERIES = {
    "plain": ({"q": "traité de défense"}, []),
    "stop words": ({"q": "de la Russie"}, []),
    "no hit": ({"q": "Ukrainne"}, []),
    "marks": ({"q": '"jour de la victoire" & <b> é'}, []),
    "second page": ({"q": "Russie", "size": "2", "page": "2"}, ["--limit", "2", "--page", "2"]),
    "grouped": ({"q": "Russie", "group": "document"}, ["--group", "document"]),
    "by date": ({"q": "Russie", "sort": "date"}, ["--sort", "date"]),
    "dates": (
        {"q": "Russie", "from": "2024-01", "to": "2024-11", "size": "3"},
        ["--from", "2024-01", "--to", "2024-11", "--limit", "3"],
    ),
    "language": ({"q": "Russie", "language": "fr"}, ["--language", "fr"]),
}


@pytest.fixture
def endpoint():
    return create_app(load_settings()).test_client()


@pytest.mark.parametrize("case", QUERIES)
def test_the_terminal_prints_what_the_endpoint_answers(alinea, endpoint, case):
    asked, options = QUERIES[case]
    answered = endpoint.get("/api/search", query_string=asked).get_json()
    printed = json.loads(alinea("search", asked["q"], "--json", *options).stdout)
    assert answered.pop("took_ms") > 0
    assert printed.pop("took_ms") > 0
    assert list(printed) == list(answered)
    assert printed == answered


def test_the_page_size_of_the_settings_is_that_of_both(alinea, monkeypatch):
    monkeypatch.setenv("ALINEA_PAGE_SIZE", "3")
    endpoint = create_app(load_settings()).test_client()
    answered = endpoint.get("/api/search", query_string={"q": "Russie"}).get_json()
    printed = json.loads(alinea("search", "Russie", "--json").stdout)
    assert len(printed["hits"]) == len(answered["hits"]) == 3
    assert printed["links"] == answered["links"]


def test_json_is_one_line_of_utf8_without_colour(process):
    result = process("search", "Choe Son-hui", "--json", encoding=None)
    assert result.stdout.count(b"\n") == 1
    assert "diplomatie nord-coréenne".encode() in result.stdout
    assert b"\x1b" not in result.stdout


def test_no_hit_is_a_document_too(alinea):
    result = alinea("search", "Ukrainne", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["total"], found["hits"]) == (0, [])
    assert found["query"]["suggestion"] == "Ukraine"


def test_bytes_that_are_no_text_are_replaced(process):
    result = process("search", b"Ukraine caf\xe9", "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["query"]["text"] == "Ukraine caf\ufffd"
