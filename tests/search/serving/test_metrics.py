"""What is counted has its place on the disk before, or isn't counted."""

import resource

import pytest

from search.serving import metrics


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """Where the processes of a server count."""
    monkeypatch.setenv(metrics.VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture
def no_room():
    """No file may have more than a few bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("no_room")
def test_where_there_is_no_room_nothing_is_counted_and_the_log_says_so(counted, caplog):
    assert metrics.request_metrics() is None
    assert list(counted.iterdir()) == []
    assert len(caplog.records) == 1


def test_no_disk_that_fills_up_later_ends_the_process_that_counts(counted):
    """A page of a mapped file that is a hole, and can't be filled, is SIGBUS."""
    metrics._reserve(counted)
    found = [path.stat() for path in counted.glob("*.db")]
    assert len(found) == 2
    assert all(one.st_blocks * 512 >= one.st_size > 100_000 for one in found)
