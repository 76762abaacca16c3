"""An index that can't be written says so, in one error, and the old one stays."""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.errors import IndexUnwritableError
from search.indexing.rollback import roll_back

#: Bytes beyond which no file can be written, each too few for something that is.
SIZES = {
    "whoosh": [0, 100, 3_000, 8_000, 20_000, 40_000, 150_000],
    "tantivy": [0, 100, 3_000, 8_000, 20_000, 40_000],
}


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes, which is how a full disk answers too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("build", ["rebuild", "update"])
@pytest.mark.parametrize(
    ("engine_of_library", "size"), [(one, size) for one, sizes in SIZES.items() for size in sizes]
)
@pytest.mark.usefixtures("careless_whoosh")
def test_a_disk_that_is_full_at_any_moment_leaves_the_old_index(library, build, size):
    library.write("a.txt", "Le chien veille.")
    library.rebuild()
    library.write("b.txt", "\n\n".join(f"Le chat {n} mange mot{n}." for n in range(1000)))
    with disk_full_after(size), pytest.raises(IndexUnwritableError) as caught:
        getattr(library, build)()
    assert str(library.index) in str(caught.value)
    library.snapshots().verify()
    assert library.found("chien chat") == ["a.txt#p1"]
    assert library.generations.names() == ["000001"]
    assert {path.name for path in library.index.iterdir()} <= {"CURRENT", "generations", "lock"}
    getattr(library, build)()
    assert library.generations.names() == ["000001", "000002"]
    assert len(library.found("chat")) == 100


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_a_file_in_the_place_of_the_index_is_told_and_kept(library, build):
    library.write("a.txt", "Le chat.")
    library.index.write_text("précieux")
    with pytest.raises(IndexUnwritableError, match="can't be written"):
        getattr(library, build)()
    assert library.index.read_text() == "précieux"


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_an_index_that_may_not_be_written_is_told_and_kept(library, open_folder, powerless, build):
    library.source = open_folder / "documents"
    library.write("a.txt", "Le chat.")
    library.index = open_folder / "index"
    with powerless():
        library.rebuild()
    for folder, _, _ in os.walk(library.index):
        os.chmod(folder, 0o500)
    library.write("b.txt", "Le chien.")
    with powerless():
        before = library.files()
        with pytest.raises(IndexUnwritableError, match="Permission denied"):
            getattr(library, build)()
        assert library.files() == before
        assert library.found("chat chien") == ["a.txt#p1"]


def test_a_name_that_no_folder_can_have_is_told(library):
    library.write("a.txt", "Le chat.")
    library.index = library.index / ("a" * 300)
    with pytest.raises(IndexUnwritableError, match="File name too long"):
        library.rebuild()


def test_going_back_on_a_full_disk_is_told_and_what_is_served_stays(small_library):
    small_library.rebuild()
    with disk_full_after(0), pytest.raises(IndexUnwritableError):
        roll_back(small_library.snapshots())
    assert small_library.generations.current() == "000002"
    assert roll_back(small_library.snapshots()) == ("000002", "000001")


@pytest.mark.parametrize("place", ["CURRENT", "lock"])
def test_a_folder_in_the_place_of_a_file_is_named_before_anything_is_built(small_library, place):
    (small_library.index / place).unlink(missing_ok=True)
    (small_library.index / place).mkdir()
    for write in (small_library.rebuild, lambda: roll_back(small_library.snapshots())):
        with pytest.raises(IndexUnwritableError, match=f"/{place} is no file"):
            write()
    assert small_library.generations.names() == ["000001"]
    (small_library.index / place).rmdir()
    assert small_library.rebuild().documents == 2


def test_a_link_to_nowhere_in_the_place_of_the_index_is_named(library):
    library.index.symlink_to("nulle part")
    with pytest.raises(IndexUnwritableError, match="is a symbolic link"):
        library.rebuild()


@pytest.mark.parametrize("make", [Path.touch, os.mkfifo, Path.mkdir])
def test_whatever_is_in_the_place_of_a_draft_is_removed(small_library, make):
    make(small_library.index / "generations" / "000002.draft")
    assert small_library.rebuild().documents == 2
    assert small_library.generations.names() == ["000001", "000002"]
