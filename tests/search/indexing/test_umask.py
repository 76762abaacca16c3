"""Whatever the umask and the folder that was there, a user can open what he has built."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from search.errors import IndexIncompatibleError, IndexUnwritableError


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


def modes(library) -> set[int]:
    """The permissions of all there is."""
    paths = [library.index, *library.index.rglob("*")]
    return {stat.S_IMODE(path.lstat().st_mode) for path in paths if path.name != "lock"}


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o027, 0o077])
def test_what_is_built_can_be_opened_and_is_nobody_else_s_to_write(library, mask):
    library.write("a.txt", "Le chat dort.")
    library.index = library.index / "new" / "deep"
    with umask(mask):
        library.rebuild()
        library.write("b.txt", "Le chat mange.")
        library.update()
    library.snapshots().verify()
    assert library.generations.names() == ["000001", "000002"]
    assert len(library.found("chat")) == 2
    assert not any(mode & 0o022 for mode in modes(library))
    assert all(not mode & mask for mode in modes(library))


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o2775])
def test_a_folder_that_others_may_write_is_closed_to_them_by_a_build(library, mode):
    """A clone of the project has such folders where the umask is 002."""
    library.index.mkdir()
    library.index.chmod(mode)
    library.write("a.txt", "Le chat dort.")
    library.rebuild()
    assert stat.S_IMODE(library.index.stat().st_mode) == mode & ~0o022
    library.snapshots().verify()


def test_nobody_else_sees_a_draft(library):
    library.write("a.txt", "Le chat dort.")
    seen = []

    def look(*_: object) -> None:
        seen.append(stat.S_IMODE(library.generations.draft("000001").stat().st_mode))

    library.rebuild(look)
    assert set(seen) == {0o700}
    assert stat.S_IMODE(library.generations.path("000001").stat().st_mode) & 0o700 == 0o700


def test_where_everybody_may_replace_the_index_none_is_kept(small_library):
    above = small_library.index.parent
    above.chmod(0o777)
    with pytest.raises(IndexIncompatibleError, match="anyone can write"):
        small_library.snapshots().current()
    small_library.write("c.txt", "Le cerf.")
    for build in (small_library.update, small_library.rebuild):
        with pytest.raises(IndexUnwritableError, match="anyone can write"):
            build()
    above.chmod(0o1777)
    small_library.update()
    small_library.snapshots().verify()


def test_a_folder_above_may_be_its_group_s(small_library):
    small_library.index.parent.chmod(0o775)
    small_library.snapshots().verify()
