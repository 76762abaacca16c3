"""Documents with the same text are indexed once, and all their places are kept."""

import pytest

from search import open_searcher
from search.documents import Sources
from search.errors import DocumentNotFoundError


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


@pytest.fixture
def doubled(library):
    """One text in three places, another in one."""
    for name in ("a.txt", "b.txt", "c/d.txt"):
        library.write(name, "Le chat dort.")
    library.write("e.txt", "Le chien veille.")
    library.report = library.rebuild()
    return library


def test_a_text_in_three_places_is_one_hit_with_two_other_places(doubled):
    assert doubled.found("chat") == ["a.txt#p1"]
    assert doubled.copies() == {"a.txt": ["b.txt", "c/d.txt"]}
    report = doubled.report
    assert (report.documents, report.paragraphs, report.copies) == (2, 2, 2)
    assert (report.added, report.paragraphs_read) == (4, 4)


def test_a_copy_is_shown_by_its_own_name(doubled):
    """As the document that stands for it."""
    shown = open_searcher(doubled.settings).document("c/d.txt")
    assert [one.text.text for one in shown.paragraphs] == ["Le chat dort."]


def test_copies_score_as_if_they_were_not_there(doubled, new_library):
    alone = new_library()
    alone.engine = doubled.engine
    alone.write("a.txt", "Le chat dort.")
    alone.write("e.txt", "Le chien veille.")
    alone.rebuild()
    for query in ("chat", "chien", "-chat"):
        (left,) = open_searcher(doubled.settings).search(query).hits
        (right,) = open_searcher(alone.settings).search(query).hits
        assert left.score == pytest.approx(right.score, abs=1e-6)


def test_where_the_first_is_gone_the_next_takes_its_place(doubled):
    (doubled.source / "a.txt").unlink()
    report = doubled.update()
    assert (report.removed, report.documents, report.copies) == (1, 2, 1)
    assert doubled.found("chat") == ["b.txt#p1"]
    assert doubled.copies() == {"b.txt": ["c/d.txt"]}
    (doubled.source / "b.txt").unlink()
    doubled.update(changed=[doubled.source / "b.txt"])
    assert doubled.found("chat") == ["c/d.txt#p1"]
    assert doubled.copies() == {}
    with pytest.raises(DocumentNotFoundError):
        open_searcher(doubled.settings).document("a.txt")


def test_where_the_first_says_something_else_the_next_takes_its_place(doubled):
    doubled.write("a.txt", "Le lièvre court.", age=10)
    doubled.update()
    assert doubled.found("chat") == ["b.txt#p1"]
    assert doubled.found("lièvre") == ["a.txt#p1"]
    assert doubled.copies() == {"b.txt": ["c/d.txt"]}


def test_where_all_are_gone_nothing_is_left(doubled):
    for name in ("a.txt", "b.txt", "c/d.txt"):
        (doubled.source / name).unlink()
    assert (doubled.update().copies, doubled.found("chat")) == (0, [])


def test_a_copy_that_is_gone_too_when_it_should_take_the_place_is_no_more(doubled):
    """It isn't among the paths that are told of, and can't be read."""
    for name in ("a.txt", "b.txt", "c/d.txt"):
        (doubled.source / name).unlink()
    doubled.update(changed=[doubled.source / "a.txt"])
    assert doubled.found("chat") == []
    report = doubled.update()
    assert (report.documents, report.copies) == (1, 0)
    assert doubled.found("chien") == ["e.txt#p1"]


def test_a_copy_that_has_changed_too_is_found_at_the_next_update(doubled):
    (doubled.source / "a.txt").unlink()
    (doubled.source / "c" / "d.txt").unlink()
    doubled.write("b.txt", "Le cerf brame.", age=10)
    doubled.update(changed=[doubled.source / "a.txt"])
    assert doubled.found("chat") == []
    doubled.update()
    assert doubled.found("cerf") == ["b.txt#p1"]


def test_a_text_that_comes_before_its_first_place_is_a_copy_of_it(doubled):
    doubled.write("0.txt", "Le chien veille.")
    doubled.update()
    assert doubled.copies()["e.txt"] == ["0.txt"]
    assert doubled.found("chien") == ["e.txt#p1"]


def test_a_file_that_is_renamed_keeps_its_text_in_the_index(doubled):
    (doubled.source / "e.txt").rename(doubled.source / "f.txt")
    doubled.update()
    assert doubled.found("chien") == ["f.txt#p1"]
    assert "f.txt" not in doubled.copies()


def test_equal_texts_with_different_titles_are_two_documents(library):
    for title in ("Le matin", "Le soir"):
        library.write(f"{title}.md", f"---\ntitle: {title}\n---\n\nLe chat dort.")
    library.rebuild()
    assert len(library.found("chat")) == 2
    assert library.copies() == {}


def test_documents_without_text_are_no_copies_of_one_another(library):
    library.write("a.txt", "")
    library.write("b.txt", "")
    report = library.rebuild()
    assert (report.documents, report.copies) == (2, 0)


def test_equal_records_are_one_document(library):
    line = '{"doc": "%s", "text": "Le chat dort."}\n'
    library.write("a.jsonl", line % "un" + line % "deux")
    library.write("b.txt", "Le chat dort.")
    library.rebuild()
    assert library.found("chat") == ["a.jsonl/un#p1"]
    assert library.copies() == {"a.jsonl/un": ["a.jsonl/deux", "b.txt"]}
    library.write("a.jsonl", line % "deux", age=10)
    library.update()
    assert len(library.found("chat")) == 1
    (library.source / "a.jsonl").unlink()
    library.update()
    assert library.found("chat") == ["b.txt#p1"]


def test_copies_in_several_roots_are_listed_by_root(library, tmp_path):
    for root in ("presse", "notes"):
        (tmp_path / root).mkdir()
        (tmp_path / root / "a.txt").write_text("Le chat dort.", "utf-8")
    library.rebuild(sources=Sources((tmp_path / "presse", tmp_path / "notes")))
    assert library.copies() == {"presse/a.txt": ["notes/a.txt"]}
