"""The files that documents were read from: given where that is set, and nothing besides."""

import os
import shutil

import pytest

from search import Settings, open_indexer, open_originals
from search.errors import OriginalError
from search.model import DocumentInfo
from web import create_app

PAGE = "<script>alert(1)</script><h1>Une page</h1><p>Le chat de la mairie dort sur le banc.</p>"
SECRET = "Ce que personne ne doit lire."


@pytest.fixture
def place(tmp_path):
    """A folder of documents, and beside it what isn't one."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "docs" / "sous").mkdir(parents=True)
    (tmp_path / "docs" / "sous" / "été 1.txt").write_text("Le chat dort.\n" * 200, "utf-8")
    (tmp_path / "docs" / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "docs" / "fiches.jsonl").write_text('{"id": "1", "text": "Un chat."}\n', "utf-8")
    return tmp_path


@pytest.fixture
def settings(place):
    return Settings(source=(place / "docs",), index=place / "index", originals=True)


@pytest.fixture
def client(settings):
    open_indexer(settings).rebuild(settings.source[0])
    return create_app(settings).test_client()


def test_files_are_given_nowhere_unless_it_is_set(settings, client):
    closed = create_app(Settings(source=settings.source, index=settings.index)).test_client()
    assert closed.get("/files/page.html").status_code == 404
    assert "/files/" not in closed.get("/documents/page.html").text
    assert "/files/page.html" in client.get("/documents/page.html").text


def test_a_file_is_given_to_be_kept_and_can_do_nothing(client, place):
    response = client.get("/files/page.html")
    assert response.data == (place / "docs" / "page.html").read_bytes()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers.getlist("Content-Security-Policy") == [
        response.headers["Content-Security-Policy"]
    ]
    assert response.mimetype == "application/octet-stream"
    response.close()


def test_a_part_of_a_file_is_given(client, place):
    content = (place / "docs" / "sous" / "été 1.txt").read_bytes()
    response = client.get("/files/sous/été 1.txt", headers={"Range": "bytes=10-29"})
    assert (response.status_code, response.data) == (206, content[10:30])
    again = client.get("/files/sous/été 1.txt", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    response.close()
    again.close()


def test_a_pdf_is_looked_at_in_place_if_it_is_one(place):
    docs = place / "docs"
    (docs / "vrai.pdf").write_bytes(_pdf("Le chat dort."))
    chosen = Settings(source=(docs,), index=place / "index", originals=True)
    open_indexer(chosen).rebuild(docs)
    client = create_app(chosen).test_client()
    assert 'href="/files/vrai.pdf#page=1"' in client.get("/documents/vrai.pdf").text
    response = client.get("/files/vrai.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline")
    response.close()
    (docs / "vrai.pdf").write_text("<script>alert(1)</script>", "utf-8")
    with client.get("/files/vrai.pdf") as changed:
        assert changed.mimetype == "application/octet-stream"


def _pdf(text: str) -> bytes:
    """A page with a line of text."""
    stream = f"BT /F 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n"
    for number, one in enumerate(objects, start=1):
        made += b"%d 0 obj%s\nendobj\n" % (number, one)
    return made + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize("document", ["fiches.jsonl/1", "fiches.jsonl#1", "rien.txt", "sous"])
def test_what_is_no_file_of_its_own_is_not_given(client, document):
    response = client.get(f"/files/{document.replace('#', '%23')}")
    assert response.status_code == 404
    assert "Un chat" not in response.text


def test_a_record_is_not_given_as_the_file_of_all(client):
    (record,) = [
        one["id"]
        for one in client.get("/api/documents").get_json()["documents"]
        if one["format"] == "jsonl"
    ]
    response = client.get(f"/files/{record.replace('#', '%23')}")
    assert response.status_code == 404
    assert "enregistrement" in response.text
    assert "/files/" not in client.get(f"/documents/{record.replace('#', '%23')}").text


def test_a_link_in_place_of_a_file_leads_nowhere(client, place):
    path = place / "docs" / "page.html"
    path.unlink()
    path.symlink_to(place / "outside" / "secret.txt")
    assert_nothing(client.get("/files/page.html"))
    path.unlink()
    path.symlink_to(place / "docs" / "sous" / "été 1.txt")
    assert_nothing(client.get("/files/page.html"))


def test_a_link_in_place_of_a_folder_leads_nowhere(client, place):
    shutil.rmtree(place / "docs" / "sous")
    (place / "outside" / "été 1.txt").write_text(SECRET, "utf-8")
    (place / "docs" / "sous").symlink_to(place / "outside")
    assert_nothing(client.get("/files/sous/été 1.txt"))


def test_what_is_put_in_place_of_a_folder_meanwhile_is_not_followed(settings, place, monkeypatch):
    """Between the look at a path and its opening."""
    originals = open_originals(settings)
    (place / "outside" / "été 1.txt").write_text(SECRET, "utf-8")
    opens = os.open

    def swapping(path, flags, mode=0o777, *, dir_fd=None):
        if path == "sous":
            shutil.rmtree(place / "docs" / "sous", ignore_errors=True)
            (place / "docs" / "sous").symlink_to(place / "outside")
        return opens(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swapping)
    with pytest.raises(OriginalError):
        originals.open(DocumentInfo("sous/été 1.txt", "Été"))


@pytest.mark.parametrize(
    "document",
    [
        "../outside/secret.txt",
        "sous/../../outside/secret.txt",
        "/etc/hostname",
        "sous//été 1.txt",
        "./page.html",
        "",
        ".",
        "..",
        ".caché/a.txt",
        "page.html/",
        "page.html\0",
    ],
)
def test_an_index_of_a_stranger_says_nothing_of_where_files_are(settings, place, document):
    (place / "docs" / ".caché").mkdir()
    (place / "docs" / ".caché" / "a.txt").write_text(SECRET, "utf-8")
    with pytest.raises(OriginalError):
        open_originals(settings).open(DocumentInfo(document, "Titre"))


def test_what_is_left_out_is_not_given(place):
    chosen = Settings(source=(place / "docs",), exclude=("*.html",), index=place / "index")
    with pytest.raises(OriginalError):
        open_originals(chosen).open(DocumentInfo("page.html", "Page"))


def test_what_nobody_writes_to_keeps_nobody_waiting(settings, place):
    (place / "docs" / "page.html").unlink()
    os.mkfifo(place / "docs" / "page.html")
    with pytest.raises(OriginalError):
        open_originals(settings).open(DocumentInfo("page.html", "Page"))


def test_a_root_that_is_a_file_is_given(place):
    path = place / "docs" / "page.html"
    chosen = Settings(source=(path,), index=place / "index")
    with open_originals(chosen).open(DocumentInfo("page.html", "Page")).file as file:
        assert file.read() == path.read_bytes()


def test_each_of_several_roots_gives_its_own(place):
    for name in ("a", "b"):
        (place / name).mkdir()
        (place / name / "note.txt").write_text(f"De {name}.", "utf-8")
    chosen = Settings(source=(place / "a", place / "b"), index=place / "index")
    for name in ("a", "b"):
        with open_originals(chosen).open(DocumentInfo(f"{name}/note.txt", "Note")).file as file:
            assert file.read().decode() == f"De {name}."


def assert_nothing(response) -> None:
    assert response.status_code == 404
    assert SECRET not in response.text
