"""An index whose digests are right and whose numbers are made to harm: an error of ours, soon."""

import json
import resource
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hostile import reseal, the_file

from search import open_searcher
from search.engines.arrays import ArrayFile, write_arrays
from search.errors import AlineaError, IndexDamagedError

HUGE = 1 << 62


@pytest.fixture(autouse=True)
def little_memory() -> Iterator[None]:
    """Whatever is made as large as a file says fails, and is seen: two gigabytes are enough."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (2 << 30), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.fixture
def generation(small_library) -> Path:
    found: Path = small_library.generations.path("000001")
    return found


def tell(library, generation: Path) -> list[AlineaError]:
    """What is said when everything is asked."""
    reseal(generation)
    searcher = open_searcher(library.settings)
    uses: list[Callable[[], object]] = [
        lambda: searcher.search("chat"),
        lambda: searcher.search('c* OU "le chat" OU chein~'),
        lambda: searcher.search("chat", sort="date", first="1900"),
        lambda: searcher.search("chat", group="document"),
        lambda: searcher.documents(),
        lambda: searcher.document("a.txt", "chat"),
        lambda: searcher.suggest("ch"),
        lambda: searcher.skipped(),
        lambda: library.snapshots().verify(),
        lambda: _updated(library),
    ]
    told = []
    for use in uses:
        try:
            use()
        except AlineaError as error:
            told.append(error)
    return told


def _updated(library) -> None:
    """An update mends what is damaged, and says so: that is told too."""
    if reason := library.update().rebuilt_because:
        raise IndexDamagedError(path=library.index, reason=reason, command="alinea rebuild")


def change_toc(generation: Path, change: Callable[[dict], object]) -> None:
    path = the_file(generation, "*.toc")
    contents = json.loads(path.read_text())
    change(contents["segments"][0])
    path.write_text(json.dumps(contents))


@pytest.mark.parametrize(
    "values",
    [
        {"name": "../../../etc/passwd"},
        {"name": "/etc/passwd"},
        {"name": "a\n"},
        {"name": ""},
        {"documents": -1},
        {"documents": HUGE},
        {"documents": 2},
        {"documents": 4},
        {"documents": 1e300},
        {"documents": "3"},
        {"deleted": [-1]},
        {"deleted": [3]},
        {"deleted": [0, 0]},
        {"deleted": [HUGE]},
        {"lengths": {"form": -1}},
        {"lengths": {"form": 10**400}},
        {"compound": True},
        {"codec": "whoosh.codec.whoosh3.W3Codec"},
    ],
    ids=str,
)
def test_a_table_of_contents_that_can_not_be_is_damage(small_library, generation, values):
    change_toc(generation, lambda segment: segment.update(values))
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b'{"segments": null}', b"\xff\xfe", b"0"])
def test_a_table_of_contents_that_is_none_is_damage(small_library, generation, content):
    the_file(generation, "*.toc").write_bytes(content)
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))


def arrays_of(path: Path) -> dict[str, np.ndarray]:
    """Copies of all arrays in a file."""
    content = path.read_bytes()
    names = json.loads(content[16 : 16 + int.from_bytes(content[8:16], "little")])
    file = ArrayFile(path)
    return {name: np.array(file[name]) for name in names}


ARRAYS = (
    "keys payload_ends first_days form/lengths form/terms form/ends form/documents form/counts "
    "form/starts form/positions form/places stem/documents stem/counts stem/starts stem/ends"
).split()


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("kind", ["huge", "backwards", "shorter", "none"])
def test_arrays_of_wrong_numbers_are_told_or_harmless(small_library, generation, name, kind):
    path = the_file(generation, "*.arrays")
    arrays = arrays_of(path)
    last = arrays[name][-1]
    match kind:
        case "huge":
            arrays[name] = np.full(len(arrays[name]), HUGE, np.uint64)
            if name.endswith(("starts", "places")):  # what ends right may begin anywhere
                arrays[name][-1] = last
        case "backwards":
            arrays[name] = arrays[name][::-1].copy()
        case "shorter":
            arrays[name] = arrays[name][:-1]
        case "none":
            arrays[name] = arrays[name][:0]
    with path.open("wb") as file:
        write_arrays(file, arrays)
    for error in tell(small_library, generation):
        assert isinstance(error, IndexDamagedError)


@pytest.mark.parametrize("count", [HUGE, 1 << 63, 1 << 30])
def test_a_merge_makes_nothing_as_large_as_a_file_says(small_library, generation, count):
    path = the_file(generation, "*.arrays")
    arrays = arrays_of(path)
    arrays["form/counts"] = np.full(len(arrays["form/counts"]), count, np.uint64)
    with path.open("wb") as file:
        write_arrays(file, arrays)
    reseal(generation)
    (segment,) = small_library.snapshots().current().reader._segments
    with pytest.raises(ValueError, match="not in order"):
        segment.occurrences_by_document("form", np.arange(3))


@pytest.mark.parametrize(
    "entry",
    [
        ["|O8", 3, 0],
        ["<u8", -3, 0],
        ["<u8", HUGE, 0],
        ["<u8", 3, -64],
        ["<u8", 3, HUGE],
        ["<u8", 3, 1],
        ["(1000000000,)<u8", 1, 0],
        ["<f8", 3, 0],
        [["<u8"], 3, 0],
        {"<u8": 3},
    ],
    ids=str,
)
def test_a_directory_that_leads_out_of_the_file_is_damage(small_library, generation, entry):
    path = the_file(generation, "*.arrays")
    content = path.read_bytes()
    end = 16 + int.from_bytes(content[8:16], "little")
    directory = json.loads(content[16:end]) | {"keys": entry}
    encoded = json.dumps(directory).encode()
    encoded += b" " * (-(16 + len(encoded)) % 64)
    path.write_bytes(content[:8] + len(encoded).to_bytes(8, "little") + encoded + content[end:])
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))


@pytest.mark.parametrize("length", [0, 1, 1 << 20, HUGE, (1 << 64) - 1])
def test_a_directory_of_another_length_is_damage(small_library, generation, length):
    path = the_file(generation, "*.arrays")
    content = path.read_bytes()
    path.write_bytes(content[:8] + length.to_bytes(8, "little") + content[16:])
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))


def test_a_sparse_file_of_a_terabyte_is_not_read_into_memory(small_library, generation):
    for name in ("*.toc", "manifest.json"):
        with the_file(generation, name).open("r+b") as file:
            file.truncate(1 << 40)
        with pytest.raises(IndexDamagedError):
            small_library.snapshots().current()


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "engine/../../x", "engine//x", "./x", "a\\b", "c:x", "x\0", ""],
)
def test_a_manifest_that_names_what_is_elsewhere_is_damage(small_library, generation, name):
    path = generation / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"][name] = {"size": 0, "blake2b": "00"}
    path.write_text(json.dumps(manifest))
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        small_library.snapshots().current()
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        small_library.snapshots().damaged_files()
    assert "manifest.json" in small_library.update().rebuilt_because


@pytest.mark.parametrize(
    "values", [{"documents": -1}, {"paragraphs": 10**30}, {"files": {}}, {"note": "[" * 9}]
)
def test_a_manifest_of_numbers_that_can_not_be_is_told_or_harmless(
    small_library, generation, values
):
    path = generation / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
    try:
        small_library.snapshots().verify()
    except IndexDamagedError:
        return
    assert "note" in values


def test_a_manifest_nested_without_end_is_damage(small_library, generation):
    nested = '{"format": 4, "x": ' + "[" * 200_000 + "]" * 200_000 + "}"
    (generation / "manifest.json").write_text(nested)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        small_library.snapshots().current()


STATEMENTS = [
    "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END",
    "CREATE VIEW v AS SELECT load_extension('x')",
    "DROP TABLE copies; CREATE VIEW copies AS SELECT 1 AS number, 'x' AS id",
    "CREATE INDEX i ON documents (abs(number))",
    "CREATE TABLE more (x)",
    "ALTER TABLE documents ADD COLUMN x AS (abs(number))",
    "UPDATE documents SET number = 4611686018427387904 WHERE number = 0",
    "UPDATE documents SET number = 549755813888 WHERE number = 0",
    "UPDATE documents SET number = -5 WHERE number = 0",
    "UPDATE documents SET metadata = '['",
    "UPDATE documents SET metadata = 5",
    "UPDATE documents SET title = x'ff'",
    "UPDATE documents SET date = 'demain'",
    "UPDATE documents SET paragraphs = 'trois'",
    "INSERT INTO skipped VALUES ('a', 1, '{x:>9999999999}', '{\"x\": \"y\"}')",
    "INSERT INTO skipped VALUES ('a', 1, '{x.__class__}', '{\"x\": \"y\"}')",
    "INSERT INTO skipped VALUES ('a', 1, '{y}', '{}')",
    "INSERT INTO skipped VALUES ('a', 1, '{', '{}')",
    "INSERT INTO skipped VALUES ('a', 'x', 5, '{}')",
    "INSERT INTO skipped VALUES ('a', 1, 'x', '{\"path\": 1}')",
    "INSERT INTO skipped VALUES ('a', 1, 'x', '[]')",
    "INSERT INTO skipped VALUES (NULL, NULL, NULL, NULL)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_catalogue_made_to_harm_is_damage(small_library, generation, statement):
    connection = sqlite3.connect(generation / "catalog.sqlite")
    connection.executescript(statement)
    connection.close()
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))


def test_a_catalogue_is_only_read(small_library):
    catalog = small_library.snapshots().current().catalog
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalog._connection.execute("DELETE FROM documents")


@pytest.mark.parametrize("content", [b"\xff", b"\0", b"\xdd\xff\xff\xff\xff"])
def test_payloads_that_are_none_are_damage(small_library, generation, content):
    path = the_file(generation, "*.payloads")
    path.write_bytes(content * path.stat().st_size)
    assert any(isinstance(error, IndexDamagedError) for error in tell(small_library, generation))
