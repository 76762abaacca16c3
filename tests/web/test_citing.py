"""How a passage is cited: in a text, and for a reference manager."""

import json
import re

import pytest
from conformance.found import STUDY, shelf

from search.searching import Searcher
from web import create_app


@pytest.fixture(scope="module")
def client():
    kept = shelf()
    return create_app(searcher=Searcher(lambda: kept)).test_client()


@pytest.fixture(scope="module")
def passage(client):
    """The second paragraph of a study in PDF, on its page 12."""
    (hit,) = client.get("/api/search?q=fuit").get_json()["hits"]
    assert hit["document"]["id"] == STUDY
    return hit


@pytest.fixture(scope="module")
def cited(client, passage):
    path, _, place = passage["paragraph"]["permalink"].partition("?")

    def cite(**asked):
        more = "".join(f"&{name}={value}" for name, value in asked.items())
        response = client.get(f"{path}/cite?{place}{more}")
        assert response.status_code == 200
        return response

    return cite


def test_a_citation_has_the_text_the_title_the_date_and_where_it_stands(client, passage, cited):
    text = "Le barrage fuit par le milieu."
    address = f"http://localhost{passage['paragraph']['permalink']}"
    said = cited(**{"as": "text"}).text
    assert said == (
        f"«\u00a0{text}\u00a0» — Étude du barrage, mars 2024, p.\u00a012, ¶\u00a02, " + address
    )
    english = cited(**{"as": "text", "lang": "en"}).text
    assert english.startswith(f"“{text}” — ")
    assert client.get(address.removeprefix("http://localhost")).status_code == 302


def test_bibtex_is_what_latex_reads(cited, passage):
    entry = cited(**{"as": "bibtex"})
    assert entry.mimetype == "application/x-bibtex"
    assert 'filename="alinea-' in entry.headers["Content-Disposition"]
    assert entry.text.startswith(f"@misc{{{passage['paragraph']['digest']},\n")
    assert "  author = {{Mireille Fontanel <b>}},\n" in entry.text
    assert "  pages = {12},\n" in entry.text
    assert entry.text.count("{") == entry.text.count("}")


def test_csl_is_what_reference_managers_import(cited, passage):
    (item,) = json.loads(cited(**{"as": "csl"}).data)
    assert item["type"] == "document"
    assert item["title"] == passage["document"]["title"]
    assert item["author"] == [{"literal": "Mireille Fontanel <b>"}]
    assert item["page"] == "12"
    assert item["URL"].endswith(passage["paragraph"]["permalink"])


def test_without_scripts_the_sign_of_a_paragraph_leads_to_all_forms(client, cited):
    page = client.get(f"/documents/{STUDY}").text
    signs = re.findall(r'<a class="sign[^"]*"[^>]* href="([^"]*)"', page)
    assert len(signs) == page.count("<p id=")
    shown = client.get(signs[1].replace("&amp;", "&")).text
    assert cited(**{"as": "text"}).text.replace("'", "&#39;")[:40] in shown
    assert "as=bibtex" in shown
    assert "<b>" not in shown


def test_what_latex_takes_for_commands_is_text(client_of):
    text = "Un gain de 50 % & plus : $x_1^2$ ~ {accolades} \\fin #3."
    client = client_of({"a_b.md": f"---\ntitle: A_B & C\ndate: 2024-11\n---\n\n{text}"})
    (hit,) = client.get("/api/search?q=gain").get_json()["hits"]
    path, _, place = hit["paragraph"]["permalink"].partition("?")
    entry = client.get(f"{path}/cite?{place}&as=bibtex").text
    assert "title = {{A\\_B \\& C}}" in entry
    assert "year = {2024},\n  month = nov," in entry
    assert "50 \\% \\& plus" in entry
    assert "\\textbackslash{}fin \\#3" in entry
    (item,) = json.loads(client.get(f"{path}/cite?{place}&as=csl").data)
    assert item["issued"] == {"date-parts": [[2024, 11]]}


def test_a_form_that_there_is_not_is_refused(client, passage):
    path, _, place = passage["paragraph"]["permalink"].partition("?")
    assert client.get(f"{path}/cite?{place}&as=word").status_code == 400
    assert client.get("/p/aaaaaaaaaaaaaaaa/cite").status_code == 404
