"""The last good generation goes on being served, whatever becomes of the current one."""

import os
import resource
import shutil
from contextlib import suppress
from itertools import pairwise

import pytest

from search import open_searcher
from search.errors import (
    GenerationNotFoundError,
    IndexDamagedError,
    IndexMissingError,
    NothingBeforeError,
    SystemLimitError,
)
from search.indexing import last_good
from search.indexing.last_good import LastGood
from search.indexing.rollback import listed, roll_back


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


@pytest.fixture
def grown(small_library):
    """Two generations: in the second there is a stag."""
    small_library.write("c.txt", "Le cerf.")
    small_library.update()
    return small_library


def damage(path) -> None:
    """In place, so that its size and its links stay as they are."""
    with path.open("r+b") as file:
        content = file.read()
        file.seek(0)
        file.write(bytes(byte ^ 0x55 for byte in content))


def damage_new_files(library) -> None:
    """Those that the newest generation doesn't share with the one before."""
    newest = library.generations.path(library.generations.names()[-1])
    for path in newest.rglob("*"):
        if path.is_file() and path.stat().st_nlink == 1:
            damage(path)


@pytest.mark.parametrize("content", [b"", b"garbage", b"000009\n", None])
def test_what_is_open_goes_on_answering_whatever_becomes_of_the_pointer(grown, content):
    searcher = open_searcher(grown.settings)
    before = searcher.generation
    pointer = grown.index / "CURRENT"
    pointer.unlink()
    if content is not None:
        pointer.write_bytes(content)
    assert searcher.search("cerf").total == 1
    assert searcher.generation == before
    assert isinstance(searcher.fault, IndexDamagedError | IndexMissingError)
    pointer.unlink(missing_ok=True)
    pointer.write_text("000002\n")
    assert searcher.search("cerf").total == 1
    assert searcher.fault is None


@pytest.mark.parametrize("content", [b"", b"garbage", b"000009\n", None])
def test_a_start_without_a_pointer_takes_the_newest_generation(grown, content):
    pointer = grown.index / "CURRENT"
    pointer.unlink()
    if content is not None:
        pointer.write_bytes(content)
    searcher = open_searcher(grown.settings)
    assert searcher.search("cerf").total == 1
    assert searcher.fault is not None


def test_a_start_with_a_damaged_generation_takes_the_one_before(grown, caplog):
    damage_new_files(grown)
    searcher = open_searcher(grown.settings)
    assert searcher.search("chien").total == 1
    assert searcher.search("cerf").total == 0
    assert searcher.generation.startswith("000001-")
    (said,) = caplog.messages
    assert str(grown.index) in said
    assert "000001-" in said


def test_a_new_generation_that_is_damaged_is_not_served_in_place_of_a_good_one(small_library):
    searcher = open_searcher(small_library.settings)
    assert searcher.search("cerf").total == 0
    small_library.write("c.txt", "Le cerf.")
    small_library.update()
    damage_new_files(small_library)
    assert searcher.search("chien").total == 1
    assert searcher.generation.startswith("000001-")
    assert isinstance(searcher.fault, IndexDamagedError)
    small_library.rebuild()
    assert searcher.search("cerf").total == 1
    assert searcher.fault is None


def test_where_no_generation_is_good_the_current_one_says_why(small_library):
    damage_new_files(small_library)
    with pytest.raises(IndexDamagedError):
        open_searcher(small_library.settings).search("chien")


def test_what_cannot_be_used_is_tried_again_ever_more_seldom(small_library, monkeypatch):
    tried, now = [], [100.0]
    monkeypatch.setattr(last_good.time, "monotonic", lambda: now[0])
    snapshots = small_library.snapshots()
    damage_new_files(small_library)
    plain = snapshots.current
    monkeypatch.setattr(snapshots, "current", lambda: tried.append(now[0]) or plain())
    index = LastGood(snapshots)
    for _ in range(1000):
        with pytest.raises(IndexDamagedError):
            index.current()
        now[0] += 0.5
    gaps = [after - before for before, after in pairwise(tried)]
    assert gaps[:4] == [1, 2, 4, 8]
    assert max(gaps) == 60


def test_going_back_serves_the_generation_before_and_removes_nothing(grown):
    searcher = open_searcher(grown.settings)
    assert searcher.search("cerf").total == 1
    assert roll_back(grown.snapshots()) == ("000002", "000001")
    assert searcher.search("cerf").total == 0
    assert grown.generations.names() == ["000001", "000002"]
    assert roll_back(grown.snapshots(), "2") == ("000001", "000002")
    assert searcher.search("cerf").total == 1


def test_after_going_back_only_a_build_that_commits_removes_what_is_newer(grown):
    roll_back(grown.snapshots())
    (grown.source / "c.txt").unlink()
    grown.update()
    assert grown.generations.names() == ["000001", "000002"]

    def interrupt(*_):
        raise KeyboardInterrupt

    grown.write("d.txt", "Le daim.")
    with pytest.raises(KeyboardInterrupt):
        grown.update(interrupt)
    assert grown.generations.names() == ["000001", "000002"]
    assert grown.update().generation == "000003"
    assert grown.generations.names() == ["000001", "000003"]


def test_nobody_goes_back_to_what_is_damaged_or_gone(grown):
    damage(next(grown.generations.path("000001").rglob("catalog.sqlite")))
    with pytest.raises(IndexDamagedError, match=r"catalog\.sqlite"):
        roll_back(grown.snapshots())
    assert grown.generations.current() == "000002"
    with pytest.raises(GenerationNotFoundError, match="There are: 000001, 000002"):
        roll_back(grown.snapshots(), "7")
    shutil.rmtree(grown.generations.path("000001"))
    with pytest.raises(NothingBeforeError):
        roll_back(grown.snapshots())


def test_generations_are_listed_with_what_is_wrong_with_them(grown):
    damage(grown.generations.path("000001") / "catalog.sqlite")
    older, newer = listed(grown.snapshots()).generations
    assert (older.name, older.current, older.usable) == ("000001", False, False)
    assert "catalog.sqlite" in older.reason
    assert (newer.name, newer.current, newer.usable, newer.reason) == ("000002", True, True, "")
    assert (newer.documents, newer.paragraphs) == (3, 4)


def test_a_rebuild_keeps_the_generation_that_is_good(grown):
    """Not the damaged one that CURRENT named."""
    damage_new_files(grown)
    grown.rebuild()
    assert grown.generations.names() == ["000001", "000003"]


@pytest.fixture
def too_few_files():
    """No more files may be opened than are open now."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = [os.open(os.devnull, os.O_RDONLY)]
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (max(map(int, os.listdir("/proc/self/fd"))), before[1])
    )
    with suppress(OSError):
        while True:  # the numbers that are free below the highest
            opened.append(os.open(os.devnull, os.O_RDONLY))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
    for file in opened:
        os.close(file)


def test_an_index_for_which_no_more_files_may_be_opened_is_not_called_damaged(
    small_library, request
):
    searcher = open_searcher(small_library.settings)
    request.getfixturevalue("too_few_files")
    with pytest.raises(SystemLimitError, match="Too many open files"):
        searcher.search("chat")
    assert searcher.fault is None


def test_what_is_served_goes_on_where_no_more_files_may_be_opened(small_library, request):
    searcher = open_searcher(small_library.settings)
    before = searcher.search("chat")
    small_library.write("c.txt", "Le cerf et le chat.")
    small_library.update()
    request.getfixturevalue("too_few_files")
    after = searcher.search("chat")
    assert (after.total, after.generation) == (before.total, before.generation)
    assert searcher.fault is None
