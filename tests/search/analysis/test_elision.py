"""« l’avocat » is found by avocat, whichever apostrophe was typed."""

import pytest

APOSTROPHES = ["'", "’", "ʼ", "‘", "＇"]
ELIDED = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]

with_every_apostrophe = pytest.mark.parametrize("apostrophe", APOSTROPHES)


@with_every_apostrophe
@pytest.mark.parametrize("article", [*ELIDED, "L", "Qu", "JUSQU"])
def test_an_elided_word_is_no_part_of_the_next(texts, article, apostrophe):
    assert texts(f"{article}{apostrophe}avocat") == ["avocat"]


@with_every_apostrophe
def test_one_elided_word_may_follow_another(texts, apostrophe):
    assert texts(f"d{apostrophe}l{apostrophe}école") == ["école"]
    assert texts(f"jusqu{apostrophe}à l{apostrophe}aube") == ["à", "aube"]


@with_every_apostrophe
@pytest.mark.parametrize("word", ["aujourd'hui", "prud'homme", "quelqu'un", "presqu'île"])
def test_a_word_with_an_apostrophe_inside_is_one_word(texts, forms, word, apostrophe):
    written = word.replace("'", apostrophe)
    assert texts(written) == [written]
    assert forms(written) == forms(word)


@with_every_apostrophe
@pytest.mark.parametrize("name", ["O'Connor", "N'Djamena", "M'Bappé", "Côte d'Ivoire"])
def test_names_with_an_apostrophe_are_found_however_it_is_typed(finds, name, apostrophe):
    assert finds(name.replace("'", apostrophe), f"Hier, {name} l’a dit.")


@with_every_apostrophe
def test_what_is_elided_before_such_a_word_goes_too(texts, apostrophe):
    assert texts(f"d{apostrophe}aujourd{apostrophe}hui") == [f"aujourd{apostrophe}hui"]


@with_every_apostrophe
def test_a_word_in_single_quotes_is_the_word(forms, apostrophe):
    assert forms(f"le {apostrophe}traité{apostrophe} russe") == ["le", "traite", "russe"]


@with_every_apostrophe
def test_a_lone_elided_word_is_no_word(forms, apostrophe):
    assert forms(f"l{apostrophe}") == []


@with_every_apostrophe
def test_a_letter_alone_is_a_word_where_nothing_is_elided(stems, apostrophe):
    assert stems("vitamine C") == ["vitamin", "c"]
    assert stems(f"la vitamine C d{apostrophe}agrumes") == ["vitamin", "c", "agrum"]


@with_every_apostrophe
def test_the_place_of_a_word_begins_after_what_is_elided(apostrophe):
    from search.analysis import FRENCH

    (token,) = FRENCH.tokens(f"l{apostrophe}avocat")
    assert (token.start, token.end) == (2, 8)
