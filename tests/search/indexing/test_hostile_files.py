"""Files made to break what reads them: the build ends, names them, and indexes the rest."""

import io
import os
import socket
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

#: A mebibyte of markup packs to a kibibyte.
MEGABYTE = 1 << 20


@pytest.fixture
def library(library):
    """What is beyond the limits shows as well where they are small."""
    library.limits = {"limit_seconds": 20, "limit_memory": 400, "limit_text": 1}
    return library


@pytest.fixture
def build(library) -> Callable[[], dict[str, str]]:
    """Builds, and gives the reason why each file was skipped; its neighbours are found."""

    def build() -> dict[str, str]:
        library.write("avant.txt", "Le voisin d'avant dort.")
        library.write("zut/après.html", "<p>Le voisin d'après dort aussi.</p>")
        report = library.rebuild()
        assert library.found("voisin") == ["avant.txt#p1", "zut/après.html#p1"]
        library.snapshots().verify()
        assert report.documents + report.copies + len(report.skipped) >= _regular_files(
            library.source
        )
        skipped = {error.path: error.reason for error in report.skipped}
        assert [why for why in skipped.values() if "reading it failed" in why] == []
        return skipped

    return build


def _regular_files(folder) -> int:
    """Those that are one document each."""
    found = (path for path in folder.rglob("*") if path.suffix != ".jsonl")
    return sum(path.is_file() and not path.is_symlink() for path in found)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, content in parts:
            new.writestr(name, content)
    return made.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_O = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = f'xmlns:office="{_O}:office:1.0" xmlns:text="{_O}:text:1.0"'
_CONTAINER = b'<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
_PACKAGE = (
    b'<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    b'</manifest><spine><itemref idref="a"/></spine></package>'
)


def docx(body: bytes, before: bytes = b"") -> bytes:
    document = before + f"<w:document {_W}><w:body>".encode() + body
    return zipped(("word/document.xml", document + b"</w:body></w:document>"))


def odt(body: bytes, before: bytes = b"") -> bytes:
    opening = f"<office:document-content {_ODT}><office:body><office:text>"
    closing = b"</office:text></office:body></office:document-content>"
    return zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", before + opening.encode() + body + closing),
    )


def epub(body: bytes, before: bytes = b"") -> bytes:
    return zipped(
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", _CONTAINER),
        ("a.opf", _PACKAGE),
        ("a.xhtml", before + b"<html><body>" + body + b"</body></html>"),
    )


ZIPPED = {"docx": docx, "odt": odt, "epub": epub}
PARAGRAPHS = {
    "docx": b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>",
    "odt": b"<text:p>%s</text:p>",
    "epub": b"<p>%s</p>",
    "html": b"<p>%s</p>",
}


def paragraph(suffix: str, text: bytes) -> bytes:
    return PARAGRAPHS[suffix] % text


# ---- what is small on disk and large in memory


@pytest.mark.parametrize("suffix", ZIPPED)
def test_an_archive_that_unpacks_to_too_much_is_named(library, build, suffix):
    bomb = ZIPPED[suffix](paragraph(suffix, b"a " * (10 * MEGABYTE)))
    assert len(bomb) < MEGABYTE // 4
    (library.source / f"bombe.{suffix}").write_bytes(bomb)
    assert build()[f"bombe.{suffix}"].startswith("unpacked, it has more than ")


@pytest.mark.parametrize("suffix", ZIPPED)
def test_more_text_than_anybody_reads_is_named(library, build, suffix):
    text = paragraph(suffix, b"Le chat dort. " * 40) * 3_000
    (library.source / f"long.{suffix}").write_bytes(ZIPPED[suffix](text))
    assert build()[f"long.{suffix}"] == "it has more than 1 MB of text."


def test_an_archive_that_lies_about_its_sizes_is_named(library, build):
    """It says that a part has ten bytes, and it has two million."""
    content = bytearray(docx(paragraph("docx", b"chat " * 400_000)))
    for place in (content.find(b"PK\3\4") + 22, content.find(b"PK\1\2") + 24):
        content[place : place + 4] = struct.pack("<I", 10)
    (library.source / "menteur.docx").write_bytes(content)
    assert "damaged" in build()["menteur.docx"]


