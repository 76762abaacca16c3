"""On the real document, with either engine, the right paragraph comes first."""

import pytest

from search import Settings, open_indexer, open_searcher
from search.errors import DocumentNotFoundError, EmptyQueryError
from search.model import Totals
from search.opening import EMBEDDED
from search.searching import Searcher

#: Queries with the paragraphs that answer best, any of which may be first.
RIGHT = {
    "traité de défense Corée du Nord": {1},
    "traite de defense coree du nord": {1},
    "11000 militaires": {7},
    "11 000 soldats": {7},
    "11'000 militaires": {7},
    "11’000 militaires": {7},
    '"jour de la victoire"': {15},
    "coréens Koursk": {7},
    "ETATS-UNIS armes": {4, 10},
    "missile balistique": {14},
    "l'Ukraine": {10},
    "l’Ukraine": {10},
    "Choe Son-hui": {15},
    "kilomètres carrés": {7, 11},
    "ukrainien*": {7},
    "Zelenski~": {7, 11},
    '"prochains jours"': {9},
    "date:2024-11 Trump": {6},
}


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, seed, tmp_path_factory) -> Searcher:
    settings = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(settings).rebuild(seed.parent)
    return open_searcher(settings)


@pytest.fixture(scope="module")
def news(tmp_path_factory) -> Searcher:
    """A few documents of different dates."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in {
        "a.txt": "date: 2023-05\n\nLe chat dort.\n\nLe chat mange.\n\nLe chien veille.",
        "b.txt": "title: Le lion\ndate: 2024-11-05\n\nIl rugit.\n\nUn chat passe.",
        "c.txt": "date: 2024\n\nLe chien court.\n\nUn autre chat.",
        "d.txt": "Sans date, un chat.",
    }.items():
        (folder / name).write_text(text, "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index"))
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


def addresses(results) -> list[str]:
    return [hit.paragraph.address for hit in results.hits]


@pytest.mark.parametrize("query", RIGHT)
def test_the_right_paragraph_comes_first(searcher, query):
    results = searcher.search(query)
    assert results.hits[0].paragraph.ordinal in RIGHT[query]
    assert results.hits[0].snippet.spans


def test_both_apostrophes_and_accents_or_none_give_the_same_scores(searcher):
    def scores(query: str) -> list[tuple[str, float]]:
        return [(hit.paragraph.address, hit.score) for hit in searcher.search(query).hits]

    assert scores("l'Ukraine") == scores("l’Ukraine")
    assert scores("11'000 soldats") == scores("11 000 soldats") == scores("11000 soldats")
    assert scores("traité de défense Corée du Nord") == scores("traite de defense coree du nord")


def test_a_heading_is_one_hit_with_the_first_paragraph_under_it(searcher):
    results = searcher.search('"jour de la victoire"')
    passage, heading = results.hits
    assert (passage.paragraph.ordinal, passage.matched) == (15, ("text",))
    assert (heading.paragraph.ordinal, heading.matched) == (12, ("heading",))
    assert (results.total, results.totals) == (2, Totals(1, 1, 0, 1))
    assert passage.snippet.spans
    assert not heading.snippet.spans
    assert {hit.heading.text for hit in results.hits} == {"«Jusqu'au jour de la victoire»"}
    assert all(hit.heading.spans for hit in results.hits)


def test_documents_of_many_passages_are_counted_or_said_not_to_be(tmp_path):
    """More when they are grouped, since tantivy gives their passages one by one."""
    for engine in sorted(EMBEDDED):
        folder = tmp_path / engine
        folder.mkdir()
        for number, passages in enumerate((300, 200, 1)):
            text = "\n\n".join(f"Un chat numéro {n}." for n in range(passages))
            (folder / f"{number}.txt").write_text(text, "utf-8")
        settings = Settings(index=tmp_path / f"index-{engine}", engine=engine)
        open_indexer(settings).rebuild(folder)
        cats = open_searcher(settings)
        assert cats.search("chat").totals == Totals(501, 0, 0, None)
        assert cats.search("chat -1").totals == Totals(499, 0, 0, 3)
        assert cats.search("chat", group="document").totals == Totals(501, 0, 0, 3)


def test_stop_words_alone_are_searched_as_they_are(searcher):
    assert searcher.search("de la").total > 0


def test_a_query_of_nothing_is_an_error(searcher):
    with pytest.raises(EmptyQueryError):
        searcher.search("!?")


def test_what_was_meant_is_offered_in_the_words_of_the_documents(searcher):
    assert searcher.search("Koursq").suggestion == "Koursk"
    assert searcher.search("Zelinsky à Koursk").suggestion == "Zelensky à Koursk"
    assert searcher.search("Koursk").suggestion is None


def test_completions_come_from_the_documents(searcher):
    assert searcher.suggest("Zel") == ["Zelensky"]
    assert searcher.suggest("traité ukr")[0] == "traité Ukraine"
    assert searcher.suggest("xyz") == searcher.suggest("") == searcher.suggest("Zel ") == []


def test_by_date_the_latest_come_first_and_the_undated_last(news):
    found = addresses(news.search("chat", sort="date"))
    assert found == ["b.txt#p2", "c.txt#p2", "a.txt#p1", "a.txt#p2", "d.txt#p1"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2024", None, ["b.txt#p2", "c.txt#p2"]),
        (None, "2023-12", ["a.txt#p1", "a.txt#p2"]),
        ("2024-11-05", "2024-11-05", ["b.txt#p2", "c.txt#p2"]),
        ("2024-12", None, ["c.txt#p2"]),
    ],
)
def test_limits_keep_documents_that_may_be_of_that_time(news, first, last, found):
    assert sorted(addresses(news.search("chat", first=first, last=last))) == found


def test_grouped_each_document_is_one_hit_with_its_others(news):
    results = news.search("chat", group="document")
    assert sorted(hit.document.id for hit in results.hits) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    (hit,) = (hit for hit in results.hits if hit.document.id == "a.txt")
    assert hit.more == 1
    assert len(hit.others) == 1
    assert results.total == 5


def test_pages_follow_one_another_without_gap_or_overlap(news):
    whole = addresses(news.search("chat", size=100))
    pages = [news.search("chat", page=page, size=2) for page in (1, 2, 3)]
    assert [address for page in pages for address in addresses(page)] == whole
    assert [page.next is not None for page in pages] == [True, True, False]


def test_a_document_of_which_only_the_title_answers_is_one_hit(news):
    assert addresses(news.search("lion")) == ["b.txt#p1"]
    assert addresses(news.search("titre:lion")) == ["b.txt#p1"]
    assert addresses(news.search("lion chat"))[0] == "b.txt#p2"


def test_a_document_is_read_whole_with_what_matches_lit(news):
    document = news.document("a.txt", "chat")
    assert [lit.text.text for lit in document.paragraphs] == [
        "Le chat dort.",
        "Le chat mange.",
        "Le chien veille.",
    ]
    assert [len(lit.text.spans) for lit in document.paragraphs] == [1, 1, 0]


def test_a_document_that_is_not_there_is_an_error(news):
    with pytest.raises(DocumentNotFoundError, match=r"e\.txt"):
        news.document("e.txt")


def test_the_parts_of_a_document_are_all_of_it(news):
    document = "a.txt"
    whole = news.document(document, "chat")
    parts = list(news.document_in_parts(document, "chat", size=1))
    assert [len(part.paragraphs) for part in parts] == [1] * whole.total
    assert [lit for part in parts for lit in part.paragraphs] == list(whole.paragraphs)
