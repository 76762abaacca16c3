"""Whatever stands for an apostrophe is one."""

import pytest

APOSTROPHES = ["'", "’", "ʼ", "‘", "＇", "´", "`", "′"]


WRITTEN = [
    ("aujourd'hui", "Aujourd´hui, il pleut.", "Aujourd´hui"),
    ("eau", "Il boit de l´eau.", "eau"),
    ("avait", "Ç´avait été dur.", "avait"),
    ("prud'homme", "Le prud´homme juge.", "prud´homme"),
    ("été", "Ç´a été dur.", "été"),
    ("école", "Jusqu´à l´école.", "école"),
    ("O'Connor", "Voici O´Connor.", "O´Connor"),
    ("12500", "Il y a 12´500 gens.", "12´500"),
]


@pytest.mark.parametrize(("query", "written", "lit"), WRITTEN)
def test_words_are_found_behind_and_with_any_apostrophe(asking, query, written, lit):
    texts = {written.replace("´", one): [lit.replace("´", one)] for one in APOSTROPHES}
    assert asking(*texts, "Rien de tel.").lit(query) == texts


@pytest.mark.parametrize("query", ["aujourd´hui", "l´eau", "ç´avait"])
def test_any_apostrophe_may_be_typed(asking, query):
    text = "Aujourd’hui, ç’avait l’air d’eau."
    index = asking(text)
    assert all(index.found(query.replace("´", one)) == [text] for one in APOSTROPHES)


def test_minutes_and_seconds_are_two_numbers(asking):
    text = "À 45°30′20″ de latitude, en 5'30 minutes."
    assert asking(text).found("30") == [text]
    assert asking(text).found("530") == []


NAMES = [
    ("N'Diaye", "Ndiaye"),
    ("N'Golo", "Ngolo"),
    ("N'Djamena", "Ndjamena"),
    ("N'Zérékoré", "Nzérékoré"),
    ("M'Bappé", "Mbappé"),
    ("O'Connor", "OConnor"),
]


@pytest.mark.parametrize(("apart", "together"), NAMES)
def test_a_name_is_one_word_with_an_apostrophe_and_without(asking, apart, together):
    texts = [f"Voici {apart} ici.", f"Voici {apart.replace(chr(39), '’')} ici."]
    texts.append(f"Voici {together} ici.")
    index = asking(*texts, f"Voici {apart[2:]} ici.")
    for query in (apart, apart.lower(), apart.upper(), together, f"={apart}", f"={together}"):
        assert sorted(index.found(query)) == sorted(texts), query


def test_a_capital_tells_a_name_from_what_is_elided_in_speech(asking):
    index = asking("Voici M'Sila ici.", "Voici Msila ici.", "Dis, m'sieu !")
    assert sorted(index.found("M'Sila")) == ["Voici M'Sila ici.", "Voici Msila ici."]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("avait", "Il n'avait rien."),
        ("habille", "Il m'habille."),
        ("Hamlet", "Il cite d'Hamlet un vers."),
        ("sais", "J'n'sais pas."),
        ("suppose", "J'm'suppose."),
        ("espère", "N'espère rien."),
        ("attends", "M'ATTENDS-TU ?"),
    ],
)
def test_what_is_elided_before_a_word_is_no_part_of_it(asking, query, text):
    assert asking(text).found(query) == [text]
