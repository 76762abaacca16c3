"""Pages: for any query and any size they are the hits in order, each once, by numbers and then by
cursors; and which pages there aren't.
"""

import random
from collections.abc import Iterator
from functools import partial

import pytest
from grammar import Grammar
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

import search.searching.pages
from search import Settings, open_indexer, open_searcher
from search.errors import (
    AlineaError,
    CursorError,
    CursorOutdatedError,
    PageBeyondLastError,
    PageTooDeepError,
)
from search.model import Hit, Results
from search.opening import EMBEDDED, open_snapshots
from search.searching import Searcher

#: Hits that pages have numbers for, in these tests.
NUMBERED = 40
TEXTS = (
    *("Le nord du pays est uni.", "La vallée du nord attend l'unité.", "Unis, les deux pays ?"),
    *("Une vallée unique au nord.", "Oui.", "Oui.", "Le traité unit le nord et la vallée."),
)


@pytest.fixture(scope="module")
def indexes(tmp_path_factory) -> dict[str, Settings]:
    """Each engine's, of documents that are much alike, in several segments."""
    folder = tmp_path_factory.mktemp("documents")
    found = {
        engine: Settings(index=tmp_path_factory.mktemp(engine), engine=engine)
        for engine in sorted(EMBEDDED)
    }
    for step in range(3):
        for number in range(step, 36, 3):
            date = f"date: 20{number % 5 + 10}\n\n" if number % 3 else ""
            texts = (TEXTS[number * n % len(TEXTS)] for n in range(1, number % 5 + 2))
            (folder / f"{number:02}.txt").write_text(date + "\n\n".join(texts), "utf-8")
        for engine_settings in found.values():
            open_indexer(engine_settings).update(folder)
    return found


@pytest.fixture(scope="module")
def searchers(indexes) -> dict[str, Searcher]:
    """They give each copy as a hit, as exports do (`test_duplicates.py` has the others)."""
    found = {engine: open_searcher(one) for engine, one in indexes.items()}
    for searcher in found.values():
        searcher.search = partial(searcher.search, duplicates="all")
    return found


@pytest.fixture(scope="module")
def frequencies(indexes):
    return open_snapshots(indexes["whoosh"]).current().reader.terms("form")


@pytest.fixture(scope="module", autouse=True)
def few_numbers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search.searching.pages, "MAX_HITS", NUMBERED)
        yield


def turned(searcher: Searcher, query: str, size: int, **options: str) -> list[Results]:
    """All pages, as their links lead from one to the next."""
    pages = [searcher.search(query, size=size, **options)]
    while following := pages[-1].next:
        asked = {"after": following.after} if following.after else {"page": following.number}
        pages.append(searcher.search(query, size=size, **asked, **options))
        assert pages[-1].page == following.number
    return pages


def hits(pages: list[Results]) -> list[Hit]:
    return [hit for page in pages for hit in page.hits]


def shown(hit: Hit) -> tuple[object, ...]:
    return hit.paragraph, hit.score, hit.meaning, hit.matched


QUERIES = st.one_of(
    st.sampled_from(["un*", "oui", "nord vallée", "date:2010..", "+un* -oui", '"le nord"~4']),
    st.integers(0, 10**6),
)


