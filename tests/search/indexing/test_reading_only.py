"""An index is read by whoever may read it, without a file being written or a right to write."""

import shutil
import tempfile

import pytest

from search import open_searcher
from search.engines.tantivy import schema
from search.errors import IndexUnreadableError


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


@pytest.fixture
def nowhere(read_only, tmp_path, monkeypatch):  # noqa: ARG001  # it is made before
    """No folder for temporary files can be written."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


@pytest.mark.usefixtures("nowhere")
def test_where_no_disk_can_be_written_it_is_searched_all_the_same(read_only):
    assert open_searcher(read_only.settings).search("chien").total == 1


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("engine_of_library", ["tantivy"], indirect=True)
def test_who_has_no_place_for_what_an_engine_needs_is_told_so(read_only, monkeypatch, tmp_path):
    monkeypatch.setattr(schema, "_MEMORY", str(tmp_path / "nowhere"))
    with pytest.raises(IndexUnreadableError, match="TMPDIR"):
        open_searcher(read_only.settings).search("chien")


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
