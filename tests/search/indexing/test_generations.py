"""Generations: a build is served whole or not at all, and readers keep what they opened."""

import gc
import json
import os
import shutil

import pytest

from search import Searcher, open_searcher
from search.errors import IndexDamagedError, IndexMissingError
from search.indexing.manifest import FORMAT
from search.indexing.snapshots import Snapshots


@pytest.fixture(params=["whoosh", "tantivy"])
def engine_of_library(request) -> str:
    return request.param


def test_each_build_that_changes_something_is_a_new_generation(small_library):
    first = small_library.snapshots().current().name
    small_library.write("c.txt", "Le cerf.")
    assert small_library.update().generation == "000002"
    assert small_library.rebuild().generation == "000003"
    assert small_library.snapshots().current().name != first


def test_the_generation_before_the_current_one_is_kept_and_older_ones_are_removed(small_library):
    small_library.rebuild()
    assert small_library.generations.names() == ["000001", "000002"]
    small_library.rebuild()
    assert small_library.generations.names() == ["000002", "000003"]
    assert small_library.generations.current() == "000003"
    assert small_library.generations.previous() == "000002"


def test_the_first_generation_has_none_before_it(small_library):
    assert small_library.generations.previous() is None


def test_the_kept_generation_can_be_served_again(small_library):
    small_library.write("b.txt", "Le lièvre.", age=10)
    small_library.update()
    small_library.generations.point_to("000001")
    assert small_library.found("lièvre") == []
    assert small_library.found("chat") == ["a.txt#p1", "b.txt#p1"]


def test_a_reader_keeps_what_it_opened_while_new_ones_see_the_new_generation(small_library):
    snapshots = small_library.snapshots()
    opened = snapshots.current()
    reading = Searcher(lambda: opened)
    before = [hit.snippet for hit in reading.search("chat").hits]
    for name in ("un", "deux", "trois"):
        small_library.write("a.txt", f"Le cerf {name}.", age=10)
        small_library.rebuild()
    assert "000001" not in small_library.generations.names()
    assert [hit.snippet for hit in reading.search("chat").hits] == before
    assert len(reading.document("a.txt").paragraphs) == 2
    assert len(snapshots.current().catalog.documents()) == 2
    assert Searcher(snapshots.current).search("cerf trois").total == 1


def test_a_searcher_picks_up_the_new_generation_by_itself(small_library):
    searcher = open_searcher(small_library.settings)
    names = [searcher.generation]
    for name in ("cerf", "daim", "élan"):
        small_library.write("a.txt", f"Le {name}.", age=10)
        small_library.update()
        assert searcher.search(name).total == 1
        names.append(searcher.generation)
    assert len(set(names)) == 4


def test_a_generation_is_opened_once(small_library):
    snapshots = small_library.snapshots()
    assert snapshots.current() is snapshots.current()


def test_two_builds_with_one_number_have_different_names(small_library):
    before = small_library.snapshots().current().name
    shutil.rmtree(small_library.index)
    small_library.rebuild()
    after = small_library.snapshots().current().name
    assert before.startswith("000001-")
    assert after.startswith("000001-")
    assert before != after


def test_builds_that_outrun_a_reader_do_not_fail_it(small_library):
    """What CURRENT named when it was read is gone when it is opened."""

    class Overtaken:
        name = small_library.engine
        overtaken = False

        def open(self, folder, ranks, checksums):
            if not self.overtaken:
                self.overtaken = True
                small_library.rebuild()
                small_library.rebuild()
            return plain.engine.open(folder, ranks, checksums)

    plain = small_library.snapshots()
    snapshots = Snapshots(plain.generations, Overtaken(), plain.analysis)
    assert snapshots.current().name.startswith("000003-")


def test_what_crashed_builds_have_left_is_removed_by_the_next(small_library):
    drafts = [small_library.generations.draft(name) for name in ("000002", "000007")]
    for draft in drafts:
        draft.mkdir()
        (draft / "manifest.json").write_text("{")
    small_library.write("c.txt", "Le cerf.")
    assert small_library.update().generation == "000002"
    assert small_library.generations.names() == ["000001", "000002"]
    assert not any(draft.exists() for draft in drafts)


def test_what_is_no_generation_is_left_alone(small_library):
    (small_library.index / "generations" / "notes.txt").write_text("à garder")
    (small_library.index / "generations" / "²").mkdir()
    small_library.rebuild()
    small_library.rebuild()
    assert (small_library.index / "generations" / "notes.txt").exists()
    assert small_library.generations.names() == ["000002", "000003"]


