"""GET /api/search: what a developer relies on."""

import json
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def ids(answer) -> list[str]:
    return [f"{hit['document']['id']}#p{hit['paragraph']['ordinal']}" for hit in answer["hits"]]


def settled(text: str) -> str:
    """Without what differs from one run to the next."""
    text = re.sub(r'"took_ms": ?[\d.e-]+', '"took_ms": 0', text)
    return re.sub(r'"generation": ?"[^"]*"', '"generation": ""', text)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("crue", {"q": "la crue de 1923", "size": 3}),
        ("documents", {"q": "vallée", "group": "document", "sort": "date", "size": 2, "page": 2}),
    ],
)
def test_the_answer_is_the_one_that_is_documented(client, name, parameters):
    """To write the files anew, delete them and run this twice."""
    text = settled(client.get("/api/search", query_string=parameters).text)
    written = json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{name}.json"
    if not golden.exists():
        golden.write_text(written, "utf-8")
        pytest.fail(f"{golden.name} was missing and has been written")
    assert written == golden.read_text("utf-8")


def test_spans_are_characters_of_the_snippet(get):
    hits = get("/api/search", q="l’œil vallée", size=100)["hits"]
    assert sum(bool(hit["snippet"]["spans"]) for hit in hits) > 8
    for hit in hits:
        text = hit["snippet"]["text"]
        lit = [text[start:end].lower() for start, end in hit["snippet"]["spans"]]
        assert set(lit) <= {"œil", "yeux", "vallée"}


def test_dates_may_be_written_as_they_are_every_day(get):
    def found(first: str) -> int:
        return get("/api/search", q="vallée", **{"from": first})["total"]

    assert found("1/2/2023") == found("1er février 2023") == found("2023-02-01") > 0
    assert found("02/2023") == found("2023-02")


def test_operators_that_join_nothing_are_named(get):
    query = get("/api/search", q="crue ET")["query"]
    assert (query["dropped"], query["understood"]) == (["ET"], "crue")


def test_page_links_lead_from_page_to_page_and_keep_what_was_asked(client):
    seen, path = [], "/api/search?q=vall%C3%A9e&size=4&sort=date&group=paragraph&from=2019&to=2024"
    while path:
        answer = json.loads(client.get(path).data)
        seen += ids(answer)
        path = answer["links"]["next"]
    whole = client.get("/api/search?q=vallée&size=100&sort=date&from=2019&to=2024")
    assert seen == ids(json.loads(whole.data))
    assert len(seen) > 8
    assert answer["links"]["previous"]
    assert ids(json.loads(client.get(answer["links"]["first"]).data)) == seen[:4]


def test_a_hit_leads_to_its_document_and_its_paragraph(get, client):
    hit = get("/api/search", q="fromagerie")["hits"][0]
    assert get("/api/documents/fromagerie.txt")["title"] == hit["document"]["title"]
    page_of_document = client.get(hit["paragraph"]["url"].partition("#")[0])
    assert page_of_document.status_code == 200
    assert f'id="{hit["paragraph"]["url"].partition("#")[2]}"' in page_of_document.text


def test_grouped_a_document_is_one_hit(get):
    answer = get("/api/search", q="crue", group="document")
    documents = [hit["document"]["id"] for hit in answer["hits"]]
    assert len(documents) == len(set(documents))
    assert answer["hits"][0]["more"] == len(answer["hits"][0]["others"]) > 0


def test_what_was_understood_is_told(get):
    query = get("/api/search", q="+crue -(«de 1923» OU camping")["query"]
    assert query["text"] == "+crue -(«de 1923» OU camping"
    assert query["understood"] == '+crue -("de 1923" camping)'
    assert get("/api/search", q="la crue")["query"]["ignored"] == ["la"]


def test_without_hits_something_else_is_offered(get):
    answer = get("/api/search", q="fromagrie")
    assert (answer["total"], answer["hits"]) == (0, [])
    assert answer["query"]["suggestion"] == "fromagerie"


@pytest.mark.parametrize(
    ("parameters", "kind", "detail"),
    [
        ({"q": ""}, "empty-query", "rien à chercher"),
        ({"q": "!?"}, "empty-query", "rien à chercher"),
        ({}, "parameter", "q"),
        ({"q": "a" * 10_000}, "query-too-long", "10 000 caractères ; la limite est de 512"),
        ({"q": "mot " * 65}, "query-too-long", "65 mots ; la limite est de 64"),
        ({"q": "date:hier"}, "query-syntax", "hier"),
        ({"q": "crue", "page": 0}, "parameter", "un nombre de 1 à 10 000"),
        ({"q": "crue", "page": "deux"}, "parameter", "page"),
        ({"q": "crue", "page": 10**30}, "parameter", "page"),
        ({"q": "crue", "size": 101}, "parameter", "size"),
        ({"q": "crue", "sort": "taille"}, "parameter", "date, oldest, relevance"),
        ({"q": "crue", "group": "mot"}, "parameter", "document, paragraph"),
        ({"q": "crue", "from": "hier"}, "parameter", "2024-11"),
        ({"q": "crue", "language": "e"}, "parameter", "fr, en"),
        ({"q": "crue langue:klingon"}, "query-syntax", "klingon"),
        ({"q": "crue", "from": "2024-13"}, "parameter", "2024-13"),
        ({"q": "crue", "from": "2024", "to": "2023"}, "parameter", "ordre"),
    ],
)
def test_a_bad_request_is_a_problem_with_its_reason(client, parameters, kind, detail):
    response = client.get("/api/search", query_string=parameters)
    problem = json.loads(response.data)
    assert response.status_code == problem["status"] == 400
    assert response.mimetype == "application/problem+json"
    assert problem["type"] == f"urn:alinea:problem:{kind}"
    assert detail in problem["detail"].replace("\u202f", " ").replace("\u00a0", " ")
    assert problem["title"]
    assert problem["instance"] == "/api/search"


def test_a_problem_tells_the_place_in_the_query(client):
    problem = json.loads(client.get("/api/search", query_string={"q": "crue date:hier"}).data)
    assert problem["position"] == 10


@pytest.mark.parametrize("path", ["/api/", "/api/recherche", "/api/documents/rien.txt"])
def test_what_is_not_there_is_a_problem_too(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_nothing_can_be_written(client):
    response = client.post("/api/search?q=crue")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_problems_speak_the_language_of_the_asker(client):
    english = client.get("/api/search?q=", headers={"Accept-Language": "en"})
    assert "nothing to search for" in json.loads(english.data)["detail"]
