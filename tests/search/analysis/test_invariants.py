"""What holds of any text."""

import os
import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH, WantedTerms

#: French with everything that the analyzer has a rule for, and any other text.
PIECES = [
    "l’avocat", "qu'il", "aujourd’hui", "11'000", "11 000", "150", "3,5", "O.N.U.", "nord-coréens",
    "est-ce", "a-t-il", "XIXᵉ", "50€", "a+b@exemple.fr", "anti\u00adgel", "ﬁn", "œil",
    "e\u0301te\u0301", "東京", "Москва", "R&D", " ", "\u00a0", "\u202f", "’", "-", ".", ",", "&",
    "+", "ʼ", "\n", "\u200b", "A", "AIE", "hépatite A", "l’AIE", "ET", "J.", "K.", "J.-C.", "R",
    "D", "C++", "C#", ".NET", "n°", "5", "½", "µg", "500µg", "18h30", "18", "h", "heures",
    "30", "12km", "G", "7", "l'A 380", "x", "×", "4×4", "N'Diaye", "IIe", "2ème", "1er", "Ier",
    "el-Assad", "d'el-Assad", "fait-tout", "c'hoazh", "Gaza", "chap.",
    "Covid19", "COVID-19", "week-end", "St-", "04", "76", "+33", "(0)4", "FR76", "3000", "00074",
    "étudiant·e·s", "tou.te.s", "salarié-es", "ami(e)s", "acteur/trice", "3.11.7",
    "01.11.2024", "m²", "10³", "°C", "§", "maïs", "Etat", "ETAT", "ç'", "´", "/", ":",
    "(", ")", "·",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)
#: Beside it a text is looked through for letters first (`prefilter.py`).
LONG = "Un texte quelconque, dont les mots sont sans histoires. " * 20
often = settings(deadline=None, max_examples=400)


@often
@given(TEXTS)
@example("l’" * 40)
def test_a_token_is_the_word_as_written_in_its_place(text):
    for token in FRENCH.tokens(text):
        assert token.text == text[token.start : token.end] != ""


@often
@given(TEXTS)
def test_tokens_follow_one_another_without_overlap(text):
    tokens = FRENCH.tokens(text)
    for before, after in pairwise(tokens):
        assert before.end <= after.start


@often
@given(TEXTS)
@example("ꭰ")  # which folds to a capital
def test_a_form_is_one_ascii_word_and_so_is_a_stem(text):
    for token in FRENCH.tokens(text):
        for term in (token.form, token.stem, *token.also):
            assert term
            assert not any(map(str.isspace, term))
            assert term == term.lower()


@often
@given(TEXTS)
def test_what_a_word_is_found_by_besides_stands_for_words_of_the_text(text):
    tokens = FRENCH.tokens(text)
    for token in tokens:
        if token.also:
            assert token.start + token.reach in {other.end for other in tokens}


@often
@given(TEXTS)
@example("150 11 000")
@example("12 \n345")
@example("(150) 000")
@example("C´ 0")
def test_terms_are_those_of_the_tokens(text):
    terms, tokens = FRENCH.terms(text), FRENCH.tokens(text)
    assert terms.forms == " ".join(token.form for token in tokens)
    stems = [[*([] if token.stop else [token.stem]), *token.others] for token in tokens]
    assert terms.stems == " ".join(stem for of_one in stems for stem in of_one)
    spellings = [[*([token.accent] if token.accent else []), *token.joined] for token in tokens]
    assert terms.spellings == " ".join(one for of_one in spellings for one in of_one)


@often
@given(TEXTS, st.data())
@example("150 11 000", None)
def test_tokens_like_others_are_all_of_those(text, data):
    tokens = FRENCH.tokens(text)
    chosen = data.draw(st.sampled_from(tokens)) if data and tokens else FRENCH.tokens("150")[0]
    for forms, stems, prefixes in (
        ({chosen.form}, set(), ()),
        (set(), {chosen.stem, *chosen.also}, ()),
        (set(), set(), (chosen.form[:2],)),
    ):
        wanted = WantedTerms(forms, stems, prefixes)
        (alone,) = FRENCH.tokens_like([text], wanted)
        among_others = FRENCH.tokens_like([LONG, text, LONG], wanted)[1]
        for like in (alone, among_others):
            assert [token for token in tokens if token in like] == like
            assert [token for token in _having(tokens, wanted) if token not in like] == []


@pytest.mark.parametrize(
    "text", ["0%0%A. B.A", "J. K.L", "(J. K.)", "10 000O", "0 000·0V", "À. É. d"]
)
def test_each_token_is_found_by_its_form_whatever_pieces_it_is_of(text):
    for token in FRENCH.tokens(text):
        wanted = WantedTerms({token.form}, set())
        assert token in FRENCH.tokens_like([text], wanted)[0]
        assert token in FRENCH.tokens_like([LONG, text, LONG], wanted)[1]


@pytest.mark.parametrize(
    "text",
    ["7 h pile", "S. U. bien", "avec J. S. Bach", "É. É. Y. A.", "J. J. K.", "(P. S.),", "J. K.L"],
)
def test_each_word_is_found_by_its_stem_whatever_pieces_it_is_of(text):
    for token in (one for one in FRENCH.tokens(text) if not one.stop):
        wanted = WantedTerms(set(), {token.stem})
        assert token in FRENCH.tokens_like([text], wanted)[0]
        assert token in FRENCH.tokens_like([LONG, text, LONG], wanted)[1]


def _having(tokens, wanted):
    return [
        token
        for token in tokens
        if token.form in wanted.forms
        or (token.stem in wanted.stems and not token.stop)
        or wanted.stems & set(token.also)
        or token.form.startswith(wanted.prefixes)
    ]


@often
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), max_size=40))
@example("La 1ère, la 2è")
@example("0\u0124")
@example("0.-à0")
@example("té1 À")
@example("ñà A")
def test_composed_and_decomposed_text_are_the_same(text):
    composed = FRENCH.terms(unicodedata.normalize("NFC", text))
    assert FRENCH.terms(unicodedata.normalize("NFD", text)) == composed


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "l'" * 100_000, "1 000 " * 50_000, "-" * 200_000, "a-" * 100_000,
     "a." * 100_000, "a+" * 100_000, "\u0301" * 200_000, "1,1" * 50_000, "a@" * 100_000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_text_made_to_be_slow_is_analysed_all_the_same(text):
    """Each of these is seconds of work for a rule that looks back too far."""
    assert FRENCH.terms(text).forms == " ".join(token.form for token in FRENCH.tokens(text))


def test_the_analysis_of_another_process_is_this_one():
    import pickle

    assert pickle.loads(pickle.dumps(FRENCH)).fingerprint == FRENCH.fingerprint


@pytest.mark.parametrize("seed", ["1", "2"])
def test_it_is_the_same_whatever_order_a_process_has_its_sets_in(seed):
    told = "from search.analysis import FRENCH; print(FRENCH.fingerprint)"
    variables = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == FRENCH.fingerprint
