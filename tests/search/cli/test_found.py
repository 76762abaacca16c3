"""What a reader found in a file is printed: page, quotation, language, copies, metadata."""

import pytest
from conformance.found import GUIDE, LETTER, STUDY, shelf

from search.searching import Searcher
from search.terminal.hits import print_document, print_results
from search.wording.messages import speaking


@pytest.fixture(scope="module")
def searcher():
    kept = shelf()
    return Searcher(lambda: kept)


@pytest.fixture
def printed(searcher, capsys):
    def show(query: str) -> str:
        print_results(searcher.search(query))
        return capsys.readouterr().out

    return show


def test_a_hit_tells_its_page_and_the_other_places_of_its_text(printed):
    lines = printed("fuit").splitlines()
    assert lines[1].startswith(f"   {STUDY}#p2 · p. 12 · 2024-03 · ")
    assert lines[2] == "   author: Mireille Fontanel <b> · tags: eau, digue · source: archives"
    assert lines[4] == ("   The same text in: copies/<i>étude</i>.pdf, envois/a.pdf, envois/b.pdf")


def test_a_hit_tells_its_language_unless_it_is_french(printed):
    assert f"   {GUIDE}#p1 · English · " in printed("people")
    assert "French" not in printed("fuit")


def test_what_a_message_repeats_is_marked(printed):
    assert "   > Le barrage tient-il encore ?" in printed("tient")
    assert ">" not in printed("viendrai")


def test_a_document_tells_what_its_file_says(searcher, capsys):
    print_document([searcher.document(STUDY)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        "Étude du barrage",
        f"2024-03 · {STUDY}",
        "author: Mireille Fontanel <b>",
        "tags: eau, digue",
        "source: archives",
        "The same text in: copies/<i>étude</i>.pdf, envois/a.pdf, envois/b.pdf",
    ]
    assert "¶2 · p. 12 Le barrage fuit par le milieu." in lines


def test_a_document_in_french_words(searcher, capsys):
    with speaking("fr"):
        print_document([searcher.document(GUIDE)])
        print_document([searcher.document(LETTER)])
    out = capsys.readouterr().out
    assert f"anglais · {GUIDE}" in out
    assert "¶2 > Le barrage" in out


@pytest.mark.parametrize("language", ["en", "English", "anglais"])
def test_a_search_is_narrowed_to_a_language(alinea, language):
    """The real document is French, so there is nothing in another language."""
    assert alinea("search", "Trump", "--language", "fr").exit_code == 0
    assert alinea("search", "Trump", "--language", language).exit_code == 1


def test_what_is_no_language_is_refused(alinea):
    result = alinea("search", "Trump", "--language", "klingon")
    assert result.exit_code == 2
    assert "“klingon” is not a language" in result.stderr