def test_archives_in_archives_are_not_unpacked(library, build):
    inner = zipped(("0", bytes(MEGABYTE)))
    for depth in range(10):
        inner = zipped(*((f"{depth}-{n}.zip", inner) for n in range(4)))
    (library.source / "poupées.zip").write_bytes(inner)
    assert build() == {"poupées.zip": "it is an archive of other files."}


def test_entities_of_entities_are_not_expanded(library, build):
    """« Billion laughs »: ten lines of XML that would be gigabytes."""
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    for suffix, make in ZIPPED.items():
        doctype = b"<!DOCTYPE x [" + entities + b"]>"
        body = paragraph(suffix, b"chat &a11; fin")
        (library.source / f"rires.{suffix}").write_bytes(make(body, doctype))
    (library.source / "rires.html").write_bytes(
        b"<!DOCTYPE html [" + entities + b"]><html><body><p>chat &a11; fin</p></body></html>"
    )
    build()
    assert library.found('"ha ha"') == []


# ---- what would be fetched from elsewhere


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port, and who has knocked at it."""
    knocked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, who = server.accept()
                except OSError:
                    return
                knocked.append(who)
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], knocked
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_no_entity_reads_a_file_or_asks_the_network(library, build, listener):
    port, knocked = listener
    secret = library.source.parent / "secret"
    secret.write_text("motdepasse")
    for name, uri in (("file", secret.as_uri()), ("http", f"http://127.0.0.1:{port}/")):
        doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{uri}"><!ENTITY % p SYSTEM "{uri}"> %p;]>'
        remote = f'<!DOCTYPE x SYSTEM "{uri}">'
        for suffix, make in ZIPPED.items():
            text = make(paragraph(suffix, b"chat &e; fin"), doctype.encode())
            (library.source / f"{name}.{suffix}").write_bytes(text)
            text = make(paragraph(suffix, b"chat fin"), remote.encode())
            (library.source / f"{name} dtd.{suffix}").write_bytes(text)
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{uri}"/>'
        page = f'{doctype}<html><head><link rel="stylesheet" href="{uri}"/></head><body>'
        page += f'<p>chat &e;</p>{include}<iframe src="{uri}"></iframe><img src="{uri}"/></body>'
        (library.source / f"{name}.html").write_text(page)
    build()
    assert library.found("motdepasse") == []
    assert knocked == []


# ---- what is deep, long or wide


DEEP = {
    "html": b"<html><body>" + b"<div>" * 30_000 + b"<p>chat</p>",
    "xhtml": b"<html><body>" + b"<b><i>" * 20_000 + b"chat" + b"</i></b>" * 20_000,
    "rtf": rb"{\rtf1\ansi " + b"{" * 30_000 + b"chat" + b"}" * 30_000 + b"}",
    "docx": docx(b"<w:sdt>" * 30_000 + b"</w:sdt>" * 30_000),
    "odt": odt(b"<text:section>" * 30_000 + b"</text:section>" * 30_000),
    "epub": epub(b"<div>" * 30_000 + b"<p>chat</p>" + b"</div>" * 30_000),
    "md": b"> " * 20_000 + b"chat\n\n" + b"[" * 20_000 + b"\n\n" + b"*a **b " * 20_000,
    "jsonl": b'{"text": "chat", "x": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "eml": b"Subject: chat\nFrom: a\nTo: b\nContent-Type: message/rfc822\n\n" * 5_000 + b"chat",
}


@pytest.mark.parametrize("suffix", DEEP)
def test_nesting_without_end_is_no_harm(library, build, suffix):
    (library.source / f"profond.{suffix}").write_bytes(DEEP[suffix])
    assert set(build()) <= {f"profond.{suffix}"}


LONG = {
    "un mot": b"a" * (MEGABYTE // 8),
    "apostrophes": b"l'" * (MEGABYTE // 8),
    "espaces": b"chat" + b" " * (MEGABYTE // 8) + b"dort",
    "lignes": b"\n" * (MEGABYTE // 8) + b"chat",
    "chiffres": b"1 " * (MEGABYTE // 8),
    "points": b". " * (MEGABYTE // 8),
    "tirets": b"a-" * (MEGABYTE // 8),
    "accents": "e\u0301".encode() + "\u0301".encode() * (MEGABYTE // 8),
    "guillemets": "«\u00a0".encode() * 40_000,
    "tabulations": b"a\t" * (MEGABYTE // 8),
}


def test_texts_made_to_be_slow_are_read_in_time_that_grows_with_them(library, build):
    for name, content in LONG.items():
        (library.source / f"{name}.txt").write_bytes(content)
        (library.source / f"{name}.html").write_bytes(b"<p>" + content)
        (library.source / f"{name}.md").write_bytes(content)
        (library.source / f"{name}.rtf").write_bytes(rb"{\rtf1 " + content + b"}")
        header = content.replace(b"\n", b" ")
        mail = b"Subject: %s\nContent-Type: text/plain; x=%s\n\nchat" % (header, header)
        (library.source / f"{name}.eml").write_bytes(mail)
    slow = {path: why for path, why in build().items() if "seconds" in why or "died" in why}
    assert slow == {}


def pdf(*streams: bytes, encrypted: bool = False) -> bytes:
    """A minimal one, a page for each of the streams."""
    streams = streams or (page(0),)
    kids = b" ".join(b"%d 0 R" % (2 * number + 4) for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(streams), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for stream in streams:
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (len(objects) + 2)
        )
        content = zlib.compress(stream)
        head = b"<</Filter/FlateDecode/Length %d>>" % len(content)
        objects.append(head + b"stream\n" + content + b"\nendstream")
    return _with_table(objects, encrypted=encrypted)


def _with_table(objects: list[bytes], *, encrypted: bool) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, one)
    table, size = len(made), len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>"
    made += b"trailer<</Size %d/Root 1 0 R" % size
    made += lock % (b"41" * 32, b"42" * 32) if encrypted else b""
    made += b">>\nstartxref\n%d\n%%%%EOF" % table
    return bytes(made)


def page(number: int) -> bytes:
    """The content of a page, with a text of its own."""
    return b"BT /F 12 Tf 50 %d Td (Le chat %d dort ici.) Tj ET" % (300 + number % 300, number)


def test_ten_thousand_pages_are_read_or_named(library, build):
    (library.source / "épais.pdf").write_bytes(pdf(*map(page, range(10_000))))
    skipped = build()
    assert bool(library.found("chat")) != ("épais.pdf" in skipped)


def test_a_page_that_unpacks_to_gigabytes_is_read_or_named(library, build):
    bomb = b"BT /F 12 Tf 50 700 Td (chat) Tj ET\n" + b"0 0 m 1 1 l S\n" * (2 * MEGABYTE)
    content = pdf(bomb)
    assert len(content) < MEGABYTE
    (library.source / "bombe.pdf").write_bytes(content)
    skipped = build()
    assert bool(library.found("chat")) != ("bombe.pdf" in skipped)


# ---- what can't be opened


def encrypted_zip(content: bytes) -> bytes:
    """The same, said to be encrypted."""
    made = bytearray(content)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = -1
        while (place := made.find(mark, place + 1)) >= 0:
            made[place + offset] |= 1
    return bytes(made)


def test_what_is_encrypted_is_named_as_such(library, build):
    body = paragraph("docx", b"chat")
    (library.source / "secret.docx").write_bytes(encrypted_zip(docx(body)))
    (library.source / "secret.pdf").write_bytes(pdf(encrypted=True))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
    (library.source / "bureau.docx").write_bytes(old)
    (library.source / "coffre.docx").write_bytes(old + "EncryptedPackage".encode("utf-16-le"))
    (library.source / "archive.zip").write_bytes(encrypted_zip(zipped(("a.txt", b"chat"))))
    skipped = build()
    assert skipped["secret.docx"] == "it is encrypted."
    assert skipped["secret.pdf"] == "it is encrypted."
    assert skipped["coffre.docx"] == "it is encrypted."
    assert skipped["bureau.docx"].startswith("it is an Office file of the old kind")
    assert skipped["archive.zip"] == "it is an archive of other files."


def test_what_is_cut_off_anywhere_is_indexed_or_named(library, build):
    whole = {
        suffix: make(paragraph(suffix, b"Le chat dort. " * 20)) for suffix, make in ZIPPED.items()
    }
    whole["pdf"] = pdf(*map(page, range(3)))
    names = []
    for suffix, content in whole.items():
        for tenth in range(1, 10):
            names.append(f"{tenth}.{suffix}")
            (library.source / names[-1]).write_bytes(content[: len(content) * tenth // 10])
    skipped = build()
    assert set(skipped) <= set(names)
    assert {name for name in names if not name.endswith("pdf")} <= set(skipped)


def test_a_file_is_what_its_content_says(library, build):
    page = b"<html><body><p>Le chat dort.</p></body></html>"
    (library.source / "page.txt").write_bytes(page)
    (library.source / "lettre.pdf").write_bytes(docx(paragraph("docx", b"Le chat mange.")))
    (library.source / "texte.docx").write_text("Le chat joue.")
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(3000)
    (library.source / "image.txt").write_bytes(picture)
    assert build() == {"image.txt": "it is a picture."}
    assert sorted(library.found("chat")) == ["lettre.pdf#p1", "page.txt#p1", "texte.docx#p1"]


# ---- what is no file, or has a strange name


def test_what_is_no_file_is_neither_opened_nor_waited_for(library, build, tmp_path):
    os.mkfifo(library.source / "tuyau.txt")
    os.symlink("/dev/zero", library.source / "zéros.txt")
    os.symlink("boucle.txt", library.source / "boucle.txt")
    os.symlink(library.source, library.source / "cercle")
    os.symlink(library.source / "tuyau.txt", library.source / "vers le tuyau.txt")
    outside = tmp_path / "dehors.txt"
    outside.write_text("Un secret de dehors.")
    os.symlink(outside, library.source / "dehors.txt")
    with socket.socket(socket.AF_UNIX) as plug:
        here = os.open(".", os.O_RDONLY)
        os.chdir(library.source)
        try:
            plug.bind("prise.txt")
        finally:
            os.fchdir(here)
            os.close(here)
        build()
    assert library.found("secret") == []


def test_an_empty_file_is_no_fault_of_its_neighbours(library, build):
    for suffix in ("txt", "html", "pdf", "docx", "odt", "epub", "rtf", "md", "eml", "jsonl"):
        (library.source / f"vide.{suffix}").write_bytes(b"")
    assert all(name.startswith("vide.") for name in build())


NAMES = (
    b"ligne\nsuivante.txt",
    b"retour\rfin.txt",
    b"\x1b[31mrouge\x1b[0m.txt",
    b"\xff\xfe.txt",
    b"100%41.txt",
    "droite\u202egauche.txt".encode(),
    b"espace .txt",
    b"a" * 251 + b".txt",
)


def test_any_name_that_a_file_may_have_is_kept_apart_from_the_others(library, build):
    for number, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(library.source), name)
        with open(path, "wb") as file:
            file.write(b"Le chat dort, numero %d." % number)
    assert build() == {}
    assert len(set(library.found("chat"))) == len(NAMES)
    library.update()
    assert len(set(library.found("chat"))) == len(NAMES)


# ---- what changes meanwhile


def test_files_that_change_or_go_while_they_are_read_are_no_harm(library):
    ended = threading.Event()

    def change() -> None:
        number = 0
        while not ended.wait(0.001):
            number += 1
            path = library.source / f"{number % 20}.{('html', 'txt')[number % 2]}"
            if number % 7 == 0:
                path.unlink(missing_ok=True)
            else:
                path.write_text(f"Le chat numéro {number} dort. " * (number % 500))

    thread = threading.Thread(target=change)
    thread.start()
    try:
        time.sleep(0.05)
        library.write("avant.txt", "Le voisin d'avant dort.")
        library.write("zut/après.html", "<p>Le voisin d'après dort aussi.</p>")
        for _ in range(3):
            library.rebuild()
            library.snapshots().verify()
            assert library.found("voisin") == ["avant.txt#p1", "zut/après.html#p1"]
    finally:
        ended.set()
        thread.join()
    library.update()
    there = {path.name for path in library.source.iterdir() if path.is_file()}
    assert {one.partition("#")[0] for one in library.found("chat")} <= there


def test_a_reader_that_does_not_end_costs_its_file(library):
    """One that would need a hundred times what it is given."""
    library.limits = {"limit_seconds": 0}
    library.write("lent.html", "<p>chat" * 50_000)
    assert [error.reason for error in library.rebuild().skipped] == [
        "reading it took more than 0 seconds."
    ]
    library.limits = {}
    library.write("voisin.txt", "Le voisin dort.")
    library.update()
    assert library.found("voisin") == ["voisin.txt#p1"]
    assert [error.path for error in library.skipped()] == ["lent.html"]
