"""What a reader found in a file is on the pages and in the JSON: page, quotation, language,
copies, metadata.
"""

import json
import re

import pytest
from conformance.found import GUIDE, LETTER, STUDY, shelf

from search.searching import Searcher
from web import create_app


@pytest.fixture(scope="module")
def found():
    kept = shelf()
    return create_app(searcher=Searcher(lambda: kept)).test_client()


@pytest.fixture(scope="module")
def asked(found):
    return lambda path, **parameters: json.loads(found.get(path, query_string=parameters).data)


def ids(answer) -> list[str]:
    return sorted(hit["document"]["id"] for hit in answer["hits"])


def plain(page: str) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", "", page))


def test_the_page_of_the_file_is_told_with_the_hit(asked, found):
    hits = asked("/api/search", q="fuit OU viendrai")["hits"]
    assert {hit["document"]["id"]: hit["paragraph"]["page"] for hit in hits} == {
        STUDY: 12,
        LETTER: None,
    }
    page = found.get("/?q=fuit").text
    assert "p.\u00a012 · ¶\u00a02" in plain(page).replace("&nbsp;", "\u00a0")
    assert 'aria-label="Paragraphe 2, page 12"' in page
    assert "p.\u00a0" not in found.get("/?q=viendrai").text


def test_each_page_of_the_file_is_told_once_in_the_document(found, asked):
    page = plain(found.get(f"/documents/{STUDY}").text)
    assert re.findall(r"p\.\u00a0(\d+)", page) == ["11", "12"]
    paragraphs = asked(f"/api/documents/{STUDY}")["paragraphs"]
    assert [one["page"] for one in paragraphs] == [11, 12, 12]
    assert "p.\u00a0" not in found.get(f"/documents/{LETTER}").text


def test_what_a_message_repeats_is_told_apart(asked, found):
    assert [one["quoted"] for one in asked(f"/api/documents/{LETTER}")["paragraphs"]] == [
        False,
        True,
    ]
    (hit,) = asked("/api/search", q="tient")["hits"]
    assert hit["paragraph"]["quoted"] is True
    quotations = [
        re.findall(r"<blockquote.*?</blockquote>", found.get(path).text, re.DOTALL)
        for path in ("/?q=tient", f"/documents/{LETTER}")
    ]
    assert [len(one) for one in quotations] == [1, 1]
    assert all("encore" in one[0] and "viendrai" not in one[0] for one in quotations)


def test_other_places_of_a_text_are_told(asked, found):
    copies = ["copies/<i>étude</i>.pdf", "envois/a.pdf", "envois/b.pdf"]
    (hit,) = asked("/api/search", q="fuit")["hits"]
    assert hit["document"]["copies"] == asked(f"/api/documents/{STUDY}")["copies"] == copies
    assert asked("/api/search", q="viendrai")["hits"][0]["document"]["copies"] == []
    page = found.get("/?q=fuit").text
    assert "&lt;i&gt;étude&lt;/i&gt;.pdf" in page
    assert "et 1 autre endroit" in plain(page)
    assert "<i>" not in page
    whole = found.get(f"/documents/{STUDY}").text
    assert "envois/b.pdf" in whole
    assert "<i>" not in whole
    assert "Même texte" not in found.get("/?q=viendrai").text


def test_what_a_file_says_of_itself_is_told(asked, found):
    assert asked(f"/api/documents/{STUDY}")["metadata"] == {
        "author": "Mireille Fontanel <b>",
        "tags": "eau, digue",
        "source": "archives",
    }
    page = found.get(f"/documents/{STUDY}").text
    about = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page))
    assert about["auteur"] == "Mireille Fontanel &lt;b&gt;"
    assert (about["mots-clés"], about["source"]) == ("eau, digue", "archives")
    assert "<dl" not in found.get(f"/documents/{LETTER}").text


@pytest.mark.parametrize(
    ("code", "documents"),
    [
        ("en", [GUIDE]),
        ("EN", [GUIDE]),
        ("fr", [LETTER, LETTER, STUDY, STUDY]),
        ("it", []),
    ],
)
def test_a_search_is_narrowed_to_a_language(asked, code, documents):
    by_parameter = asked("/api/search", q="barrage", language=code)
    in_query = asked("/api/search", q=f"barrage langue:{code}")
    assert ids(by_parameter) == ids(in_query) == documents
    assert by_parameter["total"] == in_query["total"] == len(documents)
    assert by_parameter["query"]["understood"] == in_query["query"]["understood"]


def test_a_language_is_excluded(asked):
    assert GUIDE not in ids(asked("/api/search", q="barrage -langue:en"))
    assert asked("/api/search", q="barrage -langue:en")["total"] == 5


def test_narrowing_changes_no_score(asked):
    plainly = {
        hit["paragraph"]["url"]: hit["score"] for hit in asked("/api/search", q="barrage")["hits"]
    }
    for code in ("fr", "en", "de"):
        for hit in asked("/api/search", q="barrage", language=code)["hits"]:
            assert hit["score"] == plainly[hit["paragraph"]["url"]]


def test_languages_are_counted_whichever_is_asked_for(asked):
    counts = [
        {"language": "fr", "total": 4},
        {"language": "de", "total": 1},
        {"language": "en", "total": 1},
    ]
    for language in ("", "en"):
        languages = asked("/api/search", q="barrage", language=language)["languages"]
        assert sorted(languages, key=lambda one: (-one["total"], one["language"])) == counts
    assert asked("/api/search", q="fuit")["languages"] == [{"language": "fr", "total": 1}]


def test_links_keep_the_language(asked, found):
    links = asked("/api/search", q="barrage", language="fr", size=2)["links"]
    following = json.loads(found.get(links["next"]).data)
    assert following["total"] == 4
    assert "language=fr" in following["links"]["previous"]


def test_the_page_offers_the_languages_that_match(found):
    page = found.get("/?q=barrage").text
    (languages,) = re.findall(r'<details class="facet language">.*?</details>', page, re.DOTALL)
    links = dict(re.findall(r'href="([^"]*language=\w+)">(\w+)</a> <span', languages))
    assert sorted(links.values()) == ["allemand", "anglais", "français"]
    (english,) = (link for link, name in links.items() if name == "anglais")
    narrowed = found.get(english.replace("&amp;", "&")).text
    assert re.findall(r"<h2 lang=\"(\w+)\"", narrowed) == ["en"]
    assert 'name="language" value="en"' in narrowed
    assert "1 passage" in plain(narrowed)


def test_a_text_is_in_its_own_language_for_who_listens(found):
    page = found.get("/?q=barrage").text
    assert set(re.findall(r'<div class="passage" lang="(\w+)"', page)) == {"fr", "en", "de"}
    whole = found.get(f"/documents/{GUIDE}").text
    assert re.findall(r'<(?:h1|p id="p1" class="paragraph") lang="(\w+)"', whole) == ["en", "en"]
    assert '<html lang="fr">' in whole
    assert "anglais" in plain(whole)


def test_a_collection_in_french_is_offered_no_language(page):
    assert "facet language" not in page("/", q="crue")
    assert "Retirer le filtre : Langue, anglais" in page("/", q="crue", language="en").replace(
        "\u00a0", " "
    )


def test_what_is_no_language_is_refused(found):
    response = found.get("/api/search?q=barrage&language=klingon")
    assert response.status_code == 400
    assert "«\u00a0klingon\u00a0» n’est pas une langue" in json.loads(response.data)["detail"]
