"""Which files below a folder are documents, and what their ids are."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import SourceFile, Sources, read_file
from search.documents.folder import Folder, Found, document_id
from search.errors import DocumentError, SourceError


def files(root: Path, **options) -> list[Found]:
    return list(Sources((root,)).files(**options))


def ids(root: Path, **options) -> list[str]:
    found = files(root, **options)
    assert all(isinstance(item, SourceFile) for item in found)
    return [item.id for item in found]


def refused(root: Path) -> list[str]:
    return [str(item) for item in files(root) if isinstance(item, DocumentError)]


def content(file: SourceFile) -> bytes:
    return read_file(file)[0]


def write(path: Path | str | bytes, text: str = "Un texte.") -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def test_an_id_is_the_path_below_the_folder_with_slashes(tmp_path):
    write(tmp_path / "presse" / "2024" / "article.txt")
    write(tmp_path / "note")
    assert ids(tmp_path) == ["note", "presse/2024/article.txt"]


def test_files_come_in_the_order_of_their_ids(tmp_path):
    names = ["b.txt", "a/z.txt", "a.txt", "é.txt", "B.txt", "a/b/c.txt", "10.txt", "9.txt"]
    for name in names:
        write(tmp_path / name)
    assert ids(tmp_path) == sorted(names)


def test_a_file_instead_of_a_folder_stands_for_itself(tmp_path):
    write(tmp_path / "un.txt", "Le un.")
    write(tmp_path / "deux.txt")
    (found,) = files(tmp_path / "un.txt")
    assert found.id == "un.txt"
    assert content(found) == b"Le un."


def test_a_folder_named_by_a_relative_path_or_a_link_is_the_same_folder(tmp_path, monkeypatch):
    write(tmp_path / "vrai" / "a.txt")
    (tmp_path / "lien").symlink_to(tmp_path / "vrai")
    monkeypatch.chdir(tmp_path)
    assert ids(Path("vrai")) == ids(Path("lien")) == ids(Path("vrai/../lien")) == ["a.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    for name in (".a.txt", ".git/config", "b/.c/d.txt", "b/e.txt"):
        write(tmp_path / name)
    assert ids(tmp_path) == ["b/e.txt"]


def test_an_index_among_the_documents_is_left_out(tmp_path):
    for name in ("a.txt", "index/CURRENT", "index/generations/000001/x.seg", "b/index/c.txt"):
        write(tmp_path / name)
    assert ids(tmp_path, without=tmp_path / "index") == ["a.txt", "b/index/c.txt"]


def test_a_link_that_leads_out_of_the_folder_is_reported_and_not_followed(tmp_path):
    write(tmp_path / "dehors.txt")
    write(tmp_path / "dedans" / "a.txt")
    (tmp_path / "dedans" / "lien").symlink_to(tmp_path / "dehors.txt")
    assert refused(tmp_path / "dedans") == ["lien: it is a link that leads out of the folder."]
    assert [found.id for found in files(tmp_path / "dedans") if isinstance(found, SourceFile)] == [
        "a.txt"
    ]


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    write(tmp_path / "dehors" / "b.txt")
    write(tmp_path / "dedans" / "a.txt")
    (tmp_path / "dedans" / "lien").symlink_to(tmp_path / "dehors")
    assert ids(tmp_path / "dedans") == ["a.txt"]


def test_a_link_to_a_folder_whose_name_only_begins_alike_leads_out(tmp_path):
    write(tmp_path / "dossier" / "a.txt")
    write(tmp_path / "dossier2" / "b.txt")
    (tmp_path / "dossier" / "lien.txt").symlink_to(tmp_path / "dossier2" / "b.txt")
    assert refused(tmp_path / "dossier") == ["lien.txt: it is a link that leads out of the folder."]


def test_a_link_to_a_file_of_the_folder_is_a_document_of_its_own(tmp_path):
    write(tmp_path / "a.txt", "Le un.")
    (tmp_path / "b.txt").symlink_to("a.txt")
    found = list(files(tmp_path))
    assert [item.id for item in found] == ["a.txt", "b.txt"]
    assert content(found[1]) == b"Le un."


def test_links_to_nothing_and_in_a_circle_are_reported(tmp_path):
    write(tmp_path / "a" / "b.txt")
    for name, target in (("c", "a"), ("d", "nulle part"), ("e", "e"), ("f", "g"), ("g", "f")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "a" / "haut").symlink_to("..")
    assert refused(tmp_path) == [f"{name}: it is a link that leads nowhere." for name in "defg"]


def test_what_is_no_regular_file_is_reported(tmp_path):
    write(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "tuyau")
    assert refused(tmp_path) == ["tuyau: it is no file but a pipe, a socket or a device."]


@pytest.mark.parametrize(
    "name", ["à #1.txt", "50 %.txt", "a\nb.txt", "c'est « ça ».txt", "?q=1&b", "100%20.txt", "\\"]
)
def test_a_name_that_is_text_is_the_id_as_it_is(tmp_path, name):
    write(tmp_path / name, "Le un.")
    (found,) = files(tmp_path)
    assert found.id == name
    assert content(found) == b"Le un."


def test_bytes_that_are_no_text_are_written_with_a_percent_sign(tmp_path):
    write(os.fsencode(tmp_path) + b"/50 %/\xe9t\xe9 %.txt")
    (found,) = files(tmp_path)
    assert found.id == "50 %/%E9t%E9 %25.txt"
    assert content(found) == b"Un texte."


def test_no_two_names_make_one_id(tmp_path):
    names = [b"\xe9", b"%E9", b"%25E9", b"%2525E9", b"%\xe9", b"%25\xe9", b"%%E9", "é".encode()]
    for name in names:
        write(os.fsencode(tmp_path) + b"/" + name)
    found = ids(tmp_path)
    assert len(set(found)) == len(found) == len(names)
    for name in found:
        assert name.encode("utf-8").decode("utf-8") == name


@pytest.mark.parametrize("kind", ["missing", "pipe"])
def test_what_is_no_folder_and_no_file_is_no_source(tmp_path, kind):
    if kind == "pipe":
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match=str(tmp_path / kind)):
        list(files(tmp_path / kind))


def test_a_file_that_goes_away_before_it_is_read_is_reported(tmp_path):
    write(tmp_path / "a.txt")
    (found,) = files(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(DocumentError, match=r"a\.txt: it can't be read \(No such file"):
        content(found)


def test_a_folder_that_may_not_be_looked_into_is_reported_and_the_rest_is_found(
    open_folder, powerless
):
    for name in ("a.txt", "secret/b.txt", "z/c.txt"):
        write(open_folder / name)
    (open_folder / "secret").chmod(0)
    with powerless():
        found = list(files(open_folder))
    assert [item.id for item in found if isinstance(item, SourceFile)] == ["a.txt", "z/c.txt"]
    (error,) = (item for item in found if isinstance(item, DocumentError))
    assert str(error) == "secret: it may not be read (permission denied)."


def test_a_file_that_may_not_be_read_is_reported(open_folder, powerless):
    write(open_folder / "a.txt")
    (open_folder / "a.txt").chmod(0)
    with powerless():
        (found,) = files(open_folder)
        with pytest.raises(DocumentError, match=r"a\.txt: it may not be read") as caught:
            content(found)
    assert caught.value.reason == "it may not be read (permission denied)."


def test_a_source_that_may_not_be_looked_into_is_an_error_and_not_an_empty_folder(
    open_folder, powerless
):
    source = open_folder / "documents"
    write(source / "a.txt")
    source.chmod(0)
    with powerless(), pytest.raises(SourceError):
        list(files(source))


NAMES = st.binary(min_size=1, max_size=8).filter(lambda name: name not in (b".", b".."))
PARTS = st.lists(
    NAMES.map(lambda name: name.replace(b"/", b"%").replace(b"\0", b"%E9")), min_size=1, max_size=3
).map(lambda parts: os.fsdecode(b"/".join(parts)))
PREFIXES = st.sampled_from(["", "notes/", "50 %25/", "caf\udce9/", "é%E9/"])


@given(PREFIXES, PARTS, PARTS)
def test_the_path_of_an_id_is_the_path_that_has_it(prefix, name, other):
    folder = Folder(Path("/racine"), prefix)
    path = Path("/racine", name)
    file_id = folder.id_of(path)
    assert folder.path_of(file_id) == path
    assert file_id.encode("utf-8").decode("utf-8") == file_id
    if Path("/racine", other) != path:
        assert folder.id_of(Path("/racine", other)) != file_id


@given(PREFIXES, PARTS, PARTS)
def test_the_id_of_what_is_in_a_folder_begins_with_that_of_the_folder(prefix, name, other):
    folder = Folder(Path("/racine"), prefix)
    outer = folder.id_of(Path("/racine", name))
    assert folder.id_of(Path("/racine", name, other)).startswith(f"{outer}/")


@given(PARTS)
def test_an_id_below_another_root_is_none_of_this_one(name):
    assert Folder(Path("/racine"), "presse/").path_of(document_id(f"notes/{name}")) is None
