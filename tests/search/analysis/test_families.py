"""Which words are forms of one word, which are derived, and which only look alike."""

from pathlib import Path

import pytest

from search.analysis import FRENCH, related
from search.analysis.families import Families

HERE = Path(__file__).parent


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    found = [line.split() for line in lines if not line.startswith("#")]
    return [(one, other) for one, other in found]


def finds(query: str, word: str) -> bool:
    asked, there = FRENCH.tokens(query)[0], FRENCH.tokens(word)[0]
    return there.stem in {asked.stem, *(other.stem for other in related(asked))}


def find_each_other(one: str, other: str) -> bool:
    return finds(one, other) or finds(other, one)


def test_unrelated_words_are_apart():
    unrelated = pairs("unrelated_pairs.txt")
    found = [pair for pair in unrelated if find_each_other(*pair)]
    assert len(unrelated) >= 300
    assert len(found) <= 0.03 * len(unrelated), found


def test_derived_words_still_find_each_other():
    derived = pairs("derived_pairs.txt")
    lost = [pair for pair in derived if not (finds(*pair) and finds(*reversed(pair)))]
    assert len(derived) >= 300
    assert len(lost) <= 0.1 * len(derived), lost


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("mari", "mars"), ("mari", "marais"), ("foi", "foie"), ("foi", "foyer")),
        *(("mère", "mer"), ("mere", "mer"), ("MÈRES", "mers"), ("mois", "Moïse")),
        *(("gens", "gêne"), ("gens", "génie"), ("gêne", "génie"), ("châtiment", "chat")),
        *(("louer", "Louis"), ("port", "porte"), ("ports", "portes"), ("potiron", "pot")),
        *(("potirons", "pots"), ("porte", "portion"), ("livre", "livrer")),
        *(("environnement", "environ"), ("note", "notamment"), ("maintenir", "maintenant")),
        *(("équipe", "équipement"), ("amende", "amendement"), ("fonds", "fondé")),
    ],
)
def test_a_false_friend_is_not_found(one, other):
    assert not find_each_other(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("vigneron", "vigne"), ("ratifier", "ratification"), ("installer", "installation")),
        *(("juge", "juger"), ("juge", "jugement"), ("juger", "jugement")),
    ],
)
def test_what_derivation_joins_is_found(one, other):
    assert find_each_other(one, other)


@pytest.mark.parametrize(
    ("verb", "form"),
    [("commenter", "commentent"), ("bétonner", "bétonnent"), ("impacter", "impactèrent")],
)
def test_a_verb_that_begins_like_a_common_noun_finds_its_forms(verb, form):
    assert finds(verb, form)
    assert finds(form, verb)


def test_a_family_is_a_beginning_and_the_endings_that_follow_it():
    table = Families(["0000 - s", "0001 al aux", "- 0", "chev 1", "cheval 0"])
    assert table.stems("cheval") == ("chevals", "chevaux")
    assert table.stems("chevaux") == ("cheval",)
    assert table.stems("s") == ("",)
    assert table.stems("chien") == ()


def test_a_stop_word_has_no_family():
    stop = FRENCH.tokens("suis")[0]
    assert stop.stop
    assert related(stop) == ()