@pytest.mark.parametrize("engine", sorted(EMBEDDED))
@settings(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(
    query=QUERIES,
    size=st.integers(1, 50),
    sort=st.sampled_from(["relevance", "date"]),
    group=st.sampled_from(["paragraph", "document"]),
)
@example(query="titre:vallee le* ET titre", size=5, sort="relevance", group="paragraph")
def test_the_pages_together_are_the_hits_in_order_each_once(
    searchers, frequencies, engine, query, size, sort, group
):
    if isinstance(query, int):
        query = Grammar(frequencies, random.Random(query)).query()[:40]
    options = {"sort": sort, "group": group}
    try:
        whole = searchers[engine].search(query, size=NUMBERED, **options)
    except AlineaError:
        assume(False)
    pages = turned(searchers[engine], query, size, **options)
    found = hits(pages)
    assert found[: len(whole.hits)] == list(whole.hits)
    if group == "paragraph":
        exported = searchers[engine].export(query, sort=sort).hits
        assert list(map(shown, found)) == list(map(shown, exported))
        assert {page.total for page in pages} == {len(found)}
    else:
        documents = [hit.document.id for hit in found]
        assert len(documents) == len(set(documents))
        everything = searchers[engine].export(query, sort=sort).hits
        assert documents == list(dict.fromkeys(hit.document.id for hit in everything))
    assert all(len(page.hits) == size for page in pages[:-1])


def test_both_engines_turn_the_same_pages(searchers):
    for query in ("un*", "oui", "nord vallée unité", "date:2010.."):
        one, other = (turned(searcher, query, 7) for searcher in searchers.values())
        assert [h.paragraph.address for h in hits(one)] == [
            h.paragraph.address for h in hits(other)
        ]


@pytest.fixture(params=sorted(EMBEDDED))
def searcher(request, searchers) -> Searcher:
    return searchers[request.param]


def test_a_page_beyond_the_last_is_an_error_that_names_the_last(searcher):
    total = searcher.search('"vallée unique"').total
    last = -(-total // 3)
    assert searcher.search('"vallée unique"', size=3, page=last).next is None
    with pytest.raises(PageBeyondLastError, match=f"page {last + 1}: the last one is page {last}"):
        searcher.search('"vallée unique"', size=3, page=last + 1)


def test_of_documents_the_last_page_is_told_too(searcher):
    pages = turned(searcher, "unique", 2, group="document")
    with pytest.raises(PageBeyondLastError) as beyond:
        searcher.search("unique", size=2, page=20, group="document")
    assert beyond.value.last == len(pages)


def test_nothing_found_has_one_page(searcher):
    nothing = searcher.search("introuvable")
    assert (nothing.hits, nothing.previous, nothing.next) == ((), None, None)
    with pytest.raises(PageBeyondLastError, match="the last one is page 1"):
        searcher.search("introuvable", page=2)


def test_beyond_the_numbers_pages_have_cursors_both_ways(searcher):
    pages = turned(searcher, "un*", 30)
    assert [bool(page.after) for page in pages[:3]] == [False, True, True]
    assert pages[2].previous.after == pages[1].after
    assert (pages[1].previous.number, pages[1].previous.after) == (1, "")
    with pytest.raises(PageTooDeepError):
        searcher.search("un*", size=30, page=2)


def test_a_cursor_is_good_for_its_own_query_only(searcher):
    cursor = searcher.search("un*", size=30).next.after
    assert searcher.search("un*", size=30, after=cursor).page == 2
    for query, options in (("oui", {}), ("un*", {"sort": "date"}), ("un*", {"language": "fr"})):
        with pytest.raises(CursorError):
            searcher.search(query, size=30, after=cursor, **options)
    with pytest.raises(CursorError):
        searcher.search("un*", size=29, after=cursor)


@settings(deadline=None)
@given(change=st.integers(0, 23), by=st.sampled_from("Aa0_-é\ud800"), text=st.text(max_size=40))
def test_a_cursor_that_was_changed_or_made_up_is_refused(searchers, change, by, text):
    searcher = searchers["whoosh"]
    cursor = searcher.search("un*", size=30).next.after
    changed = cursor[:change] + by + cursor[change + 1 :]
    for wrong in {changed, text} - {cursor, ""}:
        with pytest.raises((CursorError, CursorOutdatedError)):
            searcher.search("un*", size=30, after=wrong)


def test_a_cursor_of_an_older_index_says_so(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "\n\n".join([f"Le nord est uni {n}." for n in range(60)]), "utf-8"
    )
    own = Settings(index=tmp_path / "index")
    open_indexer(own).rebuild(folder)
    searcher = open_searcher(own)
    cursor = searcher.search("nord", size=30).next.after
    (folder / "b.txt").write_text("Le nord.", "utf-8")
    open_indexer(own).update(folder)
    with pytest.raises(CursorOutdatedError, match="The index has changed"):
        searcher.search("nord", size=30, after=cursor)


def test_an_export_is_of_the_index_that_it_began_with(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(["Le nord est uni."] * 20), "utf-8")
    for engine in sorted(EMBEDDED):
        own = Settings(index=tmp_path / engine, engine=engine)
        open_indexer(own).rebuild(folder)
        export = open_searcher(own).export("nord")
        first = next(export.hits)
        for _ in range(3):
            open_indexer(own).rebuild(folder)
        assert len([first, *export.hits]) == export.total == 20
