"""Copies on the page and in the JSON, and the links that find a paragraph wherever it stands."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

DISPATCH = (
    "Le préfet a décidé lundi la fermeture du pont suspendu, fragilisé par la crue de février,"
    " jusqu’à la fin des travaux de consolidation menés par le département."
)


@pytest.fixture
def papers(client_of):
    """An agency's dispatch in four papers, in one of them with other words."""
    return client_of(
        {
            "courrier.txt": f"Courrier\n\n{DISPATCH}\n\nLe pont ferme.",
            "dépêche.txt": f"Dépêche\n\n{DISPATCH}",
            "gazette.txt": f"Gazette\n\nÀ lire.\n\n{DISPATCH.replace('’', chr(39))}\n\nFin.",
            "journal.txt": f"Journal\n\n{DISPATCH.replace('lundi', 'hier')}",
        }
    )


def ask(client, path: str, **parameters):
    return json.loads(client.get(path, query_string=parameters).data)


def test_a_dispatch_in_four_papers_is_one_hit_with_its_places(papers):
    answer = ask(papers, "/api/search", q="préfet")
    (hit,) = answer["hits"]
    assert (answer["total"], answer["repeated"], answer["duplicates"]) == (1, 3, "once")
    assert (hit["also"]["total"], hit["also"]["documents"]) == (3, 3)
    shown = {hit["document"]["id"]: True}
    places = shown | {one["document"]: one["same"] for one in hit["also"]["places"]}
    assert places.keys() == {"courrier.txt", "dépêche.txt", "gazette.txt", "journal.txt"}
    assert sum(places.values()) == (3 if places["journal.txt"] is False else 1)


def test_each_is_a_hit_where_all_are_asked_for_and_on_further_pages(papers):
    answer = ask(papers, "/api/search", q="préfet", duplicates="all", size=3)
    assert (answer["total"], answer["repeated"]) == (4, 0)
    assert all(hit["also"]["total"] == 0 for hit in answer["hits"])
    assert len(json.loads(papers.get(answer["links"]["next"]).data)["hits"]) == 1


def test_a_document_of_nothing_but_copies_is_named_under_the_hit(papers):
    answer = ask(papers, "/api/search", q="pont", group="document", duplicates="once")
    named = [one["document"] for hit in answer["hits"] for one in hit["also"]["places"]]
    shown = [hit["document"]["id"] for hit in answer["hits"]]
    others = [other for hit in answer["hits"] for other in hit["others"]]
    named += [one["document"] for other in others for one in other["also"]["places"]]
    assert "courrier.txt" in shown
    assert {*shown, *named} == {"courrier.txt", "dépêche.txt", "gazette.txt", "journal.txt"}


def test_the_page_says_both_numbers_and_the_places(papers):
    page = papers.get("/?q=préfet").text
    assert "dont 3 copies (" in page
    assert "Aussi dans 3 documents" in page
    assert page.count("quelques mots y sont autres") in (1, 3)
    (each,) = set(re.findall(r'href="([^"]*duplicates=all[^"]*)"', page))
    page = papers.get(each.replace("&amp;", "&")).text
    assert page.count('<article class="hit"') == 4
    assert "réunir les copies" in page
    assert all(
        "duplicates=all" in link for link in re.findall(r'href="(/\?q=[^"]*sort=[^"]*)"', page)
    )


def test_a_value_that_is_none_is_refused(papers):
    assert papers.get("/api/search?q=pont&duplicates=some").status_code == 400


def test_a_permalink_leads_to_the_paragraph(papers):
    (hit,) = ask(papers, "/api/search", q="ferme +courrier")["hits"][:1]
    paragraph = hit["paragraph"]
    assert re.fullmatch("[a-z2-7]{16}", paragraph["digest"])
    link = urlsplit(paragraph["permalink"])
    assert parse_qs(link.query) == {"at": [f"courrier.txt#p{paragraph['ordinal']}"]}
    response = papers.get(paragraph["permalink"])
    assert (response.status_code, response.headers["Location"]) == (302, paragraph["url"])
    cited = paragraph["permalink"].replace("?", "/cite?")
    assert cited in papers.get("/documents/courrier.txt").text
    assert paragraph["permalink"] in papers.get(cited).text


def test_what_became_of_it_is_told_to_people_and_programs(papers):
    gazette = ask(papers, "/api/documents/gazette.txt")["paragraphs"]
    digest = gazette[1]["digest"]
    found = ask(papers, f"/api/paragraphs/{digest}", at="gazette.txt#p1")
    assert (found["fate"], found["before"]) == ("moved", "gazette.txt#p1")
    assert found["paragraph"]["url"] == "/documents/gazette.txt#p2"
    assert found["text"] == gazette[1]["text"]
    page = papers.get(f"/p/{digest}?at=gazette.txt%23p1").text
    assert (
        "L’alinéa a changé de place\u00a0: il était à gazette.txt#p1, il est à gazette.txt#p2."
        in page
    )
    assert found["text"].split()[0] in page


@pytest.mark.parametrize(
    "path", ["/p/aaaaaaaaaaaaaaaa", "/api/paragraphs/aaaaaaaaaaaaaaaa", "/p/é"]
)
def test_what_was_never_there_is_404(papers, path):
    assert papers.get(path).status_code == 404
