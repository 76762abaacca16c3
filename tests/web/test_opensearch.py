"""What browsers are told so that they add Alinéa to their engines, and what they ask then."""

from xml.etree import ElementTree

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def description(client) -> ElementTree.Element:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    return ElementTree.fromstring(response.data)


def test_every_page_names_the_description(client):
    for path in ("/", "/?q=crue", "/documents", "/documents/crue.txt", "/help"):
        assert 'rel="search" type="application/opensearchdescription+xml"' in client.get(path).text


def test_each_address_of_the_description_answers_in_its_own_form(client):
    found = description(client)
    assert len(found.findtext(f"{OPENSEARCH}ShortName")) <= 16  # OpenSearch 1.1, 4.1.2.1
    urls = {one.get("type"): one.get("template") for one in found.iter(f"{OPENSEARCH}Url")}
    for kind, template in urls.items():
        path = template.removeprefix("http://localhost").replace("{searchTerms}", "crue")
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (200, kind)


def test_suggestions_are_in_the_form_that_browsers_read(client):
    typed, completions = client.get("/opensearch/suggestions?q=fromag").get_json(force=True)
    assert typed == "fromag"
    assert any(one.startswith("fromage") for one in completions)


def test_the_icon_is_where_browsers_look_for_it(client):
    with client.get("/favicon.ico") as response:
        assert response.status_code == 200
        assert response.data[:4] == b"\0\0\1\0"  # an ICO


def test_of_a_lemma_one_word_is_offered(client_of):
    client = client_of({"a.txt": "Un fromage. Des fromages, un fromager, la fromagerie."})
    offered = client.get("/api/suggest?q=fromag").get_json()["suggestions"]
    assert ("fromage" in offered) + ("fromages" in offered) == 1
    assert "fromagerie" in offered


def test_titles_that_have_the_words_are_offered_apart_three_at_the_most(client_of):
    client = client_of(
        {
            **{f"{n}.txt": f"title: Le pont neuf {n}\n\nRien." for n in range(5)},
            "lettre.txt": "Un pont dans le texte.",
        }
    )
    found = client.get("/api/suggest?q=pont+neu").get_json()["titles"]
    assert len(found) == 3
    for one in found:
        assert one["title"].startswith("Le pont neuf")
        assert client.get(one["url"]).status_code == 200
    assert client.get("/api/suggest?q=po").get_json()["titles"] == []
