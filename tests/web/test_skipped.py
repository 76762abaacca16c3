"""What could not be read is told, with the reasons, and is text whatever its name is."""

import json
import re

import pytest
from conformance.found import ERRORS, shelf

from search.searching import Searcher
from web import create_app


def client_with(*errors):
    kept = shelf(errors)
    return create_app(searcher=Searcher(lambda: kept)).test_client()


@pytest.fixture(scope="module")
def skipping():
    return client_with(*ERRORS)


def test_a_page_says_what_was_skipped_and_why(skipping):
    page = skipping.get("/skipped?lang=en").text
    headings = [
        re.sub(r"\s*<[^>]*>\s*", " ", one).strip()
        for one in re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)
    ]
    assert headings == [
        "It is damaged. 2",
        "It is not a JSON object (cut). 1",
        "It is encrypted. 1",
    ]
    assert "it is damaged (no /Root)." in page
    assert "line 1,204" in page


def test_a_file_name_is_text_and_nothing_that_is_obeyed(skipping):
    page = skipping.get("/skipped").text
    assert "a/&lt;b&gt;plan&lt;/b&gt;.pdf" in page
    assert "<b>" not in page
    assert "\u202e" not in page
    assert "a/\ufffdgpj.pdf" in page


def test_it_is_linked_with_the_count_where_there_is_something(skipping):
    assert "4 fichiers ou lignes n’ont pas pu être lus" in skipping.get("/documents").text
    nothing = client_with()
    assert "/skipped" not in nothing.get("/documents").text
    assert "Tout a été lu." in nothing.get("/skipped").text
    one = client_with(ERRORS[-1]).get("/documents").text
    assert "1 fichier ou ligne n’a pas pu être lu<" in one


def test_pages_follow_one_another_with_all_reasons_on_each(skipping):
    seen, path = [], "/skipped?size=1&lang=en"
    while path:
        text = skipping.get(path).text
        seen += re.findall(r"<li><bdi>(.*?)</bdi>", text)
        assert text.count("<dt>") == 3
        following = re.search(r'rel="next" href="([^"]*)"', text)
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 4


def test_a_program_is_told_the_same(skipping):
    answer = json.loads(skipping.get("/api/skipped?size=3&lang=en").data)
    assert (answer["total"], answer["page"], answer["size"]) == (4, 1, 3)
    assert answer["skipped"][0] == {
        "path": "a/<b>plan</b>.pdf",
        "line": None,
        "reason": "it is damaged (no /Root).",
    }
    assert answer["skipped"][2]["line"] == 1204
    assert answer["reasons"][0] == {"reason": "it is damaged.", "total": 2}
    following = json.loads(skipping.get(answer["links"]["next"]).data)
    assert [one["path"] for one in following["skipped"]] == ["secret.pdf"]
    assert following["links"]["next"] is None


def test_what_a_build_has_skipped_is_there(client_of, tmp_path):
    from search import Settings, open_indexer

    client = client_of({"a.txt": "Le chat dort."})
    (tmp_path / "documents" / "b.txt").write_bytes(b"\0\1\2")
    settings = Settings(index=tmp_path / "index")
    open_indexer(settings).rebuild(tmp_path / "documents")
    answer = json.loads(client.get("/api/skipped").data)
    assert [one["path"] for one in answer["skipped"]] == ["b.txt"]
    assert "b.txt" in client.get("/skipped").text
