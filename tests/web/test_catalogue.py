"""The documents in a list: found by title, folder, year and format, sorted, a screen at a time."""

import html
import re

import pytest

from search import Settings, open_indexer
from search.model import FolderCount
from web import create_app
from web.pages.listing import folder_rows

TEXTS = {
    "presse/2023/été.txt": "title: L’Été des élections\ndate: 2023-07-14\n\nOn vote.",
    "presse/2024/crue.txt": "title: La crue\ndate: 2024-10-17\n\nL’eau monte.\n\nElle descend.",
    "presse/2024/zoo.md": "# Un zoo ferme\n\nLes lions partent.",
    "notes/Œuvre.txt": "title: Œuvre posthume\ndate: 1923\n\nUn manuscrit.",
    "à lire.txt": "title: À lire\n\nPlus tard.",
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogue") / "archives"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    records = "\n".join(f'{{"id": "{n:02}", "text": "Fiche numéro {n}."}}' for n in range(60))
    (folder / "fiches.jsonl").write_text(records, "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index") / "index")
    open_indexer(settings).rebuild(folder)
    return create_app(settings).test_client()


def titles(client, **asked):
    text = client.get("/documents", query_string=asked).text
    rows = re.findall(r'<th scope="row">.*?<a[^>]*>(.*?)</a>', text, re.DOTALL)
    return [html.unescape(row) for row in rows]


def links(text, label):
    found = re.findall(rf'<a[^>]*href="([^"]*)"[^>]*>(?:<bdi>)?{label}', text)
    return [html.unescape(one) for one in found]


@pytest.mark.parametrize("typed", ["oeuvre", "ŒUVRE", "posth", "posthume œuv"])
def test_a_title_is_found_however_it_is_typed(catalogue, typed):
    assert titles(catalogue, title=typed) == ["Œuvre posthume"]


def test_titles_are_sorted_as_a_dictionary_sorts_them(catalogue):
    found = titles(catalogue, sort="title", format="text")
    assert found == ["À lire", "L’Été des élections", "La crue", "Œuvre posthume"]


def test_documents_are_sorted_by_date_those_without_one_last(catalogue):
    newest = titles(catalogue, sort="newest")[:3]
    oldest = titles(catalogue, sort="oldest")[:3]
    assert newest == ["La crue", "L’Été des élections", "Œuvre posthume"]
    assert oldest == newest[::-1]
    assert titles(catalogue, sort="longest")[0] == "La crue"


def test_the_head_of_a_column_says_how_it_is_sorted_and_sorts_the_other_way(catalogue):
    text = catalogue.get("/documents?sort=newest").text
    assert 'aria-sort="descending"' in text
    assert links(text, "Date") == ["/documents?sort=oldest"]
    assert "aria-sort" not in catalogue.get("/documents").text


def test_a_folder_has_what_is_in_it_and_under_it(catalogue):
    assert titles(catalogue, folder="presse/2024") == ["La crue", "Un zoo ferme"]
    assert len(titles(catalogue, folder="presse")) == 3
    assert len(titles(catalogue, folder="fiches.jsonl")) == 25
    text = catalogue.get("/documents?folder=presse").text
    assert links(text, "2024") == ["/documents?folder=presse%2F2024"]
    counts = re.findall(r"<bdi>([^<]*)</bdi></a> <span class=\"count\">(\d+)", text)
    assert counts == [
        ("fiches.jsonl", "60"),
        ("notes", "1"),
        ("presse", "3"),
        ("2023", "1"),
        ("2024", "2"),
    ]


def test_of_very_many_folders_the_first_are_shown_and_the_one_that_is_open():
    folders = [FolderCount(f"{n:03}", 1, "") for n in range(200)]
    rows = list(folder_rows(folders, "150"))
    assert [row.folder.path for row in rows] == [*(f"{n:03}" for n in range(60)), "150"]
    assert [row.left_out for row in rows if row.left_out] == [140]
    assert not any(row.left_out for row in folder_rows(folders[:60], ""))


