"""The score, calculated by hand.

Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.15,
with k1 = 1.2 and b = 0.75 and the idf that is never negative (1 + … inside the logarithm).
"""

from array import array

import pytest

from search.engines.whoosh.builder import FieldBuilder, Order
from search.query.bm25 import KEPT_LENGTHS, idf, length_byte, term_score
from search.vocabulary import TermDictionary


def test_a_rare_term_by_hand():
    # 1000 paragraphs, 10 with the term: ln(1 + 990.5 / 10.5) = ln(95.3333…) = 4.557380
    assert idf(1000, 10) == pytest.approx(4.557380, abs=1e-6)


def test_a_term_that_all_paragraphs_have_still_counts():
    # ln(1 + 0.5 / 1000.5) = 0.000499625
    assert idf(1000, 1000) == pytest.approx(0.000499625, abs=1e-9)


def test_a_score_by_hand():
    # tf 2, length 30, average 20: norm = 1.2 × (0.25 + 0.75 × 1.5) = 1.65
    # 4.557380 × 2 × 2.2 / (2 + 1.65) = 5.493828
    assert term_score(4.557380, 2, 30, 20) == pytest.approx(5.493828, abs=1e-6)


def test_a_term_that_is_not_there_scores_nothing():
    assert term_score(4.5, 0, 30, 20) == 0


def test_a_score_grows_with_frequency_up_to_a_limit():
    scores = [term_score(1, tf, 20, 20) for tf in (1, 2, 10, 1000)]
    assert scores == sorted(scores)
    assert scores[-1] < 2.2


def test_lengths_are_exact_up_to_forty_and_within_an_eighth_beyond():
    """As Lucene's SmallFloat keeps them, which tantivy's table equals."""
    kept = [KEPT_LENGTHS[length_byte(length)] for length in range(100_000)]
    assert kept[:41] == list(range(41))
    assert kept[41:44] == [40, 42, 42]
    assert all(length - length / 8 <= value <= length for length, value in enumerate(kept))


def test_each_byte_keeps_another_length():
    assert sorted(set(KEPT_LENGTHS)) == list(KEPT_LENGTHS)
    assert [length_byte(length) for length in KEPT_LENGTHS] == list(range(256))
    assert length_byte(1 << 40) == 255


def test_whoosh_keeps_each_length_in_its_byte():
    lengths = [*range(300), 5000, 65535]
    terms = TermDictionary()
    field = FieldBuilder("stem", terms)
    for document, length in enumerate(lengths):
        field.add(document, array("I", terms.numbers_of(["mot"] * length)))
    kept = field.take_arrays(len(lengths), Order(terms.terms))["stem/lengths"]
    assert kept.tolist() == [length_byte(length) for length in lengths]
