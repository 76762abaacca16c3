"""Commands whose output can't be written: on a disk that is full, or to nobody any more."""

import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.fixture
def status():
    """The exit status of a command whose standard error is a file that is full from so many
    bytes on, and what it still printed.
    """

    def run(*words: object, stderr: object, **options) -> tuple[int, str]:
        command = [sys.executable, "-m", "search", *map(str, words)]
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
            timeout=60,
            check=False,
            **options,
        )
        return done.returncode, done.stdout

    return run


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("check", "--index", "nowhere"), 4),
        (("search", "nothing:x"), 2),
        (("search", "--nothing"), 2),
        (("rebuild", "nowhere", "--index", "new"), 2),
        (("rebuild", "binary", "--index", "new"), 3),
    ],
)
def test_what_cannot_be_said_on_standard_error_leaves_the_exit_status(
    status, tmp_path, words, expected
):
    (tmp_path / "binary").mkdir()
    (tmp_path / "binary" / "a.txt").write_bytes(b"\0")
    with FULL.open("w") as full:
        assert status(*words, stderr=full)[0] == expected


def test_what_is_found_is_printed_all_the_same(status):
    with FULL.open("w") as full:
        code, printed = status("search", "missiles", stderr=full)
    assert code == 0
    assert "missiles" in printed


def test_a_full_disk_is_status_four_where_it_cannot_even_be_told(status, documents, tmp_path):
    """The index and the file that takes standard error are on the same disk."""
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (5, resource.RLIM_INFINITY))
    with (tmp_path / "said").open("w") as said:
        words = ("rebuild", documents, "--index", tmp_path / "new")
        assert status(*words, stderr=said, preexec_fn=full) == (4, "")
    assert (tmp_path / "said").stat().st_size == 5


def test_whoever_no_longer_listens_ends_no_build(status, documents, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    (documents / "c.txt").write_bytes(b"\0")
    code, printed = status("rebuild", documents, "--index", tmp_path / "new", stderr=writing)
    os.close(writing)
    assert code == 3
    assert "added: 2" in printed


def test_results_that_cannot_be_written_are_told(process):
    with FULL.open("w") as full:
        done = process(
            "search", "missiles", capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert done.stderr == "The output can't be written: No space left on device.\n"


def test_help_that_cannot_be_written_is_told_alike(process):
    with FULL.open("w") as full:
        done = process("--help", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == "The output can't be written: No space left on device.\n"


@pytest.mark.parametrize("words", [("search", "missiles"), ("rebuild", "--index", "new")])
def test_too_little_memory_is_told(process, words):
    little = partial(resource.setrlimit, resource.RLIMIT_AS, (200 << 20, resource.RLIM_INFINITY))
    done = process(*words, preexec_fn=little)
    assert done.returncode == 5
    assert "Cannot allocate memory" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_index_that_cannot_be_used_is_status_four_where_nothing_can_be_written(process):
    with FULL.open("w") as full:
        done = process(
            "search", "x", "--index", "nowhere", capture_output=False, stdout=full, stderr=full
        )
    assert done.returncode == 4
