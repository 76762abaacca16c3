"""One writer at a time; the second is told who the first is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from search.errors import IndexLockedError
from search.indexing.lock import writing

HOLD = """
import sys
from pathlib import Path
from search.indexing.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(small_library) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, small_library.index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.parametrize("build", ["rebuild", "update"])
def test_a_second_process_is_told_who_writes(small_library, holder, build):
    before = small_library.files()
    with pytest.raises(IndexLockedError, match=rf"is being written by .*pid {holder.pid}\b"):
        getattr(small_library, build)()
    assert small_library.files() == before


def test_nothing_is_waited_for_to_tell_who_writes(small_library, holder):
    (small_library.index / "writer.txt").unlink()
    os.mkfifo(small_library.index / "writer.txt")
    with pytest.raises(IndexLockedError, match="another process"):
        small_library.update()
    assert holder.poll() is None


def test_a_second_writer_of_the_same_process_is_told_so_too(small_library):
    with (
        writing(small_library.index),
        pytest.raises(IndexLockedError, match=rf"pid {os.getpid()}\b"),
    ):
        small_library.update()


def test_readers_do_not_wait_for_the_writer(small_library, holder):
    assert holder.poll() is None
    assert small_library.found("chien") == ["a.txt#p2"]
    small_library.snapshots().verify()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_lock_goes_with_its_holder_however_he_ends(small_library, holder, number):
    holder.send_signal(number)
    holder.wait()
    assert small_library.rebuild().documents == 2


def test_the_lock_is_free_after_a_build_that_failed(small_library):
    def interrupt(*_) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small_library.rebuild(interrupt)
    assert small_library.rebuild().documents == 2


def test_two_indexes_are_written_at_the_same_time(small_library, new_library):
    other = new_library()
    other.write("a.txt", "Le chat.")
    with writing(small_library.index):
        assert other.rebuild().documents == 1


@pytest.mark.parametrize("note", [None, b"", b"\xff\xfe"])
def test_a_holder_whose_name_cannot_be_read_is_another_process(small_library, note):
    """The lock counts, whatever has become of the note beside it."""
    with writing(small_library.index):
        path = small_library.index / "writer.txt"
        path.unlink() if note is None else path.write_bytes(note)
        with pytest.raises(IndexLockedError):
            small_library.update()
    assert not (small_library.index / "writer.txt").exists()
