"""An index that is whole and can't be used all the same: each reason is told apart."""

import json
import pwd
import shutil
from contextlib import suppress
from dataclasses import replace

import msgspec
import pytest

from search import open_indexer, open_searcher, open_snapshots
from search.errors import (
    IndexDamagedError,
    IndexIncompatibleError,
    IndexUnusableError,
    IndexUnwritableError,
    SettingsError,
)
from search.indexing.manifest import FORMAT, Manifest, write_manifest


def edit_manifest(library, **values) -> None:
    """As whoever makes an index may: sealed, unless it makes no sense."""
    folder = library.generations.path("000001")
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))
    with suppress(msgspec.ValidationError):
        write_manifest(folder, msgspec.json.decode(path.read_bytes(), type=Manifest))


def test_a_manifest_that_is_not_as_written_is_damage(small_library):
    path = small_library.generations.path("000001") / "manifest.json"
    path.write_text(path.read_text().replace('"documents": 2', '"documents": 3'))
    with pytest.raises(IndexDamagedError, match="it isn't what was written"):
        small_library.snapshots().current()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"format": 1}, f"its format is 1, this version reads {FORMAT}"),
        ({"format": 99, "files": ["another", "meaning"]}, "its format is 99"),
        ({"engine": "lucene"}, "its engine is lucene, not whoosh"),
        ({"analysis": "0123456789abcdef"}, "its words were analysed by another version"),
    ],
)
def test_an_index_of_another_making_is_incompatible_and_not_damaged(small_library, values, reason):
    edit_manifest(small_library, **values)
    with pytest.raises(IndexIncompatibleError, match=reason) as caught:
        small_library.snapshots().current()
    assert "alinea rebuild" in str(caught.value)
    report = small_library.update()
    assert reason in report.rebuilt_because
    assert small_library.found("chien") == ["a.txt#p2"]


@pytest.mark.parametrize(
    "values", [{"format": "un"}, {"documents": "deux"}, {"files": None}, {"files": {"a": 1}}]
)
def test_a_manifest_that_makes_no_sense_is_damage(small_library, values):
    edit_manifest(small_library, **values)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        small_library.snapshots().current()


def test_counts_that_do_not_agree_are_damage(small_library):
    edit_manifest(small_library, paragraphs=4)
    with pytest.raises(IndexDamagedError, match="its counts don't agree"):
        small_library.snapshots().verify()


def test_an_index_of_another_user_is_not_opened(library, open_folder, powerless, monkeypatch):
    """Who it belongs to may change it; nor is anything written into it."""
    library.source, library.index = open_folder / "documents", open_folder / "index"
    library.write("a.txt", "Le chat.")
    with powerless():
        library.rebuild()
    monkeypatch.setattr("os.geteuid", lambda: 4242)
    with pytest.raises(IndexIncompatibleError, match="it belongs to another user"):
        library.snapshots().current()
    with pytest.raises(IndexUnwritableError, match="it belongs to another user"):
        library.update()


def test_an_index_of_a_user_who_is_trusted_is_opened_and_not_written(
    library, open_folder, powerless, monkeypatch
):
    library.source, library.index = open_folder / "documents", open_folder / "index"
    library.write("a.txt", "Le chat.")
    with powerless():
        library.rebuild()
    owner = library.index.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: 4242)
    for name in (str(owner), pwd.getpwuid(owner).pw_name):
        trusting = replace(library.settings, trusted_owner=name)
        assert open_searcher(trusting).search("chat").total == 1
        with pytest.raises(IndexUnwritableError, match="it belongs to another user"):
            open_indexer(trusting).update(library.source)
    other = replace(library.settings, trusted_owner="4343")
    with pytest.raises(IndexIncompatibleError, match="it belongs to another user"):
        open_snapshots(other).current()


def test_what_others_than_the_trusted_user_can_write_is_not_opened(
    library, open_folder, powerless, monkeypatch
):
    library.source, library.index = open_folder / "documents", open_folder / "index"
    library.write("a.txt", "Le chat.")
    with powerless():
        library.rebuild()
    owner = library.index.stat().st_uid
    next(library.index.rglob("catalog.sqlite")).chmod(0o664)
    monkeypatch.setattr("os.geteuid", lambda: 4242)
    with pytest.raises(IndexIncompatibleError, match="can be written by other users"):
        open_snapshots(replace(library.settings, trusted_owner=str(owner))).current()


def test_a_trusted_user_who_is_none_is_a_wrong_setting(library):
    with pytest.raises(SettingsError, match=r"trusted_owner.*there is no user “nobodyatall”"):
        open_snapshots(replace(library.settings, trusted_owner="nobodyatall"))


@pytest.mark.parametrize("name", ["index", "index/below", "a" * 300])
def test_a_place_that_can_be_no_index_is_unusable(library, tmp_path, name):
    (tmp_path / "index").write_text("a file")
    library.index = tmp_path / name
    with pytest.raises(IndexUnusableError, match="alinea rebuild"):
        library.snapshots().current()


def test_an_index_that_may_not_be_looked_into_is_unusable(open_folder, powerless, small_library):
    closed = open_folder / "index"
    shutil.copytree(small_library.index, closed)
    closed.chmod(0)
    small_library.index = closed
    snapshots = small_library.snapshots()
    with powerless(), pytest.raises(IndexUnusableError, match="Permission denied"):
        snapshots.current()
