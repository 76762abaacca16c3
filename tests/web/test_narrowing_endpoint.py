"""Filters and facets of GET /api/search."""

import pytest
from werkzeug.datastructures import MultiDict

DOCUMENTS = {
    "2023/presse/a.md": "---\nauteur: Émile Zola\nrubrique: Politique étrangère\ndate: 2023-05\n"
    "---\n# Bilan\n\n## Crues\n\nLa vallée est inondée.",
    "2023/b.txt": "title: Vallée\ndate: 2023-01-02\n\nLa vallée dort.",
    "notes.csv": "id,texte,auteur\n1,La vallée brûle.,Zola\n2,La vallée fume.,Jules Verne",
}


@pytest.fixture
def ask(client_of):
    client = client_of(DOCUMENTS, facets=("auteur",))

    def answer(
        *pairs: tuple[str, str], query: str = "vallée", status: int = 200, **parameters: str
    ):
        asked = MultiDict([("q", query), *pairs, *parameters.items()])
        response = client.get("/api/search", query_string=asked)
        assert response.status_code == status, response.text
        return response.get_json()

    return answer


def ids(answer) -> list[str]:
    return sorted(hit["document"]["id"] for hit in answer["hits"])


def test_parameters_narrow_by_folder_file_format_and_any_metadata(ask):
    assert ids(ask(folder="2023")) == ["2023/b.txt", "2023/presse/a.md"]
    assert ids(ask(dossier="/2023/presse")) == ["2023/presse/a.md"]
    assert ids(ask(file="*.txt")) == ["2023/b.txt"]
    assert ids(ask(format="csv")) == ["notes.csv/1", "notes.csv/2"]
    assert ids(ask(auteur="zola")) == ["2023/presse/a.md", "notes.csv/1"]
    assert ids(ask(author="=Émile Zola")) == ["2023/presse/a.md"]
    assert ids(ask(("auteur", "zola"), ("author", "émile"))) == ["2023/presse/a.md"]
    assert ids(ask(rubrique="politique etrangere", format="md")) == ["2023/presse/a.md"]
    assert ask(nothing="of the kind")["total"] == 4


def test_links_and_what_was_understood_repeat_the_filters(ask):
    answer = ask(("auteur", "zola"), ("folder", "2023"), ("size", "1"), ("facets", "year"))
    assert answer["query"]["understood"] == "dossier:2023 auteur:zola vallée"
    assert answer["links"]["self"].endswith("&folder=2023&auteur=zola&facets=year&page=1")


def test_a_hit_says_where_it_stands(ask):
    (hit,) = ask(folder="presse")["hits"]
    document, paragraph = hit["document"], hit["paragraph"]
    assert (document["path"], document["format"]) == ("2023/presse/a.md", "markdown")
    assert document["metadata"] == {"author": "Émile Zola", "rubrique": "Politique étrangère"}
    assert (document["date"], paragraph["headings"]) == ("2023-05", ["Crues"])
    assert ask(auteur="verne")["hits"][0]["document"]["path"] == "notes.csv"


def test_facets_are_counted_and_narrow(ask):
    facets = ask(facets="year,dossier, auteur", size="1")["facets"]
    assert facets["year"] == {
        "distinct": 1,
        "values": [{"value": "2023", "total": 2, "filter": "date:2023", "under": []}],
    }
    (folder,) = facets["dossier"]["values"]
    assert (folder["value"], folder["total"]) == ("2023", 2)
    assert [one["value"] for one in folder["under"]] == ["2023/presse"]
    authors = facets["auteur"]["values"]
    assert [one["value"] for one in authors] == ["Émile Zola", "Jules Verne", "Zola"]
    assert ids(ask(query=f"vallée {authors[0]['filter']}")) == ["2023/presse/a.md"]
    assert ask()["facets"] == {}


def test_a_facet_or_a_filter_that_cannot_be_is_refused(ask):
    problem = ask(facets="rubrique", status=400)
    assert "rubrique" in problem["detail"]
    assert problem["parameter"] == "facets"
    assert "format:" in ask(format="!", status=400)["detail"]


def test_the_page_narrows_by_what_stands_in_the_query(client_of):
    page = client_of(DOCUMENTS).get("/", query_string={"q": "vallée auteur:zola"}).text
    assert "2023/presse/a.md" in page
    assert "2023/b.txt" not in page


def test_the_description_tells_of_metadata(client):
    path = client.get("/openapi.json").get_json()["paths"]["/api/search"]["get"]
    names = {one["name"]: one for one in path["parameters"]}
    assert {"folder", "file", "format", "facets"} <= names.keys()
    assert names["metadata"]["schema"]["additionalProperties"] == {"type": "string"}
