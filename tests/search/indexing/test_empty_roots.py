"""A folder that is empty, of which the index holds documents: a disk that isn't mounted."""

import json
import shutil
from pathlib import Path

import pytest

from search.documents import Sources
from search.errors import EmptySourceError


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture(params=["rebuild", "update"])
def build(request, small_library):
    """Either way of building."""
    return getattr(small_library, request.param)


def test_no_document_is_taken_out_because_a_folder_is_empty(small_library, build):
    empty(small_library.source)
    with pytest.raises(EmptySourceError, match=r"holds documents of it \(2\).*--allow-empty"):
        build()
    assert small_library.found("chat") == ["a.txt#p1", "b.txt#p1"]
    assert small_library.generations.names() == ["000001"]


def test_where_it_is_meant_they_are(small_library, build):
    empty(small_library.source)
    assert build(allow_empty=True).documents == 0
    assert small_library.found("chat") == []
    assert build().documents == 0


def test_folders_without_a_file_in_them_and_what_is_hidden_are_nothing(small_library, build):
    empty(small_library.source)
    (small_library.source / "presse" / "2024").mkdir(parents=True)
    (small_library.source / ".Trash").write_text("Le chat.")
    with pytest.raises(EmptySourceError):
        build()


def test_a_folder_with_other_files_is_not_empty(small_library, build):
    """Whoever moves or excludes the last document knows what he does."""
    empty(small_library.source)
    small_library.write("c.tmp", "Le cerf.")
    found = Sources((small_library.source,), exclude=("*.tmp",))
    assert build(sources=found).documents == 0


def test_one_of_several_folders_is_enough(small_library, tmp_path, build):
    other = tmp_path / "notes"
    other.mkdir()
    both = Sources((small_library.source, other))
    assert small_library.rebuild(sources=both).documents == 2
    (other / "c.txt").write_text("Le cerf brame.")
    assert build(sources=both).documents == 3
    empty(other)
    with pytest.raises(EmptySourceError, match=r"notes.* \(1\)"):
        build(sources=both)
    assert build(sources=both, allow_empty=True).documents == 2


def test_what_is_said_to_be_deleted_is_deleted(small_library):
    """A watcher is told of each file; no disk that is taken away says that."""
    gone = list(small_library.source.iterdir())
    empty(small_library.source)
    assert small_library.update(changed=gone).documents == 0


def test_an_index_of_another_version_is_no_reason_to_forget_what_it_held(small_library, build):
    path = small_library.index / "generations" / "000001" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 1}))
    empty(small_library.source)
    with pytest.raises(EmptySourceError):
        build()
    assert build(allow_empty=True).documents == 0


def test_the_first_index_may_be_of_nothing(library):
    assert library.update().documents == 0
    assert library.rebuild().documents == 0
