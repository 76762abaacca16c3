"""A tantivy index made to harm: nothing outside it is touched, and an error of ours is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import reseal, the_file

from search import open_searcher
from search.errors import AlineaError, IndexDamagedError


@pytest.fixture
def engine_of_library() -> str:
    return "tantivy"


@pytest.fixture
def engine(small_library) -> Path:
    found: Path = small_library.generations.path("000001") / "engine"
    return found


@pytest.mark.parametrize("absolute", [True, False])
def test_a_list_of_files_to_be_removed_names_none_elsewhere(
    small_library, engine, tmp_path, absolute
):
    """tantivy removes what is in the list and in no segment, wherever that is."""
    precious = tmp_path / "precious.txt"
    precious.write_text("à garder")
    managed = engine / ".managed.json"
    name = str(precious) if absolute else "../../../../precious.txt"
    managed.write_text(json.dumps([*json.loads(managed.read_text()), name]))
    reseal(engine.parent)
    with pytest.raises(IndexDamagedError, match="names what is no file of the index"):
        small_library.snapshots().current()
    small_library.write("a.txt", "Le cerf.", age=10)
    assert "names what is no file" in small_library.update().rebuilt_because
    assert precious.read_text() == "à garder"


def test_an_index_with_another_schema_is_damage(small_library, engine):
    meta = engine / "meta.json"
    meta.write_text(meta.read_text().replace('"freq"', '"basic"'))
    reseal(engine.parent)
    with pytest.raises(IndexDamagedError, match="another schema"):
        small_library.snapshots().current()


PARTS = [
    *("*.term", "*.idx", "*.pos", "*.fast", "*.fieldnorm", "*.store", "meta.json"),
    *("*.payloads", "*.keys"),
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"\x80"])
def test_a_file_of_nonsense_is_told_or_harmless(small_library, engine, part, filling):
    path = the_file(engine, part)
    path.write_bytes(filling * path.stat().st_size)
    reseal(engine.parent)
    searcher = open_searcher(small_library.settings)
    for use in (
        lambda: searcher.search('chat* "le chat" chein~'),
        lambda: searcher.search("chat", sort="date"),
        lambda: searcher.document("a.txt", "chat"),
        lambda: searcher.suggest("ch"),
        lambda: small_library.snapshots().verify(),
        lambda: small_library.update(),
    ):
        assert isinstance(outcome(use), IndexDamagedError | None)


def outcome(use: Callable[[], object]) -> AlineaError | None:
    try:
        use()
    except AlineaError as error:
        return error
    return None
