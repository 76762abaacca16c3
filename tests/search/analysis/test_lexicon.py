"""A lexicon becomes stems for false friends and families of stems."""

from functools import partial

import pytest

from search.analysis.families import Families
from search.analysis.lexicon.false_friends import decisions, false_friends, stems_apart
from search.analysis.lexicon.hunspell import read_hunspell
from search.analysis.lexicon.inflection import Inflection, table
from search.analysis.lexicon.lexeme import Category, Lexeme
from search.analysis.lexicon.lexicon import Lexicon
from search.analysis.lexicon.lexique import read_lexique
from search.analysis.stemming import Overrides, stem_with

stem = partial(stem_with, Overrides())


def noun(*forms: str, often: float = 10) -> Lexeme:
    return Lexeme(forms[0], Category.NOUN, dict.fromkeys(forms, often))


def verb(*forms: str, often: float = 10) -> Lexeme:
    return Lexeme(forms[0], Category.VERB, dict.fromkeys(forms, often))


@pytest.fixture
def dictionary(tmp_path):
    (tmp_path / "fr.aff").write_text(
        "PFX L' Y 1\nPFX L' 0 l' .\n"
        "SFX F+ Y 3\nSFX F+ 0 s/L' [^sxz] is:pl\nSFX F+ 0 ne n is:fem\nSFX F+ al aux al is:pl\n",
        "utf-8",
    )
    (tmp_path / "fr.dic").write_text(
        "4\npaysan/F+L' po:nom\nlocal/F+ po:adj\nvite po:adv\nParis po:npr\n", "utf-8"
    )
    return tmp_path / "fr.dic"


def test_hunspell_s_suffixes_make_the_forms(dictionary):
    paysan, local = read_hunspell(dictionary)
    assert set(paysan.forms) == {"paysan", "paysans", "paysanne"}
    assert set(local.forms) == {"local", "locals", "locaux"}
    assert local.category is Category.ADJECTIVE


def test_lexique_s_frequencies_are_means_of_films_and_books(tmp_path):
    columns = ["1_ortho", "3_lemme", "4_cgram", "9_freqfilms2", "10_freqlivres"]
    rows = ["élue\télire\tVER\t2,5\t1,5", "élut\télire\tVER\t0\t1", "et\tet\tCON\t9\t9"]
    file = tmp_path / "Lexique383.txt"
    file.write_text("\n".join(["\t".join(columns), *rows]), "iso-8859-1")
    elected, and_ = read_lexique(file)
    assert elected == Lexeme("élire", Category.VERB, {"élire": 0.0, "élue": 2.0, "élut": 0.5})
    assert and_.category is Category.OTHER


def test_false_friends_get_a_stem_each_and_leave_shared_forms_to_the_commoner():
    men, march = noun("mari", "maris"), noun("mars")
    book, deliver = (
        noun("livre", "livres", often=90),
        verb("livrer", "livre", "livrait", often=1),
    )
    lexicon = Lexicon([men, march, book, deliver])
    apart = false_friends(lexicon, [[["mari"], ["mars"]], [["livre"], ["livrer"]]], stem)
    assert sorted(apart.values()) == [["livrait", "livrer"], ["mars"]]
    assert not apart.keys() & {stem(form) for form in ("mari", "maris", "livre", "livrer")}


def test_a_word_that_no_dictionary_has_is_told():
    with pytest.raises(ValueError, match="maree is in no dictionary"):
        false_friends(Lexicon([noun("mari")]), [[["mari"], ["maree"]]], stem)


def test_a_form_of_a_false_friend_is_none_of_the_family():
    lexicon = Lexicon([noun("livre", often=90), verb("livrer", "livre", "livrons", often=1)])
    apart = stems_apart(lexicon, [[["livre"], ["livrer"]]], stem)
    assert "livr" in apart["livrer"]
    assert Inflection(lexicon, stem, apart).families() == set()
    assert Inflection(lexicon, stem, {}).families() == {frozenset({"livr", "livron"})}


def test_a_verb_is_of_its_own_family_however_common_the_noun_is():
    lexicon = Lexicon([noun("béton", often=90), verb("bétonner", "bétonnent", often=0.1)])
    concrete, built = stem("beton"), stem("betonnent")
    assert stem("betonner") == concrete != built
    assert Inflection(lexicon, stem, {}).families() == {frozenset({concrete, built})}
    unused = Lexicon([noun("béton", often=90), verb("bétonner", "bétonnent", often=0)])
    assert Inflection(unused, stem, {}).families() == set()


def test_a_form_that_is_read_as_another_word_s_gets_its_own_stem():
    lexicon = Lexicon(
        [verb("acheter", "achète", often=90), noun("acheteur", "acheteurs", "acheteuse", often=1)]
    )
    assert stem("acheteuse") == stem("acheter") != stem("acheteur")
    assert Inflection(lexicon, stem, {}).misread() == {"acheteuse": "acheteur"}


def test_the_table_gives_back_the_families_that_it_was_made_of():
    lexicon = Lexicon([verb("aller", "vont", "iront"), verb("vendre", "vendu", "vend")])
    families = Inflection(lexicon, stem, {}).families()
    made = Families(list(table(families)))
    for family in families:
        for one in family:
            assert set(made.stems(one)) == family - {one}


def test_every_decision_has_parts_that_are_apart():
    for parts in decisions():
        lemmas = [lemma for part in parts for lemma in part]
        assert len(parts) > 1, lemmas
        assert len(set(lemmas)) == len(lemmas), lemmas
