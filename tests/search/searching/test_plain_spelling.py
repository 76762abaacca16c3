"""Words found by their letters: as analysing the text finds them, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH, WantedTerms
from search.searching.plain_spelling import spellings

WORDS = st.sampled_from(
    "côté Côté cote COTE côte-à-côte l'été L’Été d'été aujourd'hui quelqu'un cœur cœurs Noël "
    "noël NOËL Madame madame Mme saint St traité traite(s) salarié(e)s Corée coree corée. coté, "
    "«côté» 3côté côté3 côté.com été… R.A.T.P. CAC 40 quai_côté ŒUVRE œuvre façade garc\u0327on "
    "cote\u0301 c\u00adôté "
    "être/traité qu'elle elle-même presqu'île Łódź lodz straße strasse".split()
)
TEXTS = st.lists(WORDS, max_size=12).flatmap(
    lambda words: st.lists(
        st.sampled_from([" ", " ", " ", ", ", ".\n", " : ", "\u202f!\u00a0", "-", "’", " – "]),
        min_size=len(words),
        max_size=len(words),
    ).map(lambda between: "".join(map("".join, zip(words, between, strict=True))))
)


def analysed(text: str, form: str) -> list[str]:
    (tokens,) = FRENCH.tokens_like([text], WantedTerms({form}, set()))
    return [token.text for token in tokens if token.form == form]


@settings(max_examples=400)
@given(TEXTS, st.data())
def test_what_is_told_is_what_analysing_the_text_tells(text, data):
    forms = sorted({token.form for token in FRENCH.tokens(text)} | {"cote", "traite"})
    form = data.draw(st.sampled_from(forms))
    told = spellings(text, form)
    assert told is None or told == analysed(text, form)


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Le traité, dit-il, est signé. Traité !", "traite", ["traité", "Traité"]),
        ("Elle aime l’été et qu’étés reviennent.", "etes", ["étés"]),
        ("La façade… « Façade »", "facade", ["façade", "Façade"]),
    ],
)
def test_plain_words_are_told_without_analysing_the_text(text, form, expected):
    assert spellings(text, form) == expected
    assert analysed(text, form) == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Mme Dupont", "madame"),
        ("côte-à-côte", "cote"),
        ("La COREE", "coree"),
        ("le cœur, les coeurs", "coeur"),
        ("Covid 19", "covid"),
        ("la RN 20", "rn"),
        ("rien de tel", "traite"),
    ],
)
def test_what_may_be_another_word_is_left_to_the_analysis(text, form):
    assert spellings(text, form) is None
