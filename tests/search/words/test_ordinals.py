"""A number in a row is one, in figures, in Roman ones and in words."""

import pytest

from search.analysis.ordinals import ordinal_words

SECOND = ["2e", "2ᵉ", "2ème", "2éme", "2e\u0300me", "IIe", "IIème", "deuxième", "deuxieme"]


@pytest.mark.parametrize("query", [*SECOND, "deuxièmes", "2èmes"])
def test_the_second_of_many_is_found_however_it_is_written(asking, query):
    right = [f"C'est le {one} arrondissement." for one in SECOND]
    wrong = ["C'est le 2 de l'arrondissement.", "Louis II arrive.", "C'est le 12e."]
    assert set(asking(*wrong, *right).found(query)) == set(right)


@pytest.mark.parametrize("query", SECOND)
def test_each_spelling_of_it_is_lit(asking, query):
    texts = {f"Voici le {one} ici.": [one] for one in SECOND}
    assert asking(*texts, "Rien du tout, e, eme.").lit(query) == texts


@pytest.mark.parametrize(
    ("figures", "roman", "words"),
    [
        ("5e", "Ve", "cinquième"),
        ("6e", "VIe", "sixième"),
        ("17e", "XVIIe", "dix-septième"),
        ("21e", "XXIe", "vingt-et-unième"),
        ("22es", "XXIIes", "vingt-deuxièmes"),
        ("38e", "XXXVIIIe", "trente-huitième"),
        ("80e", "80ᵉ", "quatre-vingtième"),
        ("95e", "95ème", "quatre-vingt-quinzième"),
        ("100e", "100ème", "centième"),
    ],
)
def test_an_ordinal_finds_itself_in_words_and_in_figures(asking, figures, roman, words):
    texts = [f"La {one} étape est là." for one in (figures, roman, words)]
    index = asking(*texts, "La centaine, le 4e.")
    for query in (figures, roman, words):
        assert set(index.found(query)) == set(texts)


def test_from_the_second_to_the_hundredth_each_is_another():
    in_figures = [ordinal_words()[f"{number}e"] for number in range(2, 101)]
    assert len(set(in_figures)) == 99


FIRST = ["1er", "1ᵉʳ", "1re", "1ère", "1ers"]


@pytest.mark.parametrize("query", FIRST)
def test_the_first_finds_its_figures_first_and_then_its_word(asking, query):
    right = [f"Le {one} étage." for one in FIRST]
    in_words = ["Le premier étage.", "La première étape."]
    found = asking("Un étage.", *in_words, *right).found(query)
    assert set(found[: len(right)]) == set(right)
    assert set(found[len(right) :]) == set(in_words)


def test_the_word_finds_the_first_in_figures(asking):
    texts = ["Le premier ministre.", "Le 1er ministre.", "La 1re dame.", "Le ministre 1."]
    assert set(asking(*texts).found("premier")) == set(texts[:3])


def test_the_first_of_a_name_is_found_in_words(asking):
    right = ["François Ier règne.", "François 1er règne.", "François premier règne."]
    index = asking("François II règne.", *right)
    for query in ("François Ier", "François 1er", "François premier"):
        assert set(index.found(query)[:3]) == set(right)
    assert set(index.found('"François Ier"')) == set(right[:2])


@pytest.mark.parametrize("query", ["2nd", "2nde", "2de", "IInd", "second"])
def test_the_second_of_two_is_found_in_figures(asking, query):
    right = [f"Le {one} tour." for one in ("2nd", "2nde", "2de", "IInd", "second")]
    assert set(asking("Le 2e tour.", "Le tour en 2D.", *right).found(query)) == set(right)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("4e", "Yves et Ives arrivent."),
        ("6e", "Neuf vies, des vies."),
        ("500e", "Dès lors, il part."),
        ("1er", "Son ire est grande."),
    ],
)
def test_what_looks_like_an_ordinal_is_none(asking, query, text):
    assert asking(text).found(query) == []
