"""Only what nobody looks for is left out."""

import pytest

from search.analysis.wordlists import read_words


@pytest.mark.parametrize("word", ["le", "la", "des", "de", "du", "et", "que", "dans", "ce", "il"])
@pytest.mark.parametrize("case", [str.lower, str.upper, str.capitalize])
def test_small_words_are_left_out(stems, word, case):
    assert stems(case(word)) == []


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_small_words_are_left_out_after_an_elision_too(stems, apostrophe):
    assert stems(f"qu{apostrophe}il y ait") == []


@pytest.mark.parametrize("word", ["avions", "été", "sommes", "est", "son", "or", "car", "vers"])
def test_a_word_that_also_means_something_is_searched(stems, word):
    assert len(stems(word)) == 1


@pytest.mark.parametrize(("word", "small"), [("maïs", "mais"), ("sûr", "sur"), ("dû", "du")])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_a_word_with_accents_is_no_stop_word_for_being_one_without(stems, word, small, case):
    assert len(stems(case(word))) == 1
    assert stems(case(small)) == []


@pytest.mark.parametrize(("word", "without"), [("très", "tres"), ("même", "meme"), ("à", "a")])
def test_nobody_has_to_type_the_accents_of_a_stop_word(stems, word, without):
    assert stems(word) == stems(without) == []


def test_stop_words_stay_for_phrases(forms):
    assert forms("au jour de la victoire") == ["au", "jour", "de", "la", "victoire"]


def test_the_list_is_of_lower_case_words_each_once():
    words = sorted(read_words("stopwords.txt"))
    assert len(words) > 100
    assert all(word == word.lower() and not any(map(str.isspace, word)) for word in words)
