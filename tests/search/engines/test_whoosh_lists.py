"""Lists of terms, and of documents with their scores, which are remembered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import search.engines.whoosh.memory
from search.engines.whoosh.lexicon import Lexicon, lexicon_arrays
from search.engines.whoosh.memory import ScoredLists
from search.engines.whoosh.scored import Scored
from search.query.clauses import TermClause

SIZE = 200


@given(st.sets(st.text("abé", max_size=4), max_size=300), st.text("abé", max_size=3))
def test_terms_are_where_they_are_however_often_they_are_looked_up(terms, prefix):
    encoded = sorted(term.encode() for term in terms)
    lexicon = Lexicon(lexicon_arrays("form", encoded), "form")
    for _ in range(70):
        rank = lexicon.rank(prefix.encode())
        assert rank == (encoded.index(prefix.encode()) if prefix in terms else None)
        begun = [term for term in encoded if term.startswith(prefix.encode())]
        ranks = lexicon.ranks_from(prefix.encode())
        assert [lexicon[rank] for rank in ranks] == begun
        assert lexicon.texts(ranks) == [term.decode() for term in begun]


@pytest.fixture
def lists(monkeypatch) -> ScoredLists:
    """With room for a few of `scored()`."""
    monkeypatch.setattr(search.engines.whoosh.memory, "_LEAST_ROOM", 16_000)
    monkeypatch.setattr(search.engines.whoosh.memory, "_A_DOCUMENT", 0)
    monkeypatch.setattr(search.engines.whoosh.memory, "_PART", 1)
    return ScoredLists(SIZE)


def scored() -> Scored:
    return Scored(np.arange(0, SIZE, 2), np.linspace(1, 2, SIZE // 2))


def ask(lists: ScoredLists, word: str) -> Scored | None:
    return lists.get(TermClause("form", word))


def keep(lists: ScoredLists, word: str) -> None:
    ask(lists, word)
    lists.keep(TermClause("form", word), scored())


def test_lists_take_no_more_memory_than_there_is_for_them(lists):
    for number in range(20):
        keep(lists, f"mot{number}")
        keep(lists, f"mot{number}")
        assert lists.size <= 16_000


def test_of_a_collection_ten_times_as_large_as_many_lists_are_remembered(monkeypatch):
    monkeypatch.setattr(search.engines.whoosh.memory, "_LEAST_ROOM", 0)
    kept = []
    for size in (100_000, 1_000_000):
        lists = ScoredLists(size)
        common = Scored(np.arange(0, size, 20), np.linspace(1, 2, size // 20))
        for number in range(100):
            word = TermClause("form", f"mot{number}")
            lists.get(word)
            lists.keep(word, common)
        kept.append(sum(ask(lists, f"mot{number}") is not None for number in range(100)))
    assert kept[0] > 10
    assert kept[1] == pytest.approx(kept[0], rel=0.1)


def test_what_is_asked_for_often_stays_and_what_is_asked_once_replaces_nothing(lists):
    for word in ("pain", "pain", "vin", "vin"):
        keep(lists, word)
    for number in range(20):
        keep(lists, f"mot{number}")
    assert ask(lists, "pain") is not None
    for _ in range(9):
        keep(lists, "sel")
    assert ask(lists, "sel") is not None


def test_a_list_is_remembered_as_it_was(lists):
    keep(lists, "pain")
    known = ask(lists, "pain")
    assert known is not None
    assert known.documents.tolist() == scored().documents.tolist()
    assert known.scores.tolist() == scored().scores.tolist()


@given(st.lists(st.floats(1e-300, 100), min_size=13, max_size=200), st.data())
def test_a_long_list_has_the_same_scores_wherever_one_looks(scores, data):
    long = Scored(np.arange(0, 2 * len(scores), 2), np.array(scores))
    lists = ScoredLists(SIZE)
    lists.keep(TermClause("form", "le"), long)
    known = lists.get(TermClause("form", "le"))
    assert known is not None
    assert known.is_long
    assert known.scores.tolist() == scores
    places = data.draw(st.lists(st.integers(0, len(scores) + 3), min_size=1))
    taken = known.scores_of(np.array(places))
    assert taken.tolist() == [scores[min(place, len(scores) - 1)] for place in places]


def test_a_long_list_that_is_asked_for_again_takes_a_quarter_of_the_room_for_its_scores(
    monkeypatch,
):
    monkeypatch.setattr(search.engines.whoosh.memory, "_PART", 1)
    documents = np.arange(100_000)
    sizes = []
    for scores in (1 + documents % 1000 / 1000, 1 + documents / len(documents)):
        lists = ScoredLists(len(documents))
        lists.keep(TermClause("form", "le"), Scored(documents, scores))
        ask(lists, "le")
        sizes.append(lists.size)
    few, many = sizes
    assert many - few == pytest.approx(6 * len(documents), rel=0.02)
