"""`/api/documents/<id>/similar`, and related words in JSON and on the page."""

import json
from urllib.parse import quote

import pytest


def test_a_document_has_others_that_are_like_it(get):
    found = get("/api/documents/crue.txt/similar")
    assert (found["document"], found["paragraph"], found["is_known"]) == ("crue.txt", None, True)
    names = [one["document"]["id"] for one in found["similar"]]
    assert "archives/crue de 1923.txt" in names
    assert "crue.txt" not in names
    assert len(names) == len(set(names)) <= 10


def test_a_paragraph_has_passages_that_are_like_it(get):
    found = get("/api/documents/crue.txt/similar", paragraph=1, limit=3)
    assert found["paragraph"] == 1
    assert len(found["similar"]) == 3
    best = found["similar"][0]
    assert best["paragraph"]["url"] == f"{best['document']['url']}#p{best['paragraph']['ordinal']}"
    whole = get(f"/api/documents/{quote(best['document']['id'])}")
    texts = [one["text"] for one in whole["paragraphs"]]
    assert texts[best["paragraph"]["ordinal"] - 1].startswith(best["text"].removesuffix("…")[:80])


def test_an_id_with_slashes_is_one(get):
    path = f"/api/documents/{quote('archives/crue de 1923.txt')}/similar"
    assert get(path)["document"] == "archives/crue de 1923.txt"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("rien.txt/similar", 404),
        ("crue.txt/similar?paragraph=99", 404),
        ("crue.txt/similar?paragraph=0", 400),
        ("crue.txt/similar?paragraph=un", 400),
        ("crue.txt/similar?paragraph=99999999999999999999", 400),
        ("crue.txt/similar?limit=0", 400),
        ("crue.txt/similar?limit=101", 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_a_reason(client, path, status):
    response = client.get(f"/api/documents/{path}")
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert json.loads(response.data)["detail"]


def test_it_is_answered_once_for_a_generation(client):
    first = client.get("/api/documents/crue.txt/similar")
    again = client.get(
        "/api/documents/crue.txt/similar", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    other = client.get("/api/documents/crue.txt/similar?paragraph=1")
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_document_may_be_called_similar(client_of):
    client = client_of({"notes/similar": "Une note.", "autre.txt": "Un mot."})
    assert json.loads(client.get("/api/documents/notes/similar").data)["id"] == "notes/similar"
    found = json.loads(client.get("/api/documents/notes/similar/similar").data)
    assert found["document"] == "notes/similar"
    missing = client.get("/api/documents/rien/similar")
    assert missing.status_code == 404
    assert "rien dans" in json.loads(missing.data)["detail"]


def test_it_is_described(get):
    operation = get("/openapi.json")["paths"]["/api/documents/{document_id}/similar"]["get"]
    names = [one["name"] for one in operation["parameters"]]
    assert names == ["document_id", "paragraph", "limit", "lang"]
    assert {"200", "304", "404", "503"} <= operation["responses"].keys()
    refused = {"400", "401", "413", "414", "429", "431"}
    assert refused <= operation["responses"].keys()


def test_words_near_in_meaning_are_given_where_nothing_is_found(client_of):
    client = client_of({"a.txt": "Une voiture passe."})
    answer = json.loads(client.get("/api/search?q=automobile").data)
    assert (answer["total"], answer["query"]["related"]) == (0, ["voiture"])
    assert json.loads(client.get("/api/search?q=voiture").data)["query"]["related"] == []


def test_the_page_links_them(client_of):
    client = client_of({"a.txt": "Une voiture passe."})
    page = client.get("/?q=automobile").text
    assert "Proches par le sens" in page
    assert 'href="/?q=voiture">voiture</a>' in page.replace("&amp;", "&").replace(
        "&sort=relevance", ""
    )
    assert "Proches par le sens" not in client.get("/?q=voiture").text
