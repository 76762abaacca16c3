"""Queries made to cost much: what they cost is counted, and what they find stays the same."""

import random
from pathlib import Path

import pytest
from conformance.reference import Reference, all_clauses
from conformance.test_contract import entries
from grammar import Grammar, kinds
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import search.searching.answer
import search.searching.grouped
from search import Settings, open_indexer, open_searcher
from search.engines.base import Reader
from search.engines.whoosh.segments import Segment
from search.errors import AlineaError, SearchTimeoutError
from search.opening import EMBEDDED, open_snapshots
from search.query import budget
from search.query.budget import Budget
from search.query.clauses import BooleanClause, ConstantClause, PrefixClause
from search.query.cost import cost
from search.query.parser import parse
from search.query.rewrite import Weights, rewrite
from search.query.simplification import simplified
from search.query.suggestions import MAX_CORRECTED, correct
from search.searching import Searcher

LIBRARY = Path(__file__).parents[1] / "library"
QUERIES = 60

Opened = dict[str, Settings]


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Opened:
    """Each engine's index of the small library."""
    found = {}
    for engine in sorted(EMBEDDED):
        found[engine] = Settings(index=tmp_path_factory.mktemp("index"), engine=engine)
        open_indexer(found[engine]).rebuild(LIBRARY)
    return found


@pytest.fixture(params=sorted(EMBEDDED))
def reader(request, opened) -> Reader:
    return open_snapshots(opened[request.param]).current().reader


def work(query: str, reader: Reader) -> int:
    """Of rewriting and evaluating it, in postings."""
    spent = Budget(1e9)
    spent.charge(cost(simplified(rewrite(parse(query), reader, Weights(), spent).clause), reader))
    return spent.work


@pytest.mark.parametrize(
    ("often", "once"),
    [
        (" ET (".join(["c*"] * 32), "c*"),
        (" ".join(["c*"] * 64), "c*"),
        (" OU ".join(["c*"] * 64), "c*"),
        (" ".join(["fromagrie~"] * 46), "fromagrie~"),
        (" ".join(["+(crue OU pont)"] * 16), "crue OU pont"),
        (" ".join(['"la crue"'] * 32), '"la crue"'),
    ],
)
def test_what_stands_in_a_query_often_costs_as_much_as_once(reader, often, once):
    assert work(often, reader) <= 1.01 * work(once, reader)


def test_a_beginning_is_read_in_one_slice_however_often_it_is_asked_for(opened, monkeypatch):
    read = []
    documents = Segment.documents_of_prefix

    def counted(self, field, prefix):
        read.append((field, prefix))
        return documents(self, field, prefix)

    reader = open_snapshots(opened["whoosh"]).current().reader
    monkeypatch.setattr(Segment, "documents_of_prefix", counted)
    one, other = (ConstantClause(PrefixClause("form", prefix)) for prefix in ("c", "d"))
    nested = BooleanClause(should=(other,), must=(one, BooleanClause(should=(one, other))))
    reader.search(BooleanClause(must=(nested, one, nested), must_not=(other, nested)), 10)
    assert sorted(read) == [("form", "c"), ("form", "d")]


def test_a_beginning_costs_its_postings_on_every_engine(reader):
    for prefix in ("", "c", "cr", "zz"):
        expected = sum(reader.terms("form", prefix).values())
        assert reader.prefix_frequency("form", prefix) == expected


def test_few_unknown_words_are_mended_however_many_there_are(reader):
    query = " ".join(f"fromagr{letter}e" for letter in "bcdfghjklmnpqstv")
    wanted = rewrite(parse(query), reader, Weights()).wanted
    written = []
    corrected = correct(query, wanted, reader, lambda form: written.append(form) or form, Budget(5))
    assert len(written) == MAX_CORRECTED
    assert corrected is not None
    assert corrected.split()[: MAX_CORRECTED + 1] == ["fromagerie"] * MAX_CORRECTED + [
        query.split()[MAX_CORRECTED]
    ]


@pytest.mark.parametrize("clause", list(all_clauses(["nord"])), ids=str)
def test_an_engine_asks_the_clock(build, clause):
    reader = build(entries())
    with pytest.raises(SearchTimeoutError):
        reader.search(clause, 10, budget=Budget(0))
    with pytest.raises(SearchTimeoutError):
        reader.count(clause, Budget(0))


@pytest.mark.parametrize("engine", sorted(EMBEDDED))
def test_a_search_without_time_says_so(opened, engine):
    searcher = Searcher(open_snapshots(opened[engine]).current, seconds=0)
    with pytest.raises(SearchTimeoutError):
        searcher.search("crue")


LEAVES = st.sampled_from(list(all_clauses(["nord", "la"])))
CLAUSES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(ConstantClause, inner, st.sampled_from([0.0, 1.5])),
        st.builds(
            BooleanClause,
            st.lists(inner, max_size=3).map(tuple),
            st.lists(inner, max_size=3).map(tuple),
            st.lists(inner, max_size=2).map(tuple),
        ),
    ),
    max_leaves=12,
)


@hypothesis_settings(deadline=None, max_examples=300)
@given(CLAUSES)
def test_clauses_without_repetitions_have_the_same_hits_and_scores(clause):
    reference = Reference(entries())
    assert reference.scores(simplified(clause)) == pytest.approx(reference.scores(clause))


@pytest.fixture
def always_simplified(monkeypatch) -> None:
    """What is done with costly queries is done with all."""
    monkeypatch.setattr(search.searching.answer, "COSTLY", 0)
    monkeypatch.setattr(search.searching.grouped, "COSTLY", 0)
    monkeypatch.setattr(budget, "COSTLY", 0)


@pytest.mark.usefixtures("always_simplified")
def test_no_query_of_the_grammar_gives_anything_but_results_or_an_error_of_ours(opened):
    """On both engines the same."""
    searchers = [open_searcher(settings) for settings in opened.values()]
    frequencies = open_snapshots(opened["whoosh"]).current().reader.terms("form")
    grammar = Grammar(frequencies, random.Random(7))
    queries = [query for _, query in kinds(frequencies)]
    queries += [grammar.query() for _ in range(QUERIES)]
    queries += [grammar.changed(query) for query in queries]
    answered = 0
    for query in queries:
        one, other = (answer(searcher, query) for searcher in searchers)
        assert one == other, query
        answered += isinstance(one[0], int)
    assert answered > len(queries) / 4


def answer(searcher: Searcher, query: str) -> tuple[object, ...]:
    try:
        results = searcher.search(query, group="document", size=100)
    except AlineaError as error:
        return (type(error).__name__,)
    return (results.total, results.suggestion, {hit.document.id for hit in results.hits})
