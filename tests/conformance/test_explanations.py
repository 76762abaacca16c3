"""Why a hit is where it is: the shares add up to the score, by every engine and for every query."""

import pytest
from conformance.engines import EVERY, settings_for

from search import open_indexer, open_searcher

DOCUMENTS = {
    "ventes/a.md": "---\nauteur: Zola\ndate: 2023\n---\n# La vente du moulin\n\n## Les vendeurs\n\n"
    "Le meunier a vendu son moulin aux vendeurs de blé.\n\nLe moulin tourne au nord-est.",
    "b.txt": "title: Le moulin\ndate: 2024\n\nUn moulin à vent, au vent du nord. L’Est est loin.",
    "c.txt": "Les Nations unies ont voté.\n\nL’ONU a voté la paix du moulin, la paix des moulins.",
}
QUERIES = (
    "moulin",
    "vendre moulin",
    "nord-est",
    "ONU",
    '"moulin à vent"',
    '"moulin vent"~3',
    "moul*",
    "mouln~",
    "m?ulin",
    "=moulins",
    "+moulin -blé",
    "moulin ET (vent OU paix)",
    "titre:moulin",
    "moulin date:2024",
    "auteur:Zola",
    "dossier:ventes vendu",
    "meunier paix du vent",
)


@pytest.fixture(scope="module", params=EVERY)
def searcher(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("explained")
    for name, text in DOCUMENTS.items():
        (folder / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "seeds" / name).write_text(text, "utf-8")
    settings = settings_for(request, request.param, folder / "index")
    open_indexer(settings).rebuild(folder / "seeds")
    return open_searcher(settings)


@pytest.mark.parametrize("group", ["paragraph", "document"])
@pytest.mark.parametrize("query", QUERIES)
def test_the_shares_add_up_to_the_score(searcher, query, group):
    results = searcher.search(query, group=group, explain=True)
    assert results.hits
    for hit in results.hits:
        told = hit.explanation
        assert told.score == hit.score
        assert told.meaning == hit.meaning
        total = sum(share.score for share in told.shares) + told.meaning
        assert total == pytest.approx(hit.score, abs=2e-4)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("digits", [2, 4])
def test_what_is_written_of_them_adds_up_too(searcher, query, digits):
    for hit in searcher.search(query, explain=True).hits:
        told = hit.explanation.rounded(digits)
        total = sum(share.score for share in told.shares) + told.meaning
        assert round(total, digits) == told.score == round(hit.score, digits)


def test_each_word_says_how_it_was_found_and_where(searcher):
    hits = searcher.search("vendre moulin dossier:ventes", explain=True).hits
    (hit,) = (one for one in hits if "vendu" in one.paragraph.text)
    told = {(share.word, share.way, share.where): share for share in hit.explanation.shares}
    family = told["vendre", "family", "text"]
    assert (family.term, family.frequency, family.length) == ("vendu", 1, 6)
    assert told["moulin", "stem", "title"].term == told["moulin", "form", "title"].term == "moulin"


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("nord-est", "side_by_side"),
        ("Nations unies", "stem"),
        ("ONU", "synonym"),
        ('"moulin à vent"', "phrase"),
        ("moul*", "pattern"),
        ("=moulins", "form"),
    ],
)
def test_the_ways_have_names(searcher, query, way):
    hits = searcher.search(query, explain=True).hits
    assert way in {share.way for hit in hits for share in hit.explanation.shares}


def test_nothing_is_explained_that_nobody_asked_for(searcher):
    assert all(hit.explanation is None for hit in searcher.search("moulin").hits)
