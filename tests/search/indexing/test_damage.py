"""Whatever has become of the files of an index, it is told, and a build mends it."""

from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import open_searcher
from search.errors import AlineaError, IndexDamagedError, IndexMissingError

GENERATION = "generations/000001"
FILES = ["CURRENT", "manifest.json", "catalog.sqlite", "*.toc", "*.arrays", "*.payloads"]


@pytest.fixture
def real_library(library, seed):
    """The real document, whose segment is too large to be summed up each time it is opened."""
    library.write("seed.txt", seed.read_text("utf-8"))
    library.rebuild()
    return library


def the_file(library, pattern: str):
    (path,) = library.index.rglob(pattern)
    return path


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("kind", ["missing", "empty", "cut", "longer", "a folder"])
def test_a_file_that_is_missing_or_of_another_length_is_damage(real_library, pattern, kind):
    path = the_file(real_library, pattern)
    content = path.read_bytes()
    path.unlink()
    match kind:
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "longer":
            path.write_bytes(content + b"\0")
        case "a folder":
            path.mkdir()
    missing = (kind, pattern) == ("missing", "CURRENT")
    expected = IndexMissingError if missing else IndexDamagedError
    with pytest.raises(expected, match="alinea rebuild") as caught:
        real_library.snapshots().current()
    assert str(real_library.index) in str(caught.value)
    if pattern == "CURRENT":
        return  # what it named is served all the same
    for use in (lambda s: s.search("Trump"), lambda s: s.documents(), lambda s: s.generation):
        with pytest.raises(expected):
            use(open_searcher(real_library.settings))


@pytest.mark.parametrize("pattern", FILES[1:])
def test_a_damaged_file_is_named(real_library, pattern):
    path = the_file(real_library, pattern)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(IndexDamagedError, match=path.name):
        real_library.snapshots().current()


@pytest.mark.parametrize("pattern", FILES[2:])
def test_one_wrong_bit_is_found_by_a_check(real_library, pattern):
    path = the_file(real_library, pattern)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    damaged = real_library.snapshots().damaged_files()
    assert damaged == [path.relative_to(real_library.index / GENERATION).as_posix()]


@pytest.mark.parametrize("pattern", ["catalog.sqlite", "*.toc"])
def test_one_wrong_bit_of_a_small_file_is_found_before_it_is_used(real_library, pattern):
    """They say how to read the large ones."""
    path = the_file(real_library, pattern)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=path.name):
        real_library.snapshots().current()


@pytest.mark.parametrize("pattern", FILES)
def test_a_rebuild_mends_a_damaged_index(real_library, pattern):
    path = the_file(real_library, pattern)
    path.write_bytes(b"\0" * path.stat().st_size)
    real_library.rebuild()
    real_library.snapshots().verify()
    assert real_library.snapshots().damaged_files() == []
    assert real_library.found("Trump") == ["seed.txt#p6"]


@pytest.mark.parametrize("pattern", FILES[:-1])
def test_an_update_of_a_damaged_index_is_a_rebuild_and_says_why(real_library, pattern):
    path = the_file(real_library, pattern)
    path.write_bytes(b"\0" * path.stat().st_size)
    assert "is damaged" in real_library.update().rebuilt_because
    real_library.snapshots().verify()
    assert real_library.found("Trump") == ["seed.txt#p6"]


def test_an_update_of_a_cut_index_reads_all_again(small_library):
    path = the_file(small_library, "*.arrays")
    path.write_bytes(path.read_bytes()[:-9])
    report = small_library.update()
    assert (report.added, report.unchanged) == (2, 0)
    assert "is missing or isn't what was written" in report.rebuilt_because
    small_library.snapshots().verify()


@pytest.fixture(scope="module")
def whole(new_library, seed):
    """A library, and the content of its files as they should be."""
    library = new_library()
    library.write("seed.txt", seed.read_text("utf-8"))
    library.rebuild()
    paths = [the_file(library, pattern) for pattern in FILES[2:]]
    return library, {path: path.read_bytes() for path in paths}


USES = [
    lambda library: library.found('traité ukrainien* Zelenski~ "jour de la victoire"'),
    lambda library: library.found("date:2024 Trump", sort="date"),
    lambda library: open_searcher(library.settings).document("seed.txt", "Trump"),
    lambda library: open_searcher(library.settings).documents(),
    lambda library: open_searcher(library.settings).suggest("ukr"),
    lambda library: library.snapshots().damaged_files(),
    lambda library: library.snapshots().verify(),
]


@pytest.mark.usefixtures("careless_whoosh")
@settings(deadline=None, max_examples=50)
@given(st.integers(0, 3), st.binary(min_size=1, max_size=64))
def test_whatever_bytes_are_wrong_nothing_but_an_error_of_ours_comes_out(whole, file, wrong):
    library, contents = whole
    path, content = list(contents.items())[file]
    start = crc32(wrong) % len(content)  # anywhere: hypothesis likes the first byte too well
    try:
        path.write_bytes((content[:start] + wrong + content[start + len(wrong) :])[: len(content)])
        for use in USES:
            assert outcome(use, library)
    finally:
        path.write_bytes(content)


def outcome(use, library) -> str:
    """What comes of a use, in a word or in the error's own."""
    try:
        use(library)
    except AlineaError as error:
        return str(error)
    return "fine"
