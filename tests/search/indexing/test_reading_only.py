"""An index is read by whoever may read it, without a file being written or a right to write."""

import shutil

import pytest

from search import open_searcher


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


@pytest.fixture
def read_only(small_library, open_folder):
    """Its index where everybody may read it and only its owner write."""
    small_library.index = shutil.copytree(small_library.index, open_folder / "index")
    for path in (small_library.index, *small_library.index.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return small_library


def test_somebody_who_may_not_write_searches_and_checks(read_only, powerless):
    searcher, snapshots = open_searcher(read_only.settings), read_only.snapshots()
    with powerless():
        assert searcher.search("chien").total == 1
        assert searcher.search("chat*").total == 2
        assert searcher.document("a.txt").total == 2
        snapshots.verify()
        assert snapshots.damaged_files() == []


def test_reading_writes_nothing(small_library):
    before = {path: path.stat().st_mtime_ns for path in small_library.index.rglob("*")}
    searcher, snapshots = open_searcher(small_library.settings), small_library.snapshots()
    assert searcher.search("chien").total == 1
    snapshots.verify()
    assert {path: path.stat().st_mtime_ns for path in small_library.index.rglob("*")} == before


def test_every_file_of_an_index_may_be_read_where_its_folder_may(library):
    library.write("a.txt", "Le chat dort.")
    library.index.mkdir(0o755)
    library.rebuild()
    paths = [path for path in library.index.rglob("*") if path.name != "lock"]
    assert {oct(path.stat().st_mode & 0o777) for path in paths} == {"0o755", "0o644"}
