"""Words numbered many at once, held to what a dictionary of Python's says of each."""

import sys
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from search.vocabulary import TermDictionary, Vocabulary, words_of, words_within

#: Words that begin alike, of lengths around what is looked at together, and any others.
ALIKE = st.builds(
    lambda begun, behind: begun + behind,
    st.sampled_from(["", "a", "jour", "journée", "journaux", "j" * 255, "é" * 128]),
    st.sampled_from(["", "\0", "\0\0", "s", "journaux", "é"]),
)
TEXTS = st.lists(st.one_of(st.lists(ALIKE).map(" ".join), st.text()), max_size=6)


def numbered(words, known):
    return [known.setdefault(word, len(known)) for word in words]


@given(st.lists(TEXTS, max_size=4))
def test_each_word_has_the_number_that_it_had_first_and_new_ones_follow(batches):
    vocabulary, known = Vocabulary(), {}
    for texts in batches:
        before = len(known)
        numbers, new = vocabulary.numbers(words_within(texts))
        assert numbers.tolist() == numbered(chain.from_iterable(map(str.split, texts)), known)
        assert new == list(known)[before:]
        assert len(vocabulary) == len(known)


@given(TEXTS)
def test_words_stand_where_python_splits_a_text(texts):
    words = words_within(texts)
    past = words.past.tolist()
    assert [past[number + 1] - past[number] for number in range(len(texts))] == [
        len(text.split()) for text in texts
    ]


def test_every_character_that_python_splits_at_parts_two_words_and_no_other_does():
    characters = list(map(chr, range(sys.maxunicode + 1)))
    words = words_within([f"a{character}b" for character in characters])
    parted = (words.past[1:] - words.past[:-1] == 2).tolist()
    assert parted == list(map(str.isspace, characters))


@given(st.lists(st.text()))
def test_terms_may_have_anything_inside(terms):
    dictionary, known = TermDictionary(), {}
    assert dictionary.numbers_of(terms).tolist() == numbered(terms, known)
    assert dictionary.terms == list(known)


def test_a_hundred_thousand_words_keep_their_numbers_while_the_table_grows():
    vocabulary = Vocabulary()
    words = [f"mot{number}" for number in range(100_000)]
    for start in range(0, len(words), 7_000):
        vocabulary.numbers(words_of(words[start : start + 7_000]))
    numbers, new = vocabulary.numbers(words_of(words[::-1]))
    assert numbers.tolist() == list(range(len(words)))[::-1]
    assert new == []
