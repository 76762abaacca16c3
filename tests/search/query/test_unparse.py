"""What was understood of a query, read again, is the same query, whatever was typed."""

import random

import pytest
from grammar import Grammar
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.parser import MAX_LENGTH, parse
from search.query.unparse import unparse

SIGNS = st.sampled_from(
    ["chat", "l’œil", "11 000", "nord-coréen", "ET", "OU", "SAUF", "NOT", "(", ")", '"', "«", "»",
     "“", "”", "+", "-", "=", "*", "~", "titre:", "date:", "langue:", "en", "2024", "2024-11",
     "..", "?", "*tion", "d?s", "~5", ":", " : ", "auteur:", "PRIX", "OR", "1er mai 2024", "78",
     "189", "000", "18", "h", "30", "J.", "K.", "R", "&", "+33", "4", "76", "0", "(0)", "FR76",
     "n°", "€", "°", "C++", "A", "Y", "a", "qu'", "L'", "AIE", "À", "(e)", "@", "LE", ",", " ", " "]
)  # fmt: skip
GRAMMAR = st.integers(0, 10_000).map(
    lambda seed: Grammar({"chat": 9, "prix": 4, "78": 2, "189": 1}, random.Random(seed)).query()
)
QUERIES = st.one_of(
    st.lists(SIGNS, max_size=14).map("".join),
    st.lists(SIGNS, max_size=10).map(" ".join),
    st.text(max_size=40),
    GRAMMAR,
)


@settings(deadline=None, max_examples=1000)
@given(QUERIES)
@example('ET"chat')
@example("date:2024 OU chat")
@example("langue:en OU chat")
@example("+a OU date:2024")
@example("a OU +(date:2024) b")
@example("-(langue:en chat)")
@example("date:2024 (a -b) -c")
@example("-(a -b) +c")
@example('titre:("a b" OU c*) SAUF =d')
@example("titre:(a +78-189-189-78)")
@example("titre:(+a 1 +78-189-189-78) ET b")
@example("0\"ES#qu'")
@example("PRIX OR")
@example("date:1er mai 2024..03/05/2024 a")
@example('"jour de la vic"*')
@example("-chat plan A")
@example("-chat A plan")
@example("-chat ou chien")
@example(":A#aa")
@example('ET"ET')
@example('"78" 189')
@example("+(12345678) a")
@example("12 ET +41 0 2024-11")
@example("qu' A PRIX")
@example("/»A«x")
@example("76SAUF*a78:34")
@example("c?OU(e)")
@example("²?h+C++@d?s")
@example("30 °C’A»%")
@example("& Y & l’œil #")
@example("A 100#0")
@example("G 7#-a 4 x 4#5")
def test_what_is_understood_is_understood_so_again(query):
    try:
        tree = parse(query)
    except QueryError:
        return
    assert parse(unparse(tree)) == tree


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ('"78" 189', "=78, 189"),
        ('"J" "K."', "=J =K"),
        ("chat chien langue:fr", "langue:fr chat chien"),
        ("date:2024 chat ET chien -loup", "date:2024 chat ET chien -loup"),
        ("+a OU date:2024", "+a OU date:2024"),
        ("plan A", "plan A"),
        ("-chat A plan", "(A) plan -chat"),
    ],
)
def test_it_is_written_plainly(query, understood):
    assert unparse(parse(query)) == understood


@pytest.mark.parametrize(
    "query",
    [
        " ".join(f"+{n:06}" for n in range(64)),
        "a date:2024 (" * 31 + "b",
        "x a ET (" * 21 + "b",
        "titre:(" + " ".join(f"{n:06}" for n in range(64)) + ")",
    ],
    ids=["all required", "narrowed at each depth", "joined at each depth", "in titles"],
)
def test_the_longest_and_the_deepest_are_understood_so_again(query):
    assert len(query) <= MAX_LENGTH
    tree = parse(query)
    assert parse(unparse(tree)) == tree
