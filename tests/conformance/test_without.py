"""Where nothing is found, what was in the way is told: the same by every engine."""

import pytest
from conformance.engines import EVERY, settings_for

from search import open_indexer, open_searcher

DOCUMENTS = {
    "a.txt": "date: 2023\n\nLe chat noir dort dans la cuisine.",
    "b.txt": "date: 2024\n\nLe chien noir court. Il aboie.",
    "c.txt": "date: 2024\n\nUn oiseau chante.",
}


@pytest.fixture(scope="module", params=EVERY)
def searcher(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("without")
    (folder / "seeds").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "seeds" / name).write_text(text, "utf-8")
    settings = settings_for(request, request.param, folder / "index")
    open_indexer(settings).rebuild(folder / "seeds")
    return open_searcher(settings)


@pytest.mark.parametrize(
    ("query", "limits", "without"),
    [
        ("chat ET zèbre", {}, [("chat", 1), ("zèbre", 0)]),
        ("+chat +chien", {}, [("chat", 1), ("chien", 1)]),
        ('"noir chat"', {}, [("noir ET chat", 1), ("noir", 2), ("chat", 1)]),
        ('"cuisine chat"~1', {}, [("cuisine ET chat", 1), ("cuisine", 1), ("chat", 1)]),
        ("chat date:2024", {}, [("chat", 1)]),
        ("chat", {"first": "2024"}, [("chat", 1)]),
        ("chat date:2024", {"language": "en"}, [("chat", 1)]),
        ('"noir chat" date:2024', {}, [("date:2024 noir", 1), ("chat", 1)]),
        (
            '"cuisine chat" date:2023',
            {},
            [("date:2023 cuisine ET chat", 1), ("date:2023 cuisine", 1), ("date:2023 chat", 1)],
        ),
        ("chien langue:fr", {"language": "en"}, [("langue:fr chien", 1)]),
        ("noir -chat -chien", {}, [("noir", 2)]),
        ("zèbre", {}, []),
        ("chat", {}, []),
    ],
)
def test_what_was_in_the_way_is_told(searcher, query, limits, without):
    results = searcher.search(query, **limits)
    found = [(one.query, one.total) for one in results.without]
    assert found == without
    for one in results.without:
        assert searcher.search(one.query).total == one.total


def test_each_says_what_is_changed(searcher):
    changes = {one.change: one.part for one in searcher.search("chat -chien date:2024").without}
    assert changes["filter_dropped"] == "date:2024"


def test_what_costs_too_much_is_left_out(searcher, monkeypatch):
    from search.errors import QueryTooCostlyError
    from search.searching.answer import Answer

    def refuse(_: Answer) -> int:
        raise QueryTooCostlyError()

    monkeypatch.setattr(Answer, "total", refuse)
    results = searcher.search("chat ET zèbre")
    assert (results.total, results.without) == (0, ())
