"""Hyphens join words that are found together and alone; acronyms with stops are without."""

import re

import pytest

HYPHENS = ["-", "\u2010", "\u2011"]


@pytest.mark.parametrize("hyphen", HYPHENS)
@pytest.mark.parametrize("query", ["coréen", "nord-coréens", "nord coréens", "Nord-Coréenne"])
def test_each_part_of_a_compound_is_found(finds, query, hyphen):
    assert finds(query, f"les soldats nord{hyphen}coréens")


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_compound_gives_its_parts_in_place(texts, hyphen):
    assert texts(f"Choe Son{hyphen}hui") == ["Choe", "Son", "hui"]


@pytest.mark.parametrize(
    "text",
    ["est-ce", "Est-ce", "a-t-il", "y a-t-il", "sommes-nous", "c'est-à-dire", "c’est-à-dire"],
)
def test_questions_and_their_like_leave_nothing_to_search_for(stems, text):
    assert stems(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("dit-il", ["dit"]),
        ("donne-t-elle", ["don"]),
        ("vas-y", ["vas_"]),
        ("ceux-ci dorment", ["dorment"]),
        ("cet homme-là", ["homm"]),
    ],
)
def test_pronouns_behind_a_verb_leave_the_verb_alone(stems, text, left):
    assert stems(text) == left


@pytest.mark.parametrize("text", ["-", "--", " - ", "—", "-t-", "’-’"])
def test_marks_alone_leave_no_junk(stems, text):
    assert [stem for stem in stems(text) if not stem.isalpha()] == []


@pytest.mark.parametrize(
    ("dotted", "plain"), [("O.N.U.", "ONU"), ("U.R.S.S.", "URSS"), ("S.N.C.F", "sncf")]
)
def test_acronyms_with_full_stops_are_those_without(forms, dotted, plain):
    assert forms(dotted) == forms(plain) == forms(f"l'{dotted}") == forms(f"l’{plain}")


def test_a_sentence_end_makes_no_acronym(forms):
    assert forms("Il vit Kim. Il partit.") == ["il", "vit", "kim", "il", "partit"]


@pytest.mark.parametrize("address", ["marie.curie@exemple.fr", "A-B_c+d@mail.exemple.org"])
def test_an_address_gives_its_parts_in_place(texts, finds, address):
    assert texts(address) == [part for part in re.split(r"\W|_", address) if part]
    assert finds(address, f"Écrire à {address}.")
