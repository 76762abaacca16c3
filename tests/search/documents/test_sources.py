"""Documents in several roots."""

from pathlib import Path

import pytest

from search.documents import SourceFile, Sources, places
from search.errors import SourceError


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Un texte.", "utf-8")
    return path


def ids(*roots: Path, **options) -> list[str]:
    found = list(Sources(roots).files(**options))
    assert all(isinstance(item, SourceFile) for item in found)
    return [item.id for item in found]


def test_the_ids_of_several_roots_begin_with_their_names(tmp_path):
    write(tmp_path / "presse" / "a.txt")
    write(tmp_path / "notes" / "sous" / "a.txt")
    single = write(tmp_path / "seul.txt")
    found = ids(tmp_path / "presse", tmp_path / "notes", single)
    assert found == ["presse/a.txt", "notes/sous/a.txt", "seul.txt/seul.txt"]
    assert ids(tmp_path / "presse") == ["a.txt"]


def test_roots_that_are_called_alike_are_told_apart(tmp_path):
    for parent in "abc":
        write(tmp_path / parent / "notes" / "un.txt")
    write(tmp_path / "d" / "notes~2" / "deux.txt")
    found = ids(*(tmp_path / name / "notes" for name in "abc"), tmp_path / "d" / "notes~2")
    assert len(set(found)) == 4
    assert found[:2] == ["notes/un.txt", "notes~2/un.txt"]


def test_a_root_that_is_named_twice_counts_once(tmp_path):
    write(tmp_path / "a.txt")
    (tmp_path.parent / f"lien-{tmp_path.name}").symlink_to(tmp_path)
    assert ids(tmp_path, tmp_path / ".", tmp_path.parent / f"lien-{tmp_path.name}") == ["a.txt"]


def test_a_root_within_another_is_read_once(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "dedans" / "b.txt")
    found = ids(tmp_path, tmp_path / "dedans")
    assert found == [f"{tmp_path.name}/a.txt", "dedans/b.txt"]


def test_a_file_that_is_a_root_within_another_is_read_once(tmp_path):
    write(tmp_path / "a.txt")
    single = write(tmp_path / "b.txt")
    assert ids(tmp_path, single) == [f"{tmp_path.name}/a.txt", "b.txt/b.txt"]


def test_an_index_within_a_root_is_left_out(tmp_path):
    for name in ("a/x.txt", "b/y.txt", "b/index/CURRENT"):
        write(tmp_path / name)
    found = ids(tmp_path / "a", tmp_path / "b", without=tmp_path / "b" / "index")
    assert found == ["a/x.txt", "b/y.txt"]


def test_one_root_that_is_missing_is_an_error_with_its_name(tmp_path):
    write(tmp_path / "a" / "x.txt")
    with pytest.raises(SourceError, match="nulle part"):
        Sources((tmp_path / "a", tmp_path / "nulle part")).folders()


def test_a_path_belongs_to_the_innermost_root(tmp_path):
    outer, inner = write(tmp_path / "a.txt"), write(tmp_path / "dedans" / "b.txt")
    folders = Sources((tmp_path, tmp_path / "dedans")).folders()
    found = places(folders, [inner, outer, tmp_path.parent / "ailleurs"])
    assert [(folder.root, path) for folder, path in found] == [
        (tmp_path, outer),
        (tmp_path / "dedans", inner),
    ]


def test_of_a_folder_and_what_is_in_it_only_the_folder_is_looked_at(tmp_path):
    paths = [tmp_path / "a" / "b", tmp_path / "a", tmp_path / "a-b", tmp_path / "a" / "c" / "d"]
    found = places(Sources((tmp_path,)).folders(), paths)
    assert [path.relative_to(tmp_path).as_posix() for _, path in found] == ["a", "a-b"]


def test_a_folder_that_holds_a_root_is_looked_at_without_hiding_that_root(tmp_path):
    inner = write(tmp_path / "dedans" / "b.txt")
    folders = Sources((tmp_path, tmp_path / "dedans")).folders()
    roots = {folder.root for folder, _ in places(folders, [tmp_path, inner])}
    assert roots == {tmp_path, tmp_path / "dedans"}
