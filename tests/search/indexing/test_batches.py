"""Outcomes are written in batches, in their order."""

import pytest

from search.analysis.term_lists import TermLists
from search.indexing import batches
from search.indexing.batches import batched
from search.indexing.catalog import FileState
from search.indexing.prepared import Prepared
from search.indexing.tasks import Finished, Read
from search.model import DocumentInfo

NO_LISTS = TermLists("", b"", b"")


def outcomes(paragraphs: int, count: int):
    """So many files, each of one document of so many paragraphs."""
    for number in range(count):
        document = Prepared(DocumentInfo(f"{number}", "Titre"), NO_LISTS, {}, [b""] * paragraphs)
        yield Read(f"{number}", [document])
        yield Finished(f"{number}", FileState(1, 1, b""))


@pytest.fixture
def seconds(monkeypatch):
    """Sets how long a batch may be gathered."""
    return lambda most: monkeypatch.setattr(batches, "_SECONDS", most)


def test_all_outcomes_come_in_their_order(seconds):
    seconds(3600)
    files = [one.file for batch in batched(outcomes(400, 10)) for one in batch]
    assert files == [f"{number}" for number in range(10) for _ in "rf"]


def test_small_files_are_written_together_and_large_ones_apart(seconds):
    seconds(3600)
    assert len(list(batched(outcomes(1, 500)))) == 1
    assert len(list(batched(outcomes(5000, 10)))) >= 10


def test_slow_files_dont_wait_for_one_another(seconds):
    seconds(0)
    assert [len(batch) for batch in batched(outcomes(1, 3))] == [1] * 6
