"""Centuries, kings and republics are found by their number, and by no other one."""

import pytest


@pytest.mark.parametrize("query", ["XVIIe siècle", "xviie siècle", "17e siècle", "XVIIème siècle"])
def test_a_century_is_found_however_its_number_is_written(asking, query):
    seventeenth = "Un coffre du XVIIe siècle."
    assert asking(seventeenth, "Un coffre du XVIIIe siècle.").hits(query)[0].paragraph.text == (
        seventeenth
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("XVIIe", "XVIIIe"), ("XIIe", "XIIIe"), ("XVIIIe", "XVII"), ("XXVIIe", "XXVIIIe")],
)
def test_a_number_is_not_found_by_the_next_one(asking, one, other):
    index = asking(f"Voici le {one} ici.", f"Voici le {other} ici.")
    assert index.found(one) == [f"Voici le {one} ici."]
    assert index.found(other) == [f"Voici le {other} ici."]


@pytest.mark.parametrize("query", ["VIe", "VIème", "VIᵉ", "6e"])
def test_the_sixth_is_no_life(asking, query):
    sixth = "Une église du VIe siècle."
    assert asking(sixth, "La vie au village.").found(query) == [sixth]
    assert asking(sixth, "La vie au village.").found("vie") == ["La vie au village."]


def test_the_sixth_of_a_name_is_no_life(asking):
    assert asking("Philippe VI règne.", "La vie au village.").found("VI") == ["Philippe VI règne."]


def test_the_first_of_a_name_is_found_in_figures(asking):
    assert asking("François Ier règne.").found("François 1er") == ["François Ier règne."]