def test_generations_are_counted_beyond_six_digits(small_library):
    million = 999_999
    (small_library.index / "generations" / "000001").rename(
        small_library.generations.path(f"{million}")
    )
    (small_library.index / "CURRENT").write_text(f"{million}\n")
    small_library.write("c.txt", "Le cerf.")
    assert small_library.update().generation == f"{million + 1}"
    assert small_library.generations.names() == [f"{million}", f"{million + 1}"]
    assert small_library.generations.previous() == f"{million}"
    small_library.rebuild()
    assert small_library.generations.names() == [f"{million + 1}", f"{million + 2}"]


def test_an_update_shares_the_files_that_it_does_not_change(small_library):
    before = {p.name: p.stat().st_ino for p in small_library.index.rglob("*.seg")}
    small_library.write("c.txt", "Le cerf.")
    small_library.update()
    clone = small_library.generations.path("000002")
    after = {p.name: p.stat().st_ino for p in clone.rglob("*.seg")}
    assert before.items() <= after.items()


def test_an_update_copies_where_files_cannot_be_shared(small_library, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    small_library.write("c.txt", "Le cerf.")
    small_library.update()
    small_library.snapshots().verify()
    assert small_library.found("chat cerf") == ["c.txt#p1", "a.txt#p1", "b.txt#p1"]


def test_an_update_never_changes_a_file_of_the_generation_before(small_library):
    before = small_library.files()
    small_library.write("a.txt", "Le cerf.", age=10)
    (small_library.source / "b.txt").unlink()
    small_library.update()
    after = small_library.files()
    kept = {name: content for name, content in before.items() if name != "CURRENT"}
    assert kept.items() <= after.items()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"garbage",
        b"../../etc",
        b"000007",
        b"1",
        b"000001 x",
        b"000001\t",
        b"\xc2\xb2",
        b"9" * 5000,
    ],
)
def test_a_pointer_to_nothing_is_damage_and_a_rebuild_mends_it(small_library, content):
    (small_library.index / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="alinea rebuild"):
        small_library.snapshots().current()
    small_library.rebuild()
    assert small_library.found("chien") == ["a.txt#p2"]


def test_while_the_pointer_is_damaged_no_build_removes_what_it_may_have_named(small_library):
    (small_library.index / "CURRENT").write_text("garbage")

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small_library.rebuild(interrupt)
    (small_library.index / "CURRENT").write_text("000001\n")
    small_library.snapshots().verify()


def test_an_index_without_a_pointer_is_missing(small_library):
    (small_library.index / "CURRENT").unlink()
    with pytest.raises(IndexMissingError, match="alinea rebuild"):
        small_library.snapshots().current()


def test_the_manifest_says_what_the_generation_is(small_library):
    manifest = json.loads((small_library.generations.path("000001") / "manifest.json").read_text())
    assert (manifest["engine"], manifest["format"]) == (small_library.engine, FORMAT)
    assert (manifest["documents"], manifest["paragraphs"], manifest["skipped"]) == (2, 3, 0)
    assert manifest["source"] == str(small_library.source)
    files = {name.partition("/")[2].partition("/")[2] for name in small_library.files()}
    assert set(manifest["files"]) == files - {"manifest.json", ""}
    assert small_library.snapshots().damaged_files() == []


def test_a_pipe_in_the_place_of_the_pointer_is_damage_and_not_waited_for(
    small_library, monkeypatch
):
    """It is put there between a look at the file and its opening."""
    pointer = small_library.index / "CURRENT"
    pointer.unlink()
    os.mkfifo(pointer)
    monkeypatch.setattr("search.indexing.generations.wrong_kind", lambda *_, **__: None)
    with pytest.raises(IndexDamagedError, match="CURRENT"):
        small_library.snapshots().generations.current()


@pytest.mark.parametrize("engine_of_library", ["whoosh", "tantivy"])
def test_generations_that_were_replaced_are_closed(small_library):
    """Whatever was asked of them, and though the collector has no reason to come by itself."""
    searcher = open_searcher(small_library.settings)
    opened = []
    gc.collect()
    gc.disable()
    try:
        for number in range(8):
            small_library.write("a.txt", f"Le chat dort {number} fois.", age=0)
            small_library.update()
            searcher.search('chat dort* -autre "le chat"', facets=["year"])
            searcher.document("a.txt", "chat")
            searcher.suggest("cha")
            opened.append(len(os.listdir("/proc/self/fd")))
    finally:
        gc.enable()
    assert max(opened[4:]) <= max(opened[:4]) + 4, opened
