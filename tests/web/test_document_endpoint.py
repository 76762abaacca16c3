"""A document for programs: whole, in pages, around a paragraph, with what a query matches."""

import json

import pytest

PATH = "/api/documents/crue.txt"


def ordinals(document) -> list[int]:
    return [paragraph["ordinal"] for paragraph in document["paragraphs"]]


@pytest.fixture
def total(get) -> int:
    return get(PATH)["total"]


@pytest.mark.parametrize(
    ("around", "n", "found"), [(4, 2, [2, 3, 4, 5, 6]), (1, 2, [1, 2, 3]), (3, 0, [3])]
)
def test_some_paragraphs_around_one(get, around, n, found):
    document = get(PATH, around=around, n=n)
    assert (ordinals(document), document["links"]) == (found, None)


def test_around_the_last_there_is_nothing_behind(get, total):
    assert ordinals(get(PATH, around=total, n=1)) == [total - 1, total]


def test_around_what_is_not_there_is_nothing(client, total):
    response = client.get(PATH, query_string={"around": total + 1})
    assert (response.status_code, json.loads(response.data)["status"]) == (404, 404)


def test_a_page_or_around_but_not_both(client):
    response = client.get(PATH, query_string={"around": 2, "page": 2})
    assert (response.status_code, json.loads(response.data)["parameter"]) == (400, "page")


def test_pages_are_the_whole_in_order(client, total):
    seen, path = [], f"{PATH}?size=3&q=crue"
    while path:
        document = json.loads(client.get(path).data)
        seen += ordinals(document)
        path = document["links"]["next"]
    assert seen == list(range(1, total + 1))
    assert document["links"]["previous"]


def test_what_a_query_matches_is_told(get):
    document = get(PATH, q="crue")
    lit = [p["text"][start:end] for p in document["paragraphs"] for start, end in p["spans"]]
    assert lit
    assert {word.lower() for word in lit} <= {"crue", "crues"}
    title = document["title"]
    assert all(title[s:e].lower().startswith("crue") for s, e in document["title_spans"])
    assert not any(one["spans"] for one in get(PATH)["paragraphs"])


def test_a_query_that_is_none_is_a_problem(client):
    problem = json.loads(client.get(PATH, query_string={"q": "date:hier"}).data)
    assert (problem["status"], problem["parameter"], problem["position"]) == (400, "q", 5)


def test_what_the_index_holds_is_counted(get):
    stats = get("/api/stats")
    listing = get("/api/documents")
    assert stats["documents"] == listing["total"]
    assert stats["paragraphs"] == sum(one["paragraphs"] for one in listing["documents"])
    assert sum(one["paragraphs"] for one in stats["languages"]) == stats["paragraphs"]
    assert stats["languages"][0]["language"] == "fr"
    assert stats["engine"] == "whoosh"
    assert stats["words"] > 100
    assert stats["generation"] == get("/readyz")["generation"]
    assert stats["built"][:2] == "20"
