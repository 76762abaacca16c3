"""The vectors of an index, through builds that add, replace and remove documents."""

import random

import numpy as np
import pytest

from search.engines import part_writer
from search.engines.base import paragraph_key
from search.meaning import DIMENSIONS, ParagraphVectors, ParagraphVectorsWriter


@pytest.fixture(params=["in memory", "in files"], autouse=True)
def keys_are(request, monkeypatch):
    """Where the keys of what is added are while an index is built."""
    if request.param == "in files":
        monkeypatch.setattr(part_writer, "_GATHERED", 3)
        monkeypatch.setattr(part_writer, "_MEMORY", 0)


def rows(*values: int) -> bytes:
    return b"".join(bytes([value]) * DIMENSIONS for value in values)


def build(folder, added, deleted=()) -> None:
    writer = ParagraphVectorsWriter(folder, append=any(folder.iterdir()))
    for document in deleted:
        writer.delete(document)
    for document, (title, values) in added.items():
        writer.add(document, rows(*values), rows(*title))
    writer.commit()


def first_bytes(folder, *keys: tuple[int, int]) -> list[int]:
    wanted = np.array([paragraph_key(*key) for key in keys], np.int64)
    return ParagraphVectors(folder)[wanted][:, 0].tolist()


def test_each_paragraph_and_each_title_has_its_own(tmp_path):
    build(tmp_path, {0: ((), (1, 2)), 1: ((9,), (3,))})
    assert first_bytes(tmp_path, (0, 1), (0, 2), (1, 1), (1, 0)) == [1, 2, 3, 9]
    assert first_bytes(tmp_path, (0, 0), (0, 3), (7, 1)) == [0, 0, 0]
    assert ParagraphVectors(tmp_path).count == 3


def test_an_update_replaces_what_it_deletes_and_leaves_the_rest(tmp_path):
    build(tmp_path, {0: ((8,), (1, 2)), 1: ((), (3,)), 2: ((), (4,))})
    build(tmp_path, {0: ((), (5,)), 3: ((), (6,))}, deleted=(0, 2))
    found = first_bytes(tmp_path, (0, 1), (0, 2), (0, 0), (1, 1), (2, 1), (3, 1))
    assert found == [5, 0, 0, 3, 0, 6]
    assert ParagraphVectors(tmp_path).count == 3


def test_files_that_are_there_are_never_written_to(tmp_path):
    build(tmp_path, dict.fromkeys(range(1000), ((), (1,))))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    build(tmp_path, {5: ((), (2,))}, deleted=(5,))
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert before.items() <= after.items()
    assert sum(map(len, after.values())) < sum(map(len, before.values())) + 1000


def test_many_updates_leave_few_files_and_nothing_dead_for_long(tmp_path):
    chosen = random.Random(5)
    wanted = {number: number % 100 + 1 for number in range(300)}
    build(tmp_path, {number: ((), (value,)) for number, value in wanted.items()})
    for _ in range(200):
        changed = {chosen.randrange(320): chosen.randrange(1, 100) for _ in range(4)}
        wanted |= changed
        build(tmp_path, {one: ((), (value,)) for one, value in changed.items()}, deleted=changed)
    assert first_bytes(tmp_path, *((number, 1) for number in wanted)) == list(wanted.values())
    assert ParagraphVectors(tmp_path).count == len(wanted)
    assert len(list(tmp_path.iterdir())) <= 12
    size = sum(path.stat().st_size for path in tmp_path.glob("*.vectors"))
    assert size <= 3 * DIMENSIONS * len(wanted)


def test_a_build_that_fails_leaves_what_was_there(tmp_path):
    build(tmp_path, {0: ((), (1,))})
    writer = ParagraphVectorsWriter(tmp_path, append=True)
    writer.add(1, rows(2), b"")
    writer.rollback()
    assert first_bytes(tmp_path, (0, 1), (1, 1)) == [1, 0]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("suffix", [".vectors", ".keys"])
def test_a_file_that_is_cut_is_told(tmp_path, suffix):
    build(tmp_path, {0: ((), (1, 2, 3))})
    (path,) = tmp_path.glob(f"*{suffix}")
    path.write_bytes(path.read_bytes()[:-64])
    with pytest.raises(ValueError, match=r"cut|row"):
        ParagraphVectors(tmp_path)


def test_a_paragraph_that_cannot_be_is_told(tmp_path):
    build(tmp_path, {-1: ((), (1,))})
    with pytest.raises(ValueError, match="can't be"):
        ParagraphVectors(tmp_path)
