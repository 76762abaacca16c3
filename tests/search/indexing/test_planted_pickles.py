"""An index is data: whatever a stranger has put into one, and wherever, nothing of it is run."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import pickled, reseal, the_file, whoosh_toc

from search import open_searcher
from search.cli.documents import _complete_document
from search.errors import AlineaError, IndexUnusableError, IndexUnwritableError
from search.terminal.statistics import statistics
from web import create_app

#: What any pickle has asked for, by whatever name the unpickling is called.
unpickled: list[tuple[object, ...]] = []


def _audit(event: str, details: tuple[object, ...]) -> None:
    if event == "pickle.find_class":
        unpickled.append(details)


sys.addaudithook(_audit)


@pytest.fixture
def watched(monkeypatch):
    """Nothing may be unpickled: neither by Python's own, nor as Whoosh calls it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("load", "loads"):
        monkeypatch.setattr(f"pickle.{name}", refuse)
    for name in ("compat.load", "compat.loads", "filedb.structfile.load_pickle"):
        monkeypatch.setattr(f"whoosh.{name}", refuse)
    unpickled.clear()


@pytest.fixture
def trace(tmp_path) -> Path:
    """What a planted program makes."""
    return tmp_path / "trace"


class Target:
    """An index to be attacked."""

    def __init__(self, library, trace: Path) -> None:
        self.index: Path = library.index
        self.generation: Path = library.generations.path("000001")
        self.engine = self.generation / "engine"
        self.elsewhere: Path = library.index.with_name("elsewhere")
        self.pickle = pickled(trace)
        self.toc = whoosh_toc(trace)


def as_the_toc(target: Target) -> None:
    the_file(target.engine, "*.toc").write_bytes(target.toc)


def as_the_toc_with_a_right_digest(target: Target) -> None:
    as_the_toc(target)
    reseal(target.generation)


def as_a_bare_pickle_with_a_right_digest(target: Target) -> None:
    the_file(target.engine, "*.toc").write_bytes(target.pickle)
    reseal(target.generation)


def as_a_later_toc(target: Target) -> None:
    (target.engine / "_MAIN_999.toc").write_bytes(target.toc)


def as_a_later_toc_with_a_right_digest(target: Target) -> None:
    as_a_later_toc(target)
    reseal(target.generation)


def as_arrays(target: Target) -> None:
    the_file(target.engine, "*.arrays").write_bytes(target.pickle)
    reseal(target.generation)


def as_arrays_of_objects(target: Target) -> None:
    """As NumPy would keep them, which unpickles."""
    path = the_file(target.engine, "*.arrays")
    path.write_bytes(path.read_bytes().replace(b'"<u8"', b'"|O8"'))
    reseal(target.generation)


def as_payloads(target: Target) -> None:
    path = the_file(target.engine, "*.payloads")
    path.write_bytes(target.pickle.ljust(path.stat().st_size, b"."))
    reseal(target.generation)


def as_a_compound_segment(target: Target) -> None:
    arrays = the_file(target.engine, "*.arrays")
    for suffix in (".seg", ".trm", ".pst"):
        arrays.with_suffix(suffix).write_bytes(target.pickle)
    reseal(target.generation)


def as_the_catalogue(target: Target) -> None:
    (target.generation / "catalog.sqlite").write_bytes(target.pickle)
    reseal(target.generation)


def as_the_manifest(target: Target) -> None:
    (target.generation / "manifest.json").write_bytes(target.pickle)


def as_the_pointer(target: Target) -> None:
    (target.index / "CURRENT").write_bytes(target.pickle)


def beside_the_good_files(target: Target) -> None:
    for folder in (target.generation, target.engine):
        (folder / "schema.pickle").write_bytes(target.pickle)


def in_a_folder_more(target: Target) -> None:
    (target.engine / "MAIN.tmp").mkdir()
    (target.engine / "MAIN.tmp" / "_MAIN_2.toc").write_bytes(target.toc)


def _elsewhere(target: Target, path: Path) -> None:
    """Have a file or folder stand elsewhere, and a link in its place."""
    path.rename(target.elsewhere)
    path.symlink_to(target.elsewhere)


