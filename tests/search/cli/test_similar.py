"""`alinea similar`, and the related words of `alinea search`."""

import json

import pytest

from search.wording.messages import speaking

SEED = "000_bb954991637d5d05.txt"


@pytest.fixture
def documents(documents):
    (documents / "c.txt").write_text("Un félin ronronne.\n\nXqzw vbnmk.", "utf-8")
    (documents / "d.txt").write_text("Xqzw.", "utf-8")
    (documents / "e#p1").write_text("Un poisson nage.", "utf-8")
    return documents


@pytest.mark.usefixtures("own_index")
def test_what_is_alike_is_printed_the_most_alike_first(alinea):
    result = alinea("similar", "c.txt#p1")
    assert result.exit_code == 0
    assert "a.txt#p1" in result.stdout
    assert result.stdout.startswith("1. ")
    assert alinea("similar", "c.txt", "--limit", "1").stdout.count(".txt#p") == 1


@pytest.mark.usefixtures("own_index")
def test_the_json_is_that_of_the_endpoint(alinea):
    found = json.loads(alinea("similar", "c.txt#p1", "--json").stdout)
    assert (found["document"], found["paragraph"], found["is_known"]) == ("c.txt", 1, True)
    similarities = [one["similarity"] for one in found["similar"]]
    assert similarities == sorted(similarities, reverse=True)
    assert found["similar"][0]["paragraph"]["url"].startswith("/documents/")


@pytest.mark.usefixtures("own_index")
def test_a_name_may_look_like_the_address_of_a_paragraph(alinea):
    assert json.loads(alinea("similar", "e#p1", "--json").stdout)["document"] == "e#p1"


@pytest.mark.usefixtures("own_index")
def test_where_no_word_is_known_it_says_so(alinea):
    result = alinea("similar", "d.txt")
    assert result.exit_code == 1
    assert result.stdout == "No word of it is known, so that nothing can be compared with it.\n"
    with speaking("fr"):
        assert "Aucun de ses mots n’est connu" in alinea("similar", "c.txt#p2").stdout


def test_where_nothing_is_alike_it_says_so(alinea):
    result = alinea("similar", SEED)
    assert (result.exit_code, result.stdout) == (1, "Nothing else in the index is like it.\n")


@pytest.mark.parametrize("address", ["nothing.txt", f"{SEED}#p17", f"{SEED}#p0", "", "#p1"])
def test_an_address_that_leads_nowhere_is_no_hit(alinea, address):
    result = alinea("similar", address)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"There is nothing at {address} in the index.\n"


@pytest.mark.usefixtures("own_index")
def test_words_near_in_meaning_are_printed_where_nothing_is_found(alinea, documents):
    (documents / "f.txt").write_text("Une voiture.", "utf-8")
    alinea("update")
    result = alinea("search", "automobile")
    assert result.exit_code == 1
    assert "Near in meaning: voiture\n" in result.stdout
    assert "Near in meaning" not in alinea("search", "voiture").stdout
