"""Where nothing is found: words near in meaning that the index has, with either engine."""

import pytest

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED
from search.searching import Searcher

TEXTS = (
    "Les Voitures roulent.\n\nUne voiture passe, un véhicule aussi.",
    "title: Le Docteur\n\nIl soigne un enfant malade à la maison.",
    "Une bicyclette est contre le mur. Elle et lui se promènent en forêt.",
)


@pytest.fixture(scope="module", params=sorted(EMBEDDED))
def searcher(request, tmp_path_factory) -> Searcher:
    folder = tmp_path_factory.mktemp("documents")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index"), engine=request.param)
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


def related(searcher: Searcher, query: str) -> tuple[str, ...]:
    return searcher.search(query).related


def test_a_word_that_is_not_there_has_others_that_mean_about_the_same(searcher):
    assert related(searcher, "automobile")[:2] == ("voiture", "véhicule")
    assert related(searcher, "vélo") == ("bicyclette",)


@pytest.mark.parametrize(
    "query", ["automobiles", "l’automobile", "+automobile +xqzw", '"une automobile"']
)
def test_they_are_told_however_it_is_asked(searcher, query):
    assert "voiture" in related(searcher, query)


def test_words_of_titles_are_told_too(searcher):
    assert related(searcher, "médecin")[0] == "Docteur"


def test_each_of_them_finds_something(searcher):
    for word in related(searcher, "automobile médecin vélo"):
        assert searcher.search(word).total


def test_where_something_is_found_nothing_is_told(searcher):
    assert related(searcher, "automobile bicyclette") == ()


def test_what_the_index_has_in_another_form_is_known(searcher):
    assert related(searcher, "+rouler +xqzw") == ()
    assert related(searcher, "+promenait +xqzw") == ()


@pytest.mark.parametrize(
    "query", ["xqzw", "guitare", "il", "-maison -voitures -bicyclette", "1789"]
)
def test_what_nothing_is_near_has_none(searcher, query):
    assert related(searcher, query) == ()


def test_a_stop_word_is_never_told(searcher):
    told = {
        word
        for query in ("automobile", "vélo", "eux", "dessus")
        for word in related(searcher, query)
    }
    assert not told & {"elle", "lui", "se", "contre", "en"}


def test_five_are_enough(tmp_path):
    text = "Voiture, auto, véhicule, carrosse, autocar, carrosserie, voiturette, automoteur."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    settings = Settings(index=tmp_path / "index")
    open_indexer(settings).rebuild(tmp_path / "a.txt")
    assert len(related(open_searcher(settings), "automobile")) == 5
