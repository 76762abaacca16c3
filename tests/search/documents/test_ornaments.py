"""Titles and headings without the signs around them, and what looks like such signs and isn't."""

import pytest

from search.documents import read_document
from search.documents.ornaments import closed_up, without_ornaments


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Guide *****", "Guide"),
        ("Guide*****", "Guide"),
        ("***** Guide *****", "Guide"),
        ("= Guide", "Guide"),
        ("== Le guide ==", "Le guide"),
        ("=-=-= Le guide =-=-=", "Le guide"),
        ("★ Le guide ★", "Le guide"),
        ("• Le guide", "Le guide"),
        ("--- Le guide ---", "Le guide"),
        ("— Le guide —", "Le guide"),
        ("- II -", "II"),
        ("= B i e n v e n u e", "Bienvenue"),
        (
            "=    B i e n v e n u e  dans  l e  T u t o r i e l  -  1.7 =",
            "Bienvenue dans le Tutoriel - 1.7",
        ),
        ("L ' é t é", "L ' é t é"),
    ],
)
def test_signs_around_a_title_are_none_of_it(written, said):
    assert without_ornaments(written) == said


@pytest.mark.parametrize(
    "title",
    [
        *("C++", "C#", "Le langage C ++", "#balance", "__init__.py", "- 10 % sur tout", "+ de 100"),
        *("Et après…", "Qui ?", "Note *1", "a * b", "A B C", "Plan A", "Il y a à voir", "***", ""),
        *("--help", "— Oui", "Les 3 – 5 ans", "« Oui »"),
    ],
)
def test_signs_that_say_something_stay(title):
    assert without_ornaments(title) == title


@pytest.mark.parametrize("row", ["=" * 490, " =" * 245, "-= " * 160, "*** " * 120])
def test_a_title_of_many_signs_costs_no_time(row):
    """Such a row could be taken in more ways than there is time for."""
    assert without_ornaments(f"Guide {row}a").endswith("a")
    assert without_ornaments(f"{row}Guide").endswith("Guide")
    assert without_ornaments(f"Guide {row}") == "Guide"


def test_letters_set_apart_are_words_where_there_are_at_least_four():
    assert closed_up("B i e n v e n u e à tous") == "B i e n v e n u e à tous"
    assert closed_up("B i e n v e n u e  à tous") == "Bienvenue à tous"
    assert closed_up("Le plan B a") == "Le plan B a"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Guide *****\n\nElle monte encore."),
        ("a.md", "# Guide \\*\\*\\*\\*\\*\n\nElle monte encore."),
        ("a.html", "<title>Guide *****</title><p>Elle monte encore.</p>"),
    ],
)
def test_a_title_is_without_its_ornaments_in_any_format(name, content):
    assert read_document(name, content.encode()).info.title == "Guide"


def test_a_title_with_letters_set_apart_is_found_by_its_word():
    content = "=====================\n= B i e n v e n u e =\n=====================\n\nElle monte."
    assert read_document("a.txt", content.encode()).info.title == "Bienvenue"