def behind_a_link(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    _elsewhere(target, the_file(target.engine, "*.toc"))


def behind_a_link_to_the_engine(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    _elsewhere(target, target.engine)


def behind_a_link_to_the_generation(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    _elsewhere(target, target.generation)


def behind_a_link_to_all_generations(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    _elsewhere(target, target.generation.parent)


def behind_a_link_to_the_index(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    _elsewhere(target, target.index)


def in_a_folder_that_all_may_write(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    target.engine.chmod(0o777)


def in_a_file_that_all_may_write(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    the_file(target.engine, "*.toc").chmod(0o666)


def in_a_generation_that_the_group_may_write(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    target.generation.chmod(0o775)


def in_an_index_that_all_may_write(target: Target) -> None:
    as_the_toc_with_a_right_digest(target)
    target.index.chmod(0o777)


PLACES = [
    as_the_toc,
    as_the_toc_with_a_right_digest,
    as_a_bare_pickle_with_a_right_digest,
    as_a_later_toc,
    as_a_later_toc_with_a_right_digest,
    as_arrays,
    as_arrays_of_objects,
    as_payloads,
    as_a_compound_segment,
    as_the_catalogue,
    as_the_manifest,
    as_the_pointer,
    beside_the_good_files,
    in_a_folder_more,
    behind_a_link,
    behind_a_link_to_the_engine,
    behind_a_link_to_the_generation,
    behind_a_link_to_all_generations,
    behind_a_link_to_the_index,
    in_a_folder_that_all_may_write,
    in_a_file_that_all_may_write,
    in_a_generation_that_the_group_may_write,
    in_an_index_that_all_may_write,
]
#: An index that opens all the same: it names files that nobody asks for, and payloads are
#: looked at one by one.
OPENED = [as_a_compound_segment, as_payloads]
#: Where a build doesn't write, since what is there isn't the index's.
UNWRITABLE = [behind_a_link_to_all_generations, behind_a_link_to_the_index]


def uses(library) -> list[Callable[[], object]]:
    """All that reads an index."""
    searcher = open_searcher(library.settings)
    client = create_app(library.settings).test_client()
    return [
        lambda: searcher.search('chat* +"le chat" chein~'),
        lambda: searcher.documents(),
        lambda: searcher.document("a.txt", "chat"),
        lambda: searcher.suggest("ch"),
        lambda: searcher.skipped(),
        lambda: statistics(library.snapshots()),
        lambda: library.snapshots().damaged_files(),
        lambda: library.snapshots().verify(),
        lambda: client.get("/readyz"),
        lambda: client.get("/api/search?q=chat"),
        lambda: client.get("/?q=chat"),
        lambda: client.get("/document/a.txt"),
    ]


def outcome(use: Callable[[], object]) -> AlineaError | None:
    try:
        use()
    except AlineaError as error:
        return error
    return None


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__)
def test_a_program_in_an_index_is_never_run(small_library, trace, plant):
    plant(Target(small_library, trace))
    errors = [outcome(use) for use in uses(small_library)]
    assert unpickled == []
    assert not trace.exists()
    if plant not in OPENED:
        with pytest.raises(IndexUnusableError, match="alinea rebuild"):
            small_library.snapshots().current()
        assert any(errors)


@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__)
def test_an_update_builds_such_an_index_anew_and_runs_nothing(small_library, trace, plant):
    plant(Target(small_library, trace))
    if plant in UNWRITABLE:
        with pytest.raises(IndexUnwritableError, match="symbolic link"):
            small_library.update()
    else:
        report = small_library.update()
        assert report.rebuilt_because or plant in OPENED
        if plant is as_payloads:
            small_library.rebuild()
        small_library.snapshots().verify()
        assert small_library.found("chien") == ["a.txt#p2"]
    assert not trace.exists()


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("part", ["", "generations", "CURRENT", "engine", "*.toc", "*.arrays"])
def test_no_part_of_an_index_may_belong_to_another_user(small_library, trace, monkeypatch, part):
    target = Target(small_library, trace)
    as_the_toc_with_a_right_digest(target)
    path = the_file(target.index, part) if part else target.index
    give_away(path, monkeypatch)
    with pytest.raises(IndexUnusableError, match="it belongs to another user"):
        small_library.snapshots().current()
    assert all(isinstance(outcome(use), AlineaError | None) for use in uses(small_library))
    assert unpickled == []
    assert not trace.exists()


def give_away(path: Path, monkeypatch) -> None:
    """Have a path belong to another user, be it in what the system says of it."""
    if os.geteuid() == 0:
        os.lchown(path, 4242, 4242)
        return
    here = path.lstat().st_ino
    exposed = "search.indexing.contents.exposed"

    def told(name: str, status: os.stat_result, trusted: int | None = None) -> str | None:
        values = list(status)
        values[4] = 4242 if status.st_ino == here else status.st_uid
        from search.indexing.permissions import exposed as really

        return really(name, os.stat_result(values), trusted)

    monkeypatch.setattr(exposed, told)


@pytest.mark.usefixtures("watched")
def test_completion_of_a_document_runs_nothing(small_library, trace):
    as_the_toc_with_a_right_digest(Target(small_library, trace))

    class Context:
        params = {"index": str(small_library.index), "engine": "whoosh"}  # noqa: RUF012

    assert _complete_document(Context(), None, "a") == []
    assert not trace.exists()


def test_whoosh_reads_no_file_of_an_index(small_library, monkeypatch):
    """What could unpickle in it is given nothing to read."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("Whoosh opened a file")

    for name in ("StructFile", "BufferFile"):
        monkeypatch.setattr(f"whoosh.filedb.structfile.{name}.__init__", refuse)
    small_library.write("c.txt", "Le cerf.")
    small_library.update()
    small_library.snapshots().verify()
    assert small_library.found("chat cerf") == ["c.txt#p1", "a.txt#p1", "b.txt#p1"]


def test_a_stranger_s_index_is_never_written_through_its_links(small_library, tmp_path):
    """Not by the lock, not by the pointer, not by who says that he writes."""
    precious = tmp_path / "precious"
    for name in ("writer.txt", "CURRENT.new"):
        precious.write_text("à garder")
        (small_library.index / name).symlink_to(precious)
        small_library.write("c.txt", f"Le cerf {name}.", age=10)
        small_library.update()
        assert precious.read_text() == "à garder"
    (small_library.index / "lock").unlink(missing_ok=True)
    (small_library.index / "lock").symlink_to(precious)
    with pytest.raises(IndexUnwritableError, match="lock is a symbolic link"):
        small_library.rebuild()
    assert precious.read_text() == "à garder"


def test_a_draft_s_place_taken_by_a_link_is_freed_and_its_target_kept(small_library, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("à garder")
    small_library.generations.draft("000002").symlink_to(precious)
    small_library.rebuild()
    small_library.snapshots().verify()
    assert (precious / "letter.txt").read_text() == "à garder"


def test_an_index_that_was_only_moved_is_opened(small_library, tmp_path):
    """From a stranger too, once it is the reader's own: it is data."""
    shutil.copytree(small_library.index, tmp_path / "given")
    small_library.index = tmp_path / "given"
    small_library.snapshots().verify()
    assert small_library.found("chien") == ["a.txt#p2"]
