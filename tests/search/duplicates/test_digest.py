"""What says the same has the same digest, however its spaces, quotes and apostrophes are set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.duplicates.digest import (
    DIGEST_LENGTH,
    number_of,
    numbers_of,
    paragraph_digest,
    shown_digest,
)

SAYING = "Il dit : « L’État, c’est moi ! »"


@pytest.mark.parametrize(
    "same",
    [
        "Il dit : “L'État, c'est moi !”",
        "Il dit: \"L'État, c'est moi!\"",
        "Il\u00a0dit\u202f:\n«\u00a0Lʼ\tÉtat,  c‘est moi\u2009!\u00a0» ",
        "Il dit : ‹ L＇État, c´est moi ! ›",
    ],
)
def test_spaces_quotes_and_apostrophes_make_no_difference(same):
    assert shown_digest(same) == shown_digest(SAYING)


@pytest.mark.parametrize(
    "other",
    ["Il dit : « L’Etat, c’est moi ! »", "il dit : « L’État, c’est moi ! »", SAYING[:-3], ""],
)
def test_letters_capitals_and_accents_do(other):
    assert shown_digest(other) != shown_digest(SAYING)


@given(st.text())
def test_a_digest_that_is_shown_names_the_number_that_an_index_knows(text):
    shown = shown_digest(text)
    assert len(shown) == DIGEST_LENGTH
    (number,) = numbers_of(paragraph_digest(text.encode())).tolist()
    assert number_of(shown) == number
    assert 0 < number < 1 << 63


@pytest.mark.parametrize("other", ["", "0", "é", "abc", "a" * 15 + "1", "../..", "a b"])
def test_what_is_no_digest_has_no_number_that_an_index_knows(other):
    assert number_of(other) in (
        None,
        number_of(other.ljust(DIGEST_LENGTH, "a")),
        0x1010101010101010,
    )