def test_years_decades_and_formats_narrow(catalogue):
    assert titles(catalogue, year="1923") == ["Œuvre posthume"]
    assert len(titles(catalogue, year="202")) == 2
    assert titles(catalogue, format="markdown") == ["Un zoo ferme"]
    assert titles(catalogue, year="1923", format="markdown") == []


def test_what_it_is_narrowed_to_comes_off_by_a_link_to_what_was_before(catalogue):
    before = "/documents?folder=presse&sort=newest"
    text = catalogue.get(f"{before}&year=2024").text
    assert "1 document sur 65" in text
    (off,) = (link for link in links(text, "2024") if "year" not in link and "2F2024" not in link)
    assert off == before


def test_the_passages_of_what_is_listed_are_a_search_away(catalogue):
    text = catalogue.get("/documents?folder=presse&year=2024").text
    (inside,) = links(text, "Leurs passages")
    found = catalogue.get(inside).text
    assert "L’eau monte" in found
    assert "On vote" not in found
    records = links(catalogue.get("/documents?folder=fiches.jsonl").text, "Leurs passages")
    assert "Fiche numéro" in catalogue.get(records[0]).text


def test_all_documents_are_reached_a_screen_at_a_time(catalogue):
    seen, path = [], "/documents"
    while path:
        text = catalogue.get(path).text
        seen += re.findall(r'<th scope="row">.*?href="([^"]*)"', text, re.DOTALL)
        path = next(iter(links(text, "Suivante")), "")
    assert len(seen) == len(set(seen)) == 65
    assert "page 3 sur 3" in text
    assert 'name="page" value="3"' in text


def test_a_page_that_there_is_not_says_which_there_are(catalogue):
    answer = catalogue.get("/documents?page=99")
    assert answer.status_code == 404
    assert "Il n’y a pas de page 99\u00a0: la dernière est la page 3." in answer.text
    assert links(answer.text, "À la dernière page") == ["/documents?page=3"]
    assert catalogue.get("/skipped?page=7").status_code == 404


def test_programs_are_given_the_same_list(catalogue):
    asked = {"folder": "presse", "sort": "newest", "size": 1}
    answer = catalogue.get("/api/documents", query_string=asked).json
    assert answer["total"] == 3
    seen = [answer["documents"][0]["title"]]
    while following := answer["links"]["next"]:
        answer = catalogue.get(following).json
        seen.append(answer["documents"][0]["title"])
    assert seen == titles(catalogue, folder="presse", sort="newest")
    refused = catalogue.get("/api/documents?year=hier")
    assert (refused.status_code, refused.json["parameter"]) == (400, "year")


def test_nothing_that_is_so_leads_back_to_all(catalogue):
    answer = catalogue.get("/documents?title=introuvable")
    assert answer.status_code == 200
    assert "0 document sur 65" in answer.text
    assert links(answer.text, "Voir tous les documents") == ["/documents"]


@pytest.mark.parametrize("asked", ["year=vingt", "sort=mieux", "page=0", f"title={'a' * 201}"])
def test_what_cannot_be_asked_is_refused_with_a_reason(catalogue, asked):
    answer = catalogue.get(f"/documents?{asked}")
    assert answer.status_code == 400
    assert asked.partition("=")[0] in answer.text


def test_the_state_of_the_index_is_told_without_a_path_of_the_machine(catalogue):
    text = catalogue.get("/status").text
    state = html.unescape(re.sub(r"<[^>]*>", " ", text))
    facts = ("archives", "65", "66", "1923–2024", "62 documents sans date", "whoosh", "ko")
    assert all(fact in state for fact in facts), state
    assert "/archives" not in state
    assert re.search(r"\d{6}-[0-9a-f]{12}", state)
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT', text)
    assert 'href="/documents?format=jsonl"' in text
