"""Pages over HTTP: links, cursors, and what is said of pages that there aren't."""

import html
import json
import re

import pytest

import search.searching.pages


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def problem(response) -> tuple[int, str, str]:
    found = json.loads(response.data)
    return response.status_code, found["type"].removeprefix("urn:alinea:problem:"), found["detail"]


@pytest.fixture
def few_numbers(monkeypatch) -> None:
    """Pages have numbers as far as six hits."""
    monkeypatch.setattr(search.searching.pages, "MAX_HITS", 6)


@pytest.mark.parametrize("group", ["paragraph", "document"])
@pytest.mark.usefixtures("few_numbers")
def test_links_lead_through_all_hits_and_back(client, group):
    whole = client.get(f"/api/search?q=vallée&size=100&group={group}").get_json()
    seen, path, before = [], f"/api/search?q=vallée&size=2&group={group}", []
    while path:
        answer = client.get(path).get_json()
        before.append(answer["links"]["previous"])
        seen += [hit["paragraph"]["url"] for hit in answer["hits"]]
        path = answer["links"]["next"]
    assert seen == [hit["paragraph"]["url"] for hit in whole["hits"]]
    assert len(seen) > 8
    assert (
        client.get(before[-1]).get_json()["hits"][-1]["paragraph"]["url"]
        == seen[-len(answer["hits"]) - 1]
    )
    assert client.get(answer["links"]["self"]).get_json()["hits"] == answer["hits"]


def test_there_is_no_next_page_where_the_last_one_is_full(get):
    total = get("/api/search", q="vallée", size=100)["total"]
    assert get("/api/search", q="vallée", size=total)["links"]["next"] is None
    assert get("/api/search", q="vallée", size=total - 1)["links"]["next"]


def test_a_page_beyond_the_last_is_a_problem_that_names_the_last(client, get):
    total = get("/api/search", q="vallée")["total"]
    last = -(-total // 5)
    status, kind, detail = problem(client.get(f"/api/search?q=vallée&size=5&page={last + 1}"))
    assert (status, kind) == (404, "page-beyond-last")
    assert f"la dernière est la page {last}." in detail
    english = {"Accept-Language": "en"}
    response = client.get(f"/api/search?q=vallée&size=5&page={last + 1}", headers=english)
    assert f"There is no page {last + 1}: the last one is page {last}." in problem(response)[2]


def test_the_first_page_of_nothing_is_an_answer(client, get):
    assert get("/api/search", q="introuvable", page=1)["hits"] == []
    assert problem(client.get("/api/search?q=introuvable&page=2"))[1] == "page-beyond-last"


def test_on_the_page_a_link_leads_to_the_last_one(client):
    response = client.get("/?q=vallée&page=99&sort=date&lang=en")
    assert response.status_code == 404
    assert "There is no page 99" in plain(response.text)
    assert 'value="vallée"' in response.text
    found = re.findall(r'<a href="([^"]*)">(To the last page|Back[^<]*)</a>', response.text)
    links = {text: html.unescape(path) for path, text in found}
    shown = client.get(links.get("To the last page", links["Back to the first page"]))
    assert shown.status_code == 200
    assert 'class="hits"' in shown.text


@pytest.mark.parametrize("after", ["x", "AAAA", "é", "A" * 24, "A" * 64])
def test_a_cursor_that_was_made_up_is_a_problem(client, after):
    found = problem(client.get("/api/search", query_string={"q": "vallée", "after": after}))
    assert found[:2] == (400, "cursor")
    page = client.get("/", query_string={"q": "vallée", "after": after})
    assert page.status_code == 400
    assert "Revenir à la première page" in plain(page.text)


@pytest.mark.usefixtures("few_numbers")
def test_a_cursor_of_an_index_that_was_replaced_is_gone(client_of):
    texts = {f"{n}.txt": f"Le lac {n}." for n in range(10)}
    client = client_of(texts)
    link = client.get("/api/search?q=lac&size=3&page=2").get_json()["links"]["next"]
    assert client.get(link).status_code == 200
    client = client_of(texts | {"a.txt": "Un lac."})
    assert problem(client.get(link))[:2] == (410, "cursor-outdated")


@pytest.mark.usefixtures("few_numbers")
def test_the_pages_for_people_go_on_by_cursors_too(client_of):
    client = client_of({f"{n:02}.txt": f"Le lac {n}." for n in range(20)}, page_size=4)
    seen, path = [], "/?q=lac"
    while path:
        shown = client.get(path).text
        seen += re.findall(r'<h2[^>]*><a href="/documents/(\d+)', shown)
        following = re.search(r'rel="next" href="([^"]*)"', shown)
        path = html.unescape(following[1]) if following else ""
    assert sorted(seen) == [f"{n:02}" for n in range(20)]
