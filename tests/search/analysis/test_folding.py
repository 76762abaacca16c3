"""Accents, ligatures, capitals and invisible characters are no obstacle."""

import unicodedata
from importlib.metadata import version

import pytest

from search.analysis.french import UNIDECODE

PAIRS = [
    ("États-Unis", "ETATS-UNIS"),
    ("États-Unis", "etats unis"),
    ("première", "premiere"),
    ("lumière", "LUMIERE"),
    ("autorité", "autorite"),
    ("œuvre", "oeuvre"),
    ("cœurs", "coeur"),
    ("ex æquo", "ex aequo"),
    ("Français", "francais"),
    ("maïs", "MAÏS"),
    ("Noël", "noel"),
    ("Besançon", "BESANÇON"),
    ("Łódź", "Lodz"),
    ("İstanbul", "Istanbul"),
    ("Straße", "strasse"),
]


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_a_word_is_found_without_its_accents_and_the_other_way_round(finds, written, typed):
    assert finds(typed, f"C’est {written}.")
    assert finds(written, f"C'est {typed}.")


@pytest.mark.parametrize(("written", "_"), PAIRS)
def test_decomposed_accents_are_accents(forms, written, _):
    decomposed = unicodedata.normalize("NFD", written)
    assert forms(decomposed) == forms(written)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("anti\u00adconstitutionnel", "anticonstitutionnel"),
        ("non\u2011lieu", "non-lieu"),
        ("la ﬁnance", "finance"),
        ("l’eﬀort", "effort"),
        ("eﬃcace", "efficace"),
        ("para\u200bgraphe", "paragraphe"),
        ("mot\u2060clé", "motclé"),
        ("\ufeffdébut", "debut"),
    ],
)
def test_what_cannot_be_seen_need_not_be_typed(finds, written, typed):
    assert finds(typed, written)
    assert finds(written, typed)


@pytest.mark.parametrize("name", ["Москва", "Αθήνα", "القاهرة", "ירושלים", "東京", "서울", "ไทย"])
def test_names_in_any_alphabet_are_found(finds, name):
    assert finds(name, f"La ville de {name} en fête")


def test_names_in_other_alphabets_are_found_in_latin_letters(finds):
    assert finds("Moskva", "Москва")
    assert finds("Athena", "Αθήνα")


def test_the_word_keeps_its_looks(texts):
    assert texts("L’Œuvre, la ﬁnance, anti\u00adgel") == ["Œuvre", "la", "ﬁnance", "anti\u00adgel"]


def test_a_word_longer_than_any_is_kept_in_bounds(forms):
    (form,) = forms("a" * 5000)
    assert form == "a" * 100


def test_the_revision_of_the_analysis_names_the_unidecode_that_is_there():
    assert version("unidecode") == UNIDECODE
