"""What can't be searched is refused with its place and a reason; nothing else is raised."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.errors import EmptyQueryError, QueryError, QuerySyntaxError, QueryTooLongError
from search.query.parser import parse


@pytest.mark.parametrize("query", ["", " ", "\n", "!?", "*", "~", '""', "«»", "()", "+", "-", "’"])
def test_nothing_to_search_for_is_said_kindly(query):
    with pytest.raises(EmptyQueryError, match="type a word or a number"):
        parse(query)


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ("date:hier", 5, "“hier” is not a date. Write 2024, 2024-11"),
        ("Trump date:2024-13", 11, "“2024-13” is not a date"),
        ("date:2024-02-30", 5, "is not a date"),
        ("date:..", 5, "“..” is not a date"),
        ("date:2024..2023", 5, "in the wrong order"),
        ("date:2024...2025", 5, "is not a date"),
        ("chat langue:klingon", 12, "“klingon” is not a language. Write fr, en"),
        ("langue:e", 7, "is not a language"),
        ("langue:en-US", 7, "is not a language"),
        ("langue:日本", 7, "is not a language"),
        (
            "auteurr:x",
            0,
            "no field “auteurr”. The fields are titre:, date:, langue:, dossier:, fichier:",
        ),
        ('chat -auteur:"Jean Dupont"', 6, "no field “auteur”"),
        ("page:12", 0, "no field “page”"),
        ("chat dossier:(a b)", 5, "behind dossier: stands a word, or several between quotes"),
        ('fichier:"!"', 0, "behind fichier: stands a word"),
        ("titre:dossier:a", 6, "titre: stands before words, not before another field"),
        ("date:(2024)", 5, "“” is not a date"),
        ('"traité défense"~', 0, "how many other words may be between two of them"),
        ('le "traité défense"~101', 3, "100 at the most"),
        ('"traité"~5', 0, "words near one another are two to 8"),
        ('"un deux trois quatre cinq six sept huit neuf dix onze"~5', 0, "two to 8"),
        ('"traité déf*"~5', 0, "without wildcards"),
        ("Zelenski~3", 9, "one or two letters wrong"),
        ("d?s~", 3, "not both"),
        ("=Zelenski~", 9, "not both"),
        ("chat =(noir blanc)", 5, "= stands before a word"),
        ("(noir blanc)~5", 12, "~ stands behind a word"),
        ("titre:date:2024", 6, "not before another field"),
        ("titre:titre:chat", 6, "not before another field"),
        ("titre:auteur:Hugo", 6, "no field “auteur”"),
        ("(" * 40 + "chat", 32, "parentheses are 32 deep at the most"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(query, position, reason):
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    assert caught.value.position == position
    assert f"At character {position + 1}: " in str(caught.value)
    assert reason in str(caught.value)


def test_a_query_has_512_characters_at_the_most():
    assert parse("a" + " " * 511)
    with pytest.raises(QueryTooLongError, match=r"has 513 characters; the limit is 512"):
        parse("a" + " " * 512)


def test_a_query_of_ten_thousand_characters_is_refused_with_the_limit():
    with pytest.raises(QueryTooLongError, match=r"10,000 characters; the limit is 512"):
        parse("chat " * 2000)


def test_a_query_has_64_words_at_the_most():
    words = [f"mo{n}" for n in range(65)]
    assert parse(" ".join(words[:64]))
    for refused in (" ".join(words), "-".join(words), '"' + " ".join(words) + '"'):
        with pytest.raises(QueryTooLongError, match=r"has 65 words; the limit is 64"):
            parse(refused)


SIGNS = st.sampled_from(
    ["chat", "ou", "l’œil", "11 000", "nord-coréen", "ET", "OU", "SAUF", "NOT", "(", ")", '"',
     "«", "»", "“", "”", "+", "-", "=", "*", "~", "titre:", "date:", "langue:", "en", "2024",
     "2024-11", "..", "?", "*tion", "d?s", "~5", ":", " : ", "auteur:", "PRIX", "OR", "a", "-",
     "1er mai 2024", "/11/2024", "dossier:", "fichier:", "format:", "/", " ", " ", " "]
)  # fmt: skip
#: What the documents of an index are said to have.
COLUMNS = {"author": "auteur", "tags": "tags"}
QUERIES = st.one_of(st.lists(SIGNS, max_size=14).map("".join), st.text(max_size=40))


@settings(deadline=None, max_examples=500)
@given(QUERIES)
@example("\ud800")
@example("date:0000")
@example("date:٢٠٢٤")
@example("langue:\ud800")
def test_nothing_typed_raises_anything_but_a_query_error(query):
    position = 0
    try:
        parse(query, columns=COLUMNS)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= len(query)
