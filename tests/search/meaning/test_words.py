"""What a text means: near what says the same, far from what doesn't."""

from itertools import accumulate, chain

import numpy as np
import pytest

from search.analysis import FRENCH
from search.meaning import DIMENSIONS, FRENCH_VECTORS, LENGTH
from search.meaning.words import STEMS, VECTORS, digest


def vectors(*texts: str) -> np.ndarray:
    stems = [FRENCH.terms(text).stems.split() for text in texts]
    every, ends = list(chain(*stems)), list(accumulate(map(len, stems)))
    found = FRENCH_VECTORS.of_lists(every, np.arange(len(every)), ends)
    return found.astype(np.float64) / LENGTH


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("médecin", "docteur", "pommier"),
        ("voiture", "automobile", "recette"),
        ("salaire", "rémunération", "montagne"),
        ("Corée", "Pyongyang", "fromage"),
        ("inondation", "déluge", "horloge"),
    ],
)
def test_words_that_mean_the_same_are_near(word, near, far):
    one, same, other = vectors(word, near, far)
    assert one @ same > 0.4
    assert one @ same > one @ other + 0.2


def test_a_text_means_what_its_words_mean_in_whatever_order():
    one, same = vectors("le médecin soigne un enfant", "un enfant que soigne le médecin")
    assert one.tolist() == same.tolist()


def test_accents_change_nothing():
    one, same = vectors("la sécurité des élèves", "la securite des eleves")
    assert one.tolist() == same.tolist()


def test_a_common_word_counts_for_less_than_a_rare_one():
    both, rare, common = vectors("faire du parachutisme", "parachutisme", "faire")
    assert both @ rare > both @ common


def test_what_nobody_knows_means_nothing():
    nothing, also = vectors("", "xqzw vbnmk")
    assert not nothing.any()
    assert not also.any()


def test_texts_together_mean_what_they_mean_apart():
    texts = ["le chat dort", "", "la banque", "xqzw", "un chat et une banque"]
    assert vectors(*texts).tolist() == [vectors(text)[0].tolist() for text in texts]


def test_a_vector_is_as_long_as_any_other():
    lengths = np.linalg.norm(vectors("la maison", "une longue histoire de la marine"), axis=1)
    assert lengths == pytest.approx([1, 1], abs=0.02)


def test_the_table_has_a_row_for_each_stem_and_one_of_zeros():
    table = np.load(VECTORS, allow_pickle=False)
    stems = STEMS.read_text("utf-8").split()
    assert table.shape == (len(stems) + 1, DIMENSIONS)
    assert not table[0].any()
    assert len(set(stems)) == len(stems)


def test_the_fingerprint_is_that_of_the_table():
    assert FRENCH_VECTORS.fingerprint == digest()
