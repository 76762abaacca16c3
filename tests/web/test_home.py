"""The first page shows what there is, and leads into it; each example finds something."""

import gzip
import html
import re
import shutil
from itertools import islice
from pathlib import Path

import pytest
from needs import data
from programs import where

from search import Settings, open_indexer
from search.opening import EMBEDDED
from web import create_app
from web.pages.years import year_columns
from web.presentation.query_language import ROWS

#: Records that are as good as all.
SOME = 2000


def client_over(folder, index, engine="whoosh"):
    settings = Settings(index=index, engine=engine)
    open_indexer(settings).rebuild(folder)
    return create_app(settings).test_client()


def examples_of(text):
    """What the links of examples ask for."""
    blocks = re.findall(r'<(?:ul|dt) lang="fr">(.*?)</(?:ul|dt)>', text, re.DOTALL)
    found = [re.findall(r'href="(/\?q=[^"]*)"', block) for block in blocks]
    return [html.unescape(link) for links in found for link in links]


def check_examples(client, least):
    for path, fewest in (("/", 4), ("/help", least)):
        examples = examples_of(client.get(path).text)
        assert len(examples) >= fewest, path
        for link in examples:
            answer = client.get(link)
            assert answer.status_code == 200, link
            assert 'class="hit"' in answer.text, link


@pytest.mark.parametrize("engine", sorted(EMBEDDED))
def test_each_example_finds_something_in_the_seed(seeds, tmp_path, engine):
    check_examples(client_over(seeds, tmp_path / "index", engine), 14)


def test_each_example_finds_something_in_the_library(client):
    check_examples(client, 14)


@pytest.mark.needs("bulk")
def test_each_example_finds_something_in_other_data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with gzip.open(data("bulk") / "paragraphs.jsonl.gz", "rt", encoding="utf-8") as lines:
        (folder / "some.jsonl").write_text("".join(islice(lines, SOME)), "utf-8")
    check_examples(client_over(folder, tmp_path / "index"), 12)


@pytest.mark.needs("debian-reference")
def test_each_example_finds_something_in_a_manual(tmp_path):
    folder = tmp_path / "manual"
    folder.mkdir()
    for path in sorted(Path(where("debian-reference")).glob("ch0[1-4].fr.html")):
        shutil.copy(path, folder)
    check_examples(client_over(folder, tmp_path / "index"), 12)


def test_what_may_help_where_nothing_is_found_finds_something_here(page, client):
    shown = re.findall(r'<li>.*par exemple <a lang="fr" href="([^"]*)">', page("/", q="zzyzx"))
    assert len(shown) == 2
    for link in shown:
        assert 'class="hits"' in client.get(html.unescape(link)).text


def test_help_explains_what_finds_nothing_here_without_a_link_and_says_so(client_of):
    text = client_of({"a.txt": "Oui."}).get("/help").text
    assert len(re.findall(r"<dt ", text)) == len(ROWS)
    assert re.search(r"<span>auteur:Zola</span>.*?\(ne trouve rien ici\)", text, re.DOTALL)
    assert text.count('<span class="quiet">(ne trouve') == text.count('<dt lang="fr"><span>')


def test_help_shows_its_own_sample_where_none_is_drawn_and_it_finds_something(client_of):
    text = client_of({"a.txt": "Un pays Nord-Coréen."}).get("/help").text
    (link,) = re.findall(r'href="([^"]*)">nord-coréen<', text)
    assert link == "/?q=nord-cor%C3%A9en"


def test_the_shape_of_the_collection_is_told_and_leads_into_it(page, client):
    home = page("/")
    said = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", home)))
    assert "13 documents, " in said
    assert "de 1923 à 2024" in said
    assert "À jour depuis le" in said
    years = re.findall(r'href="(/documents\?year=\d+)" aria-label="(\d+)\u00a0: (\d+)', home)
    folders = re.findall(r'href="(/documents\?folder=[^"]*)"', home)
    assert len(years) >= 5
    assert folders == ["/documents?folder=archives"]
    for link, _, total in years:
        assert client.get(link).text.count('<th scope="row">') == int(total)


def test_many_years_are_decades_or_centuries():
    assert [one.label for one in year_columns([("1923", 1), ("2024", 3)])] == ["1923", "2024"]
    century = year_columns([(str(year), 2) for year in range(1901, 1961)])
    assert [(one.begin, one.total) for one in century][:2] == [("190", 18), ("191", 20)]
    assert century[0].label == "années 1900"
    millennium = year_columns([(str(year), 1) for year in range(1000, 2000, 5)])
    assert millennium[0].label == "1000–1099"
    assert {one.height for one in millennium} == {36}


def test_an_empty_index_says_what_to_do(tmp_path):
    (tmp_path / "nothing").mkdir()
    text = client_over(tmp_path / "nothing", tmp_path / "index").get("/").text
    assert "alinea rebuild" in text
    assert "<svg" not in text
