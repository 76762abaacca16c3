"""The parts of an address are found; all of it comes first when it's typed whole."""

import pytest

MAIL = "Écrire à jean.dupont@exemple.fr pour tout."
TEXTS = (
    "Dupont vit en France, par exemple, et Jean aussi.",
    "Voir https://www.exemple.fr/notes/rapport_final-2024.html?page=3 pour tout.",
    "Ouvrir C:\\Users\\marie\\bilan_annuel.xlsx pour tout.",
    MAIL,
)


@pytest.mark.parametrize(
    ("query", "lit"),
    [
        ("dupont", ["dupont"]),
        ("jean", ["jean"]),
        ("exemple.fr", ["exemple.fr"]),
        ("jean.dup*", ["jean", "dupont"]),
        ("jean.dupont", ["jean.dupont"]),
        ("dupont@exemple.fr", ["dupont@exemple.fr"]),
        ('"dupont@exemple"', ["dupont@exemple"]),
        ("jean.dupont@exemple.fr", ["jean.dupont@exemple.fr"]),
        ("Jean.Dupont@Exemple.FR", ["jean.dupont@exemple.fr"]),
    ],
)
def test_the_parts_of_an_email_address_are_found(asking, query, lit):
    index = asking(*TEXTS)
    assert MAIL in index.found(query)
    assert index.lit(query)[MAIL] == lit


def test_an_address_typed_whole_comes_first(asking):
    assert asking(*TEXTS).found("jean.dupont@exemple.fr") == [MAIL]
    other = "Jean Dupont, par exemple, est en fr."
    assert asking(other, MAIL).found("jean.dupont@exemple.fr") == [MAIL, other]


@pytest.mark.parametrize(
    "query",
    [
        "exemple.fr",
        "www.exemple.fr",
        "rapport_final-2024.html",
        "rapport",
        "final",
        "2024",
        "rapport_fin*",
    ],
)
def test_the_parts_of_a_url_are_found(asking, query):
    assert TEXTS[1] in asking(*TEXTS).found(query)[:2]


@pytest.mark.parametrize(
    "query", ["bilan_annuel.xlsx", "bilan", "annuel", "marie", "xlsx", "bilan_ann*"]
)
def test_the_parts_of_a_file_name_are_found(asking, query):
    assert asking(*TEXTS).found(query) == [TEXTS[2]]


def test_phrases_go_on_past_an_address(asking):
    assert asking(*TEXTS).found('"exemple.fr pour tout"') == [MAIL]
