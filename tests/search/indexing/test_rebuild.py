"""A rebuild indexes all that can be read, says what it did, and nothing else changes."""

from itertools import pairwise

import pytest

from search.errors import SourceError
from search.indexing.report import Step


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


def test_a_rebuild_counts_what_it_indexed(library):
    library.write("a.txt", "Le un.\n\nLe deux.")
    library.write("b/c.txt", "Le trois.")
    report = library.rebuild()
    assert (report.documents, report.paragraphs, report.paragraphs_read) == (2, 3, 3)
    assert (report.added, report.changed, report.removed, report.unchanged) == (2, 0, 0, 0)
    assert report.seconds > 0
    assert report.rate == pytest.approx(3 / report.seconds)
    assert report.generation == "000001"


def test_every_rebuild_begins_anew(small_library):
    (small_library.source / "b.txt").unlink()
    report = small_library.rebuild()
    assert (report.documents, report.added, report.removed) == (1, 1, 0)
    assert small_library.found("chat") == ["a.txt#p1"]


def test_two_rebuilds_of_the_same_folder_answer_alike(small_library):
    before = small_library.found("chat OU chien")
    small_library.rebuild()
    assert small_library.found("chat OU chien") == before


def test_what_cannot_be_read_is_in_the_report_and_the_rest_is_indexed(library):
    library.write("a.txt", "Le chat.")
    library.write("c.txt", "Le chien.")
    (library.source / "b.bin").write_bytes(b"\0\1\2")
    (library.source / "d.txt").symlink_to("nulle part")
    report = library.rebuild()
    assert list(map(str, report.skipped)) == [
        "b.bin: it is not a text but a binary file.",
        "d.txt: it is a link that leads nowhere.",
    ]
    assert (report.documents, library.found("chat chien")) == (2, ["a.txt#p1", "c.txt#p1"])
    assert library.snapshots().manifest().skipped == 2


def test_an_empty_folder_makes_an_index_that_finds_nothing(library):
    report = library.rebuild()
    assert (report.documents, report.paragraphs) == (0, 0)
    assert library.found("chat") == []
    assert library.found("-chat") == []
    assert library.found("cha*") == []


def test_a_document_without_paragraphs_is_a_document(library):
    library.write("vide.txt", "")
    report = library.rebuild()
    assert (report.documents, report.paragraphs) == (1, 0)


def test_a_single_file_is_a_source(library):
    path = library.write("a.txt", "Le chat.")
    library.write("b.txt", "Le chat noir.")
    library.source = path
    assert library.rebuild().documents == 1
    assert library.found("chat") == ["a.txt#p1"]


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_a_source_that_is_not_there_is_refused_and_the_index_stays(small_library, build):
    before = small_library.files()
    small_library.source = small_library.source / "nulle part"
    with pytest.raises(SourceError, match="nulle part"):
        getattr(small_library, build)()
    assert small_library.files() == before


def test_a_source_that_is_not_there_does_not_make_an_index_folder(library):
    library.source = library.source / "nulle part"
    with pytest.raises(SourceError):
        library.rebuild()
    assert not library.index.exists()


def test_a_source_that_may_not_be_looked_into_leaves_the_index_as_it_is(
    small_library, open_folder, powerless
):
    small_library.source = open_folder
    small_library.write("c.txt", "Le lièvre.")
    open_folder.chmod(0)
    before = small_library.files()
    with powerless(), pytest.raises(SourceError):
        small_library.update()
    assert small_library.files() == before


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_an_index_among_the_documents_does_not_index_itself(library, build):
    library.index = library.source / "index"
    library.write("a.txt", "Le chat.")
    library.rebuild()
    assert getattr(library, build)().documents == 1


def test_an_index_among_the_documents_may_be_reached_by_a_link(library, tmp_path):
    library.write("a.txt", "Le chat.")
    (tmp_path / "lien").symlink_to(library.source)
    library.index = tmp_path / "lien" / "index"
    library.rebuild()
    assert library.rebuild().documents == 1


def test_a_source_whose_name_is_no_text_is_indexed(library):
    library.source = library.source.parent / "caf\udce9"
    library.source.mkdir()
    library.write("a.txt", "Le chat.")
    assert library.rebuild().documents == 1
    assert library.snapshots().manifest().source.endswith("caf\ufffd")


def test_progress_is_told_from_the_first_file_to_the_last(small_library):
    told = []
    small_library.rebuild(told.append)
    assert (told[0].all_files, told[0].all_bytes, told[0].current) == (2, 45, "a.txt")
    assert told[-1] == Step(2, 2, 45, 45, 3, "")
    for before, after in pairwise(told):
        assert (before.files, before.bytes) <= (after.files, after.bytes)
        assert before.paragraphs <= after.paragraphs
