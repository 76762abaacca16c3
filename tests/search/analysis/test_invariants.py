"""What holds of any text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import FRENCH

#: French with everything that the analyzer has a rule for, and any other text.
PIECES = [
    "l’avocat", "qu'il", "aujourd’hui", "11'000", "11 000", "150", "3,5", "O.N.U.", "nord-coréens",
    "est-ce", "a-t-il", "XIXᵉ", "50€", "a+b@exemple.fr", "anti\u00adgel", "ﬁn", "œil",
    "e\u0301te\u0301", "東京", "Москва", "R&D", " ", "\u00a0", "\u202f", "’", "-", ".", ",", "&",
    "+", "ʼ", "\n", "\u200b",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)
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
def test_a_form_is_one_ascii_word_and_so_is_a_stem(text):
    for token in FRENCH.tokens(text):
        for term in (token.form, token.stem):
            assert term
            assert not any(map(str.isspace, term))
            assert term == term.lower()


@often
@given(TEXTS)
@example("150 11 000")
@example("12 \n345")
@example("(150) 000")
def test_terms_are_those_of_the_tokens(text):
    terms, tokens = FRENCH.terms(text), FRENCH.tokens(text)
    assert terms.forms == " ".join(token.form for token in tokens)
    assert terms.stems == " ".join(token.stem for token in tokens if not token.stop)


@often
@given(TEXTS, st.data())
@example("150 11 000", None)
def test_tokens_like_others_are_all_of_those(text, data):
    tokens = FRENCH.tokens(text)
    chosen = data.draw(st.sampled_from(tokens)) if data and tokens else FRENCH.tokens("150")[0]
    for forms, stems, prefixes in (
        ({chosen.form}, set(), ()),
        (set(), {chosen.stem}, ()),
        (set(), set(), (chosen.form[:2],)),
    ):
        like = FRENCH.tokens_like(text, forms, stems, prefixes)
        assert [token for token in tokens if token in like] == like
        wanted = [
            token
            for token in tokens
            if token.form in forms
            or (token.stem in stems and not token.stop)
            or token.form.startswith(prefixes)
        ]
        assert [token for token in wanted if token not in like] == []


@often
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), max_size=40))
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
