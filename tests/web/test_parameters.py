"""What is in a URL and isn't heeded, or contradicts the query, is told; what is wrong is named."""

import json
import re

import pytest


@pytest.mark.parametrize(
    ("path", "parameter", "meant"),
    [
        ("/api/search?q=crue&langue=fr", "langue", "language"),
        ("/api/search?q=crue&limit=3", "limit", "size"),
        ("/api/search?q=crue&LIMIT=3", "LIMIT", "size"),
        ("/api/search?q=crue&fromm=2024", "fromm", "from"),
        ("/api/search?q=crue&utm_source=lettre", "utm_source", None),
        ("/api/suggest?q=val&size=3", "size", "limit"),
        ("/api/documents?limit=3", "limit", "size"),
        ("/api/documents/crue.txt?paragraph=3", "paragraph", "around"),
        ("/api/documents/crue.txt/similar?around=3", "around", "paragraph"),
        ("/api/skipped?per_page=3", "per_page", "size"),
        ("/api/stats?langue=fr", "langue", "lang"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_one_that_was_meant(client, path, parameter, meant):
    (warning,) = client.get(path).json["warnings"]
    assert (warning["parameter"], warning["meant"]) == (parameter, meant)
    assert "n’existe pas" in warning["detail"]


def test_what_there_is_warns_of_nothing(get):
    asked = {"q": "crue", "size": 3, "lang": "fr", "offsets": "utf16", "from": "2000", "to": ""}
    assert get("/api/search", **asked)["warnings"] == []


@pytest.mark.parametrize(
    ("query", "asked", "parameters"),
    [
        ("crue langue:en", {"language": "fr"}, ["language"]),
        ("crue langue:fr", {"language": "fr"}, []),
        ("crue -langue:en", {"language": "fr"}, []),
        ("crue date:2024", {"from": "2023"}, ["from"]),
        ("crue date:2024", {"to": "2023"}, ["to"]),
        ("crue date:2023 OU langue:en", {"from": "2023", "language": "fr"}, ["from", "language"]),
        ("crue", {"from": "2023", "language": "fr"}, []),
    ],
)
def test_a_parameter_that_the_query_contradicts_is_named(get, query, asked, parameters):
    warnings = get("/api/search", q=query, **asked)["warnings"]
    assert [warning["parameter"] for warning in warnings] == parameters


def test_the_page_says_so_too(page):
    assert "language" in page("/", q="crue", langue="fr")
    assert "langue:en" in page("/", q="crue langue:en", language="fr").partition("warning")[2]
    assert (
        "utm_source"
        not in page("/", q="crue", utm_source="lettre")
        .partition("<main")[2]
        .partition("</main>")[0]
    )


def test_the_page_links_to_what_was_in_the_way(page):
    found = page("/", q='"crue fromagerie" date:2023')
    assert "Ce qui a fait obstacle" in found
    assert re.search(r'<a lang="fr" href="/\?q=crue">crue</a>', found)


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"q": "crue", "from": "2024-13"}, "from"),
        ({"q": "crue", "to": "2024-02-30"}, "to"),
        ({"q": "crue", "from": "hier"}, "from"),
        ({"q": "crue", "from": "2024", "to": "2023"}, "to"),
        ({"q": "crue", "page": "0"}, "page"),
        ({"q": "crue", "page": "9999"}, "page"),
        ({"q": "crue", "offsets": "utf8"}, "offsets"),
        ({"q": "date:2024-13"}, "q"),
        ({"q": ""}, "q"),
        ({}, "q"),
    ],
)
def test_a_problem_names_its_parameter(client, asked, parameter):
    response = client.get("/api/search", query_string=asked)
    problem = json.loads(response.data)
    assert (response.status_code, problem["parameter"]) == (400, parameter)
    assert ("position" in problem) == (asked.get("q") == "date:2024-13")
