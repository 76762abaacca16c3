"""The page of results: what a hit says, what it may be narrowed to, what is told of the query."""

import gzip
import html
import re

import msgspec
import pytest

from search.searching import Searcher
from web import create_app

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
DOCUMENTS = {
    "presse/2019/a.md": "---\nauteur: Émile Zola\ndate: 2019-03-04\n---\n# Le pont\n\n## Travaux"
    "\n\n### Piles\n\nLe pont de bois, le pont ancien.",
    "presse/2021/b.md": "---\nauteur: Jules Verne; Émile Zola\ndate: 2021-06\n---\n# La rive\n\n"
    "Un pont neuf.\n\nLe pont vieux.",
    "rapports/c.txt": "title: Rapport\ndate: 2021\n\nLe pont suspendu.",
    "d.txt": "title: Sans date\n\nUn pont sans âge.",
    "bases.jsonl": '{"id": "1", "title": "Fiche", "text": "Le pont des fiches.", '
    '"url": "https://www.exemple.fr/ponts/1?a=1&b=2"}\n'
    '{"id": "2", "title": "Piège", "text": "Le pont piégé.", "url": "javascript:alert(1)"}\n',
}


@pytest.fixture
def client(client_of):
    return client_of(DOCUMENTS)


def plain(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", " ", page)).translate(SPACES)
    return re.sub(r"\s+", " ", text)


def results(client, path: str = "/?q=pont") -> str:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.text


def part(page: str, name: str) -> str:
    """The facet of a name, as HTML."""
    return re.findall(rf'<details class="facet {name}">.*?</details>', page, re.DOTALL)[0]


def counts(facet: str) -> dict[str, int]:
    """What is told of each value, those inside others left out."""
    pattern = r'>([^<>]+)(?:</(?:a|span|th)>|\s)*<(?:span|td) class="count">(\d+)<'
    lines = re.findall(pattern, facet)
    return {html.unescape(label).strip(): int(total) for label, total in lines}


def links(page: str) -> dict[str, str]:
    """The addresses of what links say."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {plain(text).strip(): html.unescape(url) for url, text in found}


# ---- facets


def test_the_counts_of_a_facet_add_up_to_the_total(client):
    page = results(client)
    assert "7 passages" in plain(page)
    assert counts(part(page, "dates")) == {"2021": 3, "2019": 1, "sans date": 3}
    assert counts(part(page, "format")) == {"Markdown": 3, "JSONL": 2, "texte": 2}
    folders = counts(part(page, "folder"))
    assert folders == {"presse": 3, "2021": 2, "2019": 1, "rapports": 1, "dans aucun": 3}
    assert folders["presse"] + folders["rapports"] + folders["dans aucun"] == 7
    assert counts(part(page, "metadata")) == {"Émile Zola": 3, "Jules Verne": 2}


def test_copies_are_counted_by_facets_as_in_the_total(client_of):
    text = "Le vieux pont de la ville haute a été fermé hier soir à la circulation des camions."
    client = client_of({f"{name}.txt": f"date: 2024\n\n{text}\n\n{name}" for name in "abc"})
    page = results(client, "/?q=pont")
    assert "3 passages, dans 3 documents, dont 2 copies" in plain(page)
    assert counts(part(page, "dates")) == {"2024": 3}


@pytest.mark.parametrize(
    ("facet", "value", "hits"),
    [
        ("dates", "2021", 2),
        ("folder", "presse", 2),
        ("folder", "2019", 1),
        ("format", "JSONL", 2),
        ("metadata", "Jules Verne", 1),
    ],
)
def test_a_value_narrows_and_its_chip_gives_the_address_of_before(client, facet, value, hits):
    before = "/?q=pont&sort=date"
    narrowed = links(part(results(client, before), facet))[value]
    page = results(client, narrowed)
    assert page.count('<article class="hit"') == hits
    (chip,) = re.findall(r'<ul class="chips".*?</ul>', page, re.DOTALL)
    assert list(links(chip).values()) == [before]
    assert f'value="{value}' in page or "aria-current" in part(page, facet)


def test_filters_add_up_and_each_comes_off_alone(client):
    page = results(client, "/?q=pont&from=2021&to=2021&format=markdown&auteur==Jules%20Verne")
    assert page.count('<article class="hit"') == 1
    chips = links(re.findall(r'<ul class="chips".*?</ul>', page, re.DOTALL)[0])
    assert list(chips) == ["2021 ×", "Markdown ×", "Jules Verne ×"]
    assert chips["Markdown ×"] == "/?q=pont&from=2021&to=2021&auteur=%3DJules+Verne"


def test_another_query_keeps_what_narrows_and_how_it_is_sorted(client):
    page = results(client, "/?q=pont&from=2021&sort=oldest&group=paragraph&page=1")
    (form,) = re.findall(r'<form class="search".*?</form>', page, re.DOTALL)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form))
    assert hidden == {"from": "2021", "sort": "oldest", "group": "paragraph"}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("from=2021", 2),
        ("to=2019-03", 1),
        ("from=04%2F03%2F2019&to=05%2F03%2F2019", 1),
        ("from=4+mars+2019&to=2021-05", 2),  # 2021 may be before June
        ("from=2022", 0),
    ],
)
def test_dates_are_given_as_people_write_them(client, given, found):
    page = results(client, f"/?q=pont&{given}")
    assert page.count('<article class="hit"') == found
    assert html.unescape(given.partition("=")[2].split("&")[0].replace("+", " ")).replace(
        "%2F", "/"
    ) in (page)


def test_a_date_that_is_none_is_told_and_the_rest_stays(client):
    response = client.get("/?q=pont&from=hier")
    assert response.status_code == 400
    assert "hier" in plain(response.text)
    assert 'value="pont"' in response.text
    assert links(response.text)["depuis hier ×"] == "/?q=pont"


def test_the_timeline_has_a_bar_for_each_year_and_the_same_as_a_table(client):
    page = results(client)
    (svg,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert 'aria-hidden="true"' in svg
    bars = {title: html.unescape(url) for url, title in re.findall(
        r'href="([^"]*)"[^>]*><title>([^<]*)</title>', svg)}  # fmt: skip
    assert bars == {
        "2019 · 1": "/?q=pont&from=2019&to=2019",
        "2021 · 3": "/?q=pont&from=2021&to=2021",
    }
    rows = links(part(page, "dates"))
    assert rows["2019"] == bars["2019 · 1"]
    assert "2019–2021" in part(page, "dates")


def test_within_a_year_the_timeline_is_of_months(client_of):
    client = client_of(
        {
            "a.txt": "title: A\ndate: 2023-11-02\n\nLe pont.",
            "b.txt": "title: B\ndate: 2024-02\n\nLe pont.",
        }
    )
    page = results(client)
    months = counts(part(page, "dates"))
    assert months == {"février 2024": 1, "novembre 2023": 1}
    narrowed = results(client, links(part(page, "dates"))["février 2024"])
    assert narrowed.count('<article class="hit"') == 1


def test_a_facet_that_cannot_be_counted_is_left_out_and_the_hits_are_there(client, monkeypatch):
    from search.engines import base

    monkeypatch.setattr("search.engines.whoosh.reader.MAX_VALUES", 1)
    assert base.MAX_VALUES > 1
    page = results(client)
    assert page.count('<article class="hit"') == 6
    assert "facet folder" not in page


# ---- order and pages


def titles(page: str) -> list[str]:
    return [plain(title).strip() for title in re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)]


def test_newest_first_and_oldest_first_with_those_without_a_date_last(client):
    newest = titles(results(client, "/?q=pont&sort=date"))
    oldest = titles(results(client, "/?q=pont&sort=oldest"))
    assert newest[:3] == ["La rive", "Rapport", "Le pont"]
    assert oldest[:3] == ["Le pont", "Rapport", "La rive"]
    assert set(newest[3:]) == set(oldest[3:]) == {"Sans date", "Fiche", "Piège"}


def test_by_paragraph_each_passage_is_a_hit(client):
    assert len(titles(results(client, "/?q=pont&group=paragraph"))) == 7
    assert len(titles(results(client))) == 6


def test_the_number_of_pages_is_told(client_of):
    client = client_of({f"{n}.txt": f"Le pont {n}." for n in range(25)})
    assert "page 2 sur 3" in plain(results(client, "/?q=pont&page=2"))
    assert "page 1 sur 3" in plain(results(client, "/?q=pont&group=paragraph"))
    assert "page 1" not in plain(results(client, "/?q=pont&from=2024"))


def test_from_a_document_one_comes_back_to_the_same_page(client_of):
    client = client_of({f"{n:02}.txt": f"date: 2024\n\nLe pont {n}." for n in range(25)})
    here = "/?q=pont&from=2024&sort=oldest&page=2"
    there = re.findall(r'<h2[^>]*><a href="(/documents/[^"#]*)', results(client, here))[0]
    document = results(client, html.unescape(there))
    assert html.unescape(re.findall(r'<a class="back" href="([^"]*)"', document)[0]) == here


# ---- a hit


def test_a_hit_says_where_it_stands_before_what_it_says(client):
    page = results(client, "/?q=bois")
    hit = re.findall(r'<article class="hit".*?</article>', page, re.DOTALL)[0]
    order = [hit.index(one) for one in ("<h2", 'class="where"', 'class="snippet"')]
    assert order == sorted(order)
    where = plain(re.findall(r'<p class="where">.*?</p>', hit, re.DOTALL)[0])
    assert re.search(r"presse/2019/a.md Markdown ¶ \d+ # 4 mars 2019 pourquoi \?", where)


def test_of_the_headings_the_last_stands_alone(client):
    page = results(client, "/?q=bois")
    assert '<p class="heading" tabindex="0"><span class="above">Travaux › </span>Piles</p>' in page


def test_the_address_of_a_record_is_a_link_if_it_is_one_of_the_web(client):
    page = results(client)
    assert 'href="https://www.exemple.fr/ponts/1?a=1&amp;b=2">exemple.fr&nbsp;<span' in page
    assert "javascript:" not in page


def test_marks_with_nothing_but_a_space_between_them_are_one(client):
    page = results(client, "/?q=pont+vieux+suspendu")
    assert "<mark>pont vieux</mark>" in page
    assert "<mark>pont suspendu</mark>" in page


class Slow:
    """A searcher that says it took its time."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def __getattr__(self, name: str):
        return getattr(self._searcher, name)

    def search(self, *args, **parameters):
        found = self._searcher.search(*args, **parameters)
        return msgspec.structs.replace(found, took_ms=1234.5)


def test_the_time_is_told_only_where_it_was_long(client):
    assert not re.search(r"en \d", plain(results(client)))
    slow = create_app(searcher=Slow(client.application.extensions["alinea"]))
    assert "en 1,2 s" in plain(results(slow.test_client()))


def test_what_was_understood_is_told_where_it_is_not_what_was_typed(client):
    assert "Compris" not in plain(results(client, "/?q=pont+de+bois"))
    assert "Compris" not in plain(results(client, "/?q=«+pont+neuf+»"))
    told = plain(results(client, "/?q=pont+AND+neuf"))
    assert "Compris : pont ET neuf" in told


# ---- why


def test_why_a_hit_is_where_it_is_is_asked_at_each_and_adds_up(client):
    page = results(client)
    asked = links(page)["pourquoi ?"]
    assert "explain=1" in asked
    assert page.count(">pourquoi") == 6
    explained = results(client, asked)
    tables = re.findall(r"<tbody>.*?</tfoot>", explained.partition('class="hits"')[2], re.DOTALL)
    assert len(tables) == 6
    for table in tables:
        *shares, score = (
            float(one.replace(",", "."))
            for one in re.findall(r'<td class="figure share">([\d,]+)</td>', table)
        )
        assert sum(shares) == pytest.approx(score, abs=1e-9)
    assert "par sa racine, dans le passage" in plain(explained)


def test_why_is_in_the_json_too(client):
    found = client.get("/api/search?q=pont&explain=1").get_json()
    for hit in found["hits"]:
        told = hit["explanation"]
        assert told["score"] == hit["score"]
        shares = sum(share["score"] for share in told["shares"])
        assert round(shares + told["meaning"], 4) == told["score"]
    assert "explain=1" in found["links"]["next"] if found["links"]["next"] else True
    assert client.get("/api/search?q=pont").get_json()["hits"][0]["explanation"] is None
    assert client.get("/api/search?q=pont&explain=2").status_code == 400


# ---- hostile


def test_no_value_of_a_facet_is_markup_nor_its_chip(client_of):
    evil = "<script>alert(1)</script>"
    record = f'{{"title": "A", "text": "Le pont.", "author": "{evil}", "date": "2024"}}\n'
    client = client_of({"<b>gras/notes.jsonl": record})
    page = results(client)
    narrowed = results(client, f"/?q=pont&auteur=={evil}&folder=<i>&explain=1")
    for text in (page, narrowed):
        assert "<script>alert" not in text
        assert "<b>gras" not in text
        assert "<i>" not in text
    assert "&lt;script&gt;alert(1)" in page


# ---- size


def test_a_page_of_results_is_small_on_the_wire(client_of):
    words = [
        f"Le pont numéro {n} traverse la rivière, ses piles sont de pierre. " * 4 for n in range(9)
    ]
    documents = {
        f"dossier {n % 12}/fichier {n}.txt": f"title: Titre {n}\nauthor: Auteur {n}\n"
        f"date: {1960 + n}\n\n" + "\n\n".join(f"{n}. {word}" for word in words)
        for n in range(60)
    }
    client = client_of(documents)
    response = client.get("/?q=pont+pierre", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) <= 60_000
    assert gzip.decompress(response.data).count(b'<article class="hit"') == 10
