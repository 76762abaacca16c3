"""A paragraph that stands in several places is shown once, with its places; none gets lost."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED
from search.searching import Searcher

WORDS = ("barrage", "lac", "digue", "crue", "vanne", "moulin")


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, tmp_path_factory) -> Searcher:
    """Forty documents, most paragraphs of which stand in others too; half in a folder of 2023."""
    folder, chance = tmp_path_factory.mktemp("papers"), random.Random(3)
    common = [" ".join(chance.sample(WORDS, chance.randint(1, 4))) for _ in range(25)]
    for number in range(40):
        own = [f"{chance.choice(WORDS)} numéro {number}."]
        texts = [f"{text}." for text in chance.choices(common, k=chance.randint(1, 6))] + own
        date = f"{2023 + number % 2}-05-{number % 28 + 1:02}"
        (folder / f"{number:02}.txt").write_text(
            f"Journal {number}\n{date}\n\n" + "\n\n".join(texts), "utf-8"
        )
    chosen = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(chosen).rebuild(folder)
    return open_searcher(chosen)


def everything(searcher: Searcher, query: str, size: int, **asked) -> list:
    """The hits of all pages, and the last page."""
    hits, page = [], 1
    while True:
        results = searcher.search(query, page=page, size=size, **asked)
        hits += results.hits
        if not results.next:
            return [hits, results]
        page += 1


def addresses(hits) -> list[str]:
    """Where the hits stand, and where else."""
    places = [[hit.paragraph, *(one.paragraph for one in hit.also.places)] for hit in hits]
    return [paragraph.address for one in places for paragraph in one]


QUERIES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ASKED = st.fixed_dictionaries(
    {"sort": st.sampled_from(["relevance", "date"])},
    optional={"first": st.just("2024")},
)


@settings(deadline=None, max_examples=25)
@given(query=QUERIES, size=st.integers(1, 60), asked=ASKED)
def test_each_that_matches_is_shown_or_named_once_and_counted(searcher, query, size, asked):
    hits, results = everything(searcher, query, size, **asked)
    each, whole = everything(searcher, query, 100, duplicates="all", **asked)
    assert sorted(addresses(hits)) == sorted(hit.paragraph.address for hit in each)
    assert len(hits) == results.total == len({hit.paragraph.text for hit in each})
    assert (results.repeated, whole.repeated) == (len(each) - len(hits), 0)
    assert whole.total == len(each)


@settings(deadline=None, max_examples=25)
@given(query=QUERIES, asked=ASKED)
def test_grouped_by_document_none_is_lost(searcher, query, asked):
    hits, _ = everything(searcher, query, 7, group="document", duplicates="once", **asked)
    shown = [one for hit in hits for one in (hit, *hit.others)]
    texts = [hit.paragraph.text for hit in shown]
    assert len(set(texts)) == len(texts)
    named = {address.partition("#")[0] for address in addresses(shown)}
    each, _ = everything(searcher, query, 100, group="document", **asked)
    assert named >= {hit.document.id for hit in each if hit.more < 5}


def test_places_say_how_many_documents_there_are(searcher):
    hits, _ = everything(searcher, "barrage lac", 10)
    for hit in hits:
        others = {one.document.id for one in hit.also.places} - {hit.document.id}
        assert (hit.also.total, hit.also.documents) == (len(hit.also.places), len(others))
        assert all(one.is_same for one in hit.also.places)


def test_with_a_date_a_copy_is_shown_whose_first_is_of_another(searcher):
    hits, _ = everything(searcher, "lac", 10, first="2024")
    assert hits
    assert {str(hit.document.date)[:4] for hit in hits} == {"2024"}
    assert all(one.document.date.year == 2024 for hit in hits for one in hit.also.places)
