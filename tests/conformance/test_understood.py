"""What was understood of a query, asked again, finds the same, on every engine."""

import random
from collections import Counter
from pathlib import Path

import pytest
from conformance.engines import EVERY, settings_for
from grammar import Grammar

from search import open_indexer, open_searcher
from search.errors import QueryError

LIBRARY = Path(__file__).parents[1] / "library"
QUERIES = [
    '"78" 189',
    "date:1923 OU crue",
    "-crue",
    "l'œil OU 1 923",
    "titre:crue ET pont*",
    "A crue",
]


@pytest.fixture(scope="module", params=EVERY)
def searcher(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("understood")
    settings = settings_for(request, request.param, folder / "index")
    open_indexer(settings).rebuild(LIBRARY)
    return open_searcher(settings)


def asked() -> list[str]:
    chance = random.Random(15)
    words = Counter({"crue": 9, "vallee": 7, "de": 30, "fromage": 4, "1923": 3, "or": 1, "pont": 2})
    grammar = Grammar(words, chance)
    return [*QUERIES, *(grammar.query() for _ in range(60))]


def test_it_finds_the_same_in_the_same_order(searcher):
    compared = 0
    for query in asked():
        try:
            first = searcher.search(query, size=100)
        except QueryError:
            continue
        again = searcher.search(first.understood, size=100)
        assert again.understood == first.understood
        assert again.total == first.total
        assert [(hit.paragraph, hit.score) for hit in again.hits] == [
            (hit.paragraph, hit.score) for hit in first.hits
        ], query
        compared += 1
    assert compared > 20


def test_narrowed_by_parameters_too(searcher):
    first = searcher.search("crue -pont date:1923", first="1900", language="fr")
    again = searcher.search(first.understood)
    assert (again.understood, again.total) == (first.understood, first.total)
