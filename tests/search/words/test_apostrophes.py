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
