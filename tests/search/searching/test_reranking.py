"""The first hits sorted anew by what they mean: which, by how much, and on every page alike."""

from dataclasses import replace

import pytest
from conformance.shelf import Shelf
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Settings, open_indexer, open_searcher
from search.documents import read_document
from search.opening import EMBEDDED
from search.query.rewrite import Weights
from search.searching import Searcher
from search.searching.reranking import WINDOW

#: What may stand behind « prix », from near « loyer » in meaning to far.
_PRICES = (
    *("du logement", "de la location", "de l'appartement", "du bail", "de l'immeuble"),
    *("du fromage", "de la symphonie", "des étoiles", "du cyclisme", "des chevaux"),
)


def searcher(texts: dict[str, str], **weights: float) -> Searcher:
    shelf = Shelf([read_document(name, text.encode()) for name, text in sorted(texts.items())])
    return Searcher(lambda: shelf, weights=Weights(**weights))


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def index(request, tmp_path_factory) -> Settings:
    """Thirty documents of four paragraphs, all of which have the word « prix »."""
    folder = tmp_path_factory.mktemp("prices")
    paragraphs = [f"Le prix {_PRICES[n * 7 % 10]} en {2000 + n}." for n in range(120)]
    for n in range(0, 120, 4):
        (folder / f"{n // 4:02}.txt").write_text("\n\n".join(paragraphs[n : n + 4]), "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(settings).rebuild(folder)
    return settings


@pytest.fixture(scope="module")
def prices(index) -> Searcher:
    return open_searcher(index)


@pytest.fixture(scope="module")
def without(index) -> Searcher:
    return open_searcher(replace(index, weight_meaning=0.0))


def shown(hits) -> list[tuple[str, float, float]]:
    return [(hit.paragraph.address, hit.score, hit.meaning) for hit in hits]


def test_of_two_that_share_a_word_the_one_that_answers_comes_first():
    texts = {
        "a.txt": "Le prix des pommes a doublé.",
        "b.txt": "Le prix de la location a doublé.",
    }
    first = shown(searcher(texts).search("prix du loyer").hits)[0]
    plain = shown(searcher(texts, meaning=0.0).search("prix du loyer").hits)[0]
    assert first[0] == "b.txt#p1"
    assert first[2] > 0
    assert plain[0] == "a.txt#p1"
    assert plain[2] == 0


@settings(deadline=None, max_examples=25)
@given(size=st.integers(1, 130), group=st.sampled_from(["paragraph", "document"]))
def test_pages_of_any_size_follow_one_another(prices, size, group):
    whole = prices.search("prix du loyer", size=200, group=group)
    pages = range(1, -(-len(whole.hits) // size) + 1)
    found = [prices.search("prix du loyer", size=size, page=page, group=group) for page in pages]
    assert [one for page in found for one in shown(page.hits)] == shown(whole.hits)
    assert [page.next is not None for page in found] == [True] * (len(found) - 1) + [False]
    assert {page.total for page in found} == {120}


def test_what_is_found_and_what_comes_after_the_first_fifty_is_as_without(prices, without):
    ranked = shown(prices.search("prix du loyer", size=200).hits)
    plain = without.search("prix du loyer", size=200).hits
    assert {one[0] for one in ranked[:WINDOW]} == {hit.paragraph.address for hit in plain[:WINDOW]}
    assert ranked[WINDOW:] == shown(plain[WINDOW:])
    assert all(meaning > 0 for _, _, meaning in ranked[:5])


def test_hits_are_sorted_by_their_scores_in_groups_too(prices):
    scores = {address: score for address, score, _ in shown(search_all(prices, "paragraph"))}
    hits = search_all(prices, "document")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        together = shown((hit, *hit.others))
        assert [one[1] for one in together] == sorted((s for _, s, _ in together), reverse=True)
        assert {one[0]: one[1] for one in together}.items() <= scores.items()


def search_all(prices: Searcher, group: str):
    return prices.search("prix du loyer", size=200, group=group).hits


@pytest.mark.parametrize("query", ['"le prix"', "=prix", "pri*", "date:2024 =prix"])
def test_what_asks_for_exactly_that_is_ranked_as_without(prices, without, query):
    hits = prices.search(query, size=200).hits
    assert shown(hits) == shown(without.search(query, size=200).hits)
    assert not any(hit.meaning for hit in hits)


def test_by_date_nothing_is_sorted_anew(prices, without):
    hits = prices.search("prix du loyer", size=200, sort="date").hits
    assert not any(hit.meaning for hit in hits)
    assert shown(hits) == shown(without.search("prix du loyer", size=200, sort="date").hits)


@pytest.mark.parametrize(
    "query", ["n° 5", "nº 5", "numéro 5", "11 000", "12 km", "12km", "50 €", "18h30", "20 °C"]
)
def test_numbers_with_their_signs_and_units_are_ranked_as_without(query):
    texts = {
        f"{n}.txt": f"Le {thing} est du numéro 5, n° 5, à 11 000 m, 12 km, 50 €, 18 h 30 et 20 °C."
        for n, thing in enumerate(("train", "prix", "froid", "numéro", "chiffre"))
    }
    hits = searcher(texts).search(query, duplicates="all").hits
    assert len(hits) == len(texts)
    assert not any(hit.meaning for hit in hits)
    assert any(hit.meaning for hit in searcher(texts).search(f"{query} thermomètre").hits)
