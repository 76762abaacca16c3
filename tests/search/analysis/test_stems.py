"""Words that a reader takes for the same are the same, and no others."""

import pytest
import Stemmer
from needs import data

from search.analysis import stem_form
from search.analysis.stemming import OVERRIDES

SAME = [
    ("cheval", "chevaux"),
    ("travail", "travaux"),
    ("œil", "yeux"),
    ("journal", "journaux"),
    ("feu", "feux"),
    ("bijou", "bijoux"),
    ("lieu", "lieux"),
    ("tuyau", "tuyaux"),
    ("jeu", "jeux"),
    ("bail", "baux"),
    ("ciel", "cieux"),
    ("aïeul", "aïeux"),
    ("monsieur", "messieurs"),
    ("madame", "mesdames"),
    ("ukrainien", "ukrainiennes"),
    ("coréen", "coréennes"),
    ("première", "premiers"),
    ("militaire", "militaires"),
    ("kilomètre", "kilomètres"),
    ("ratifié", "ratifiée"),
    ("armée", "armées"),
    ("caduc", "caduques"),
    ("venderesse", "vendeur"),
    ("métis", "métisses"),
    ("gaîté", "gaieté"),
    ("leader", "leadeuses"),
    ("ballotter", "balloté"),
    ("acquis", "acquit"),
    ("concussion", "concussions"),
    ("lobby", "lobbies"),
    ("penalty", "penalties"),
    ("diable", "diablesse"),
    ("mariée", "mariées"),
    ("rêne", "rênes"),
    ("régulier", "régulièrement"),
    ("léger", "légèrement"),
    ("vif", "vivement"),
    ("public", "publiquement"),
    ("direct", "directement"),
]
DIFFERENT = [
    ("parlement", "parler"),
    ("université", "univers"),
    ("maïs", "maison"),
    ("arme", "armée"),
    ("marché", "mer"),
    ("étranger", "étrange"),
    ("terrasse", "terre"),
    ("Amérique", "amer"),
    ("Crimée", "crime"),
    ("Vendée", "vend"),
    ("Italie", "italique"),
    ("supplément", "supplie"),
    ("supplément", "suppléant"),
    ("métis", "mettait"),
    ("concussion", "conçu"),
    ("sonner", "son"),
    ("Julie", "Jules"),
    ("Louise", "Louis"),
    ("foncier", "foncièrement"),
    ("super", "sup"),
    ("jeans", "Jean"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_inflections_are_one_word(stems, one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_of_different_meaning_are_two(stems, one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_inflected_word_is_found_behind_an_apostrophe(finds, apostrophe):
    assert finds("armes", f"en manque d{apostrophe}hommes et d{apostrophe}arme")
    assert finds("étoile", f"l{apostrophe}Étoile")


def test_stemming_without_accents_is_stemming_with_them(stems):
    for word in ("premiere", "lumiere", "autorite", "ratifiees"):
        accented = {"premiere": "première", "lumiere": "lumière", "autorite": "autorité"}
        assert stems(word) == stems(accented.get(word, "ratifiées"))


def test_every_word_read_as_another_says_something_that_snowball_does_not():
    """A line that Snowball would do as well without is noise."""
    snowball = Stemmer.Stemmer("french")
    for word, read_as in OVERRIDES.words.items():
        assert snowball.stemWord(word) != stem_form(read_as), word


@pytest.mark.needs("snowball")
def test_the_stemmer_gives_all_reference_stems():
    """Of Snowball's own vocabulary."""
    reference = data("snowball")
    assert reference
    words = (reference / "voc.txt").read_text("utf-8").split()
    expected = (reference / "output.txt").read_text("utf-8").split()
    assert len(words) == 21_655
    assert Stemmer.Stemmer("french").stemWords(words) == expected
