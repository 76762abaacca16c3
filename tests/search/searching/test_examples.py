"""Queries drawn from a collection: of what it has, the same whichever engine keeps it."""

from pathlib import Path

import pytest
from conformance.found import shelf

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED
from search.searching.examples import Examples

LIBRARY = Path(__file__).parents[2] / "library"


def searcher_over(folder, index, engine="whoosh"):
    settings = Settings(index=index, engine=engine)
    open_indexer(settings).rebuild(folder)
    return open_searcher(settings)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The examples of the library, by engine."""
    place = tmp_path_factory.mktemp("examples")
    return {
        name: searcher_over(LIBRARY, place / name, name).examples() for name in sorted(EMBEDDED)
    }


def test_each_engine_has_the_same(drawn):
    one, *others = drawn.values()
    assert len(one) >= 15
    assert all(other == one for other in others)


def test_they_are_written_in_the_words_of_the_documents(drawn):
    text = " ".join(path.read_text("utf-8") for path in LIBRARY.rglob("*.txt")).replace("\n", " ")
    found = drawn["whoosh"]
    assert found["phrase"].strip('"') in text
    assert all(word in text for word in found["words"].split())
    assert found["exact"].removeprefix("=") in text
    assert found["mistyped"].removesuffix("~") not in text.split()


def test_another_generation_has_others(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Les boulangers pétrissent la farine pendant la nuit.", "utf-8")
    settings = Settings(index=tmp_path / "index")
    open_indexer(settings).rebuild(folder)
    searcher = open_searcher(settings)
    before = searcher.examples(["exact"])
    (folder / "a.txt").write_text("Des marins réparent une voile avant la tempête.", "utf-8")
    open_indexer(settings).rebuild(folder)
    after = searcher.examples(["exact"])
    assert before != after
    assert searcher.search(after["exact"]).total


@pytest.mark.parametrize("text", ["Oui.", "12 345 67", "The old bridge was washed away."])
def test_where_there_is_nothing_to_draw_from_nothing_is_made_up(tmp_path, text):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(text, "utf-8")
    searcher = searcher_over(tmp_path / "documents", tmp_path / "index")
    found = searcher.examples()
    assert "phrase" not in found
    assert all(searcher.search(query).total for query in found.values())


def test_what_finds_nothing_is_no_example_and_each_is_tried_once():
    tried = []

    def finds(query):
        tried.append(query)
        return not query.startswith("titre:")

    examples = Examples(shelf(), finds, None)
    assert "title" not in examples.of(None, {})
    assert examples.of(["title", "exact"], {}).keys() == {"exact"}
    assert len(tried) == len(set(tried))
    assert any(query.startswith("titre:") for query in tried)


def test_a_sample_is_tried_where_none_of_its_kind_is_found():
    samples = {"title": "titre:flûte", "metadata": "auteur:Zola"}
    examples = Examples(shelf(), lambda query: "flûte" in query, None)
    assert examples.of(None, samples) == {"title": "titre:flûte"}
