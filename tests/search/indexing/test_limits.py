"""Every file has limits: plain text, text that is something else, and files of records."""

import gzip
import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from search import open_indexer
from search.documents import Columns, SourceFile, archives, chunks, read_file
from search.errors import DocumentError
from search.indexing.workers.supervisor import Supervisor


def reasons(report) -> dict[str, str]:
    return {error.path: error.reason for error in report.skipped}


@pytest.mark.parametrize("readers", [1, 2])
def test_a_text_that_is_larger_than_memory_costs_its_reader_and_not_the_build(library, readers):
    library.limits = {"limit_memory": 100, "readers": readers}
    library.write("voisin.txt", "Le chat dort.")
    with (library.source / "vide.txt").open("wb") as file:
        file.truncate(1 << 30)
    assert reasons(library.rebuild()) == {
        "vide.txt": "reading it needed more than 100 MB of memory."
    }
    assert library.found("chat") == ["voisin.txt#p1"]


def test_what_is_no_text_in_a_file_of_text_is_never_read_in_this_process(library, monkeypatch):
    with zipfile.ZipFile(library.source / "b.txt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT)
    library.write("a.txt", "Le chat dort.")
    library.write("c.txt", "<html><body><p>Le chat court.</p></body></html>")
    monkeypatch.setattr(archives.Archive, "__init__", None)  # in this process alone
    assert reasons(library.rebuild()) == {}
    assert sorted(library.found("chat")) == ["a.txt#p1", "b.txt#p1", "c.txt#p1"]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:p>Le chat mange.</text:p></office:text></office:body></office:document-content>"""


def test_a_mailbox_is_never_read_in_this_process(library, monkeypatch):
    begun = []
    feed = Supervisor.feed
    monkeypatch.setattr(Supervisor, "feed", lambda one: begun.append(one) or feed(one))
    mail = "From a@b Thu Jan  1 10:00:00 2024\nSubject: Un chat\n\nLe chat dort.\n"
    library.write("boîte.mbox", mail)
    assert reasons(library.rebuild()) == {}
    assert library.found("chat")
    assert begun


def test_harmless_texts_begin_no_process(library, monkeypatch):
    monkeypatch.setattr("search.indexing.workers.supervisor.Supervisor", None)
    library.write("a.txt", "Le chat dort.")
    library.write("b.jsonl", '{"id": "1", "text": "Le chat mange."}')
    assert reasons(library.rebuild()) == {}
    assert len(library.found("chat")) == 2


# ---- files of records


def test_a_small_file_of_millions_of_records_is_left_where_it_proves_to_be_one(
    library, monkeypatch
):
    monkeypatch.setattr("search.documents.bulk._SUSPECT", 5_000)
    rows = b"text\nLe chat dort.\n" + b"a\n" * 300_000
    (library.source / "bombe.csv.gz").write_bytes(gzip.compress(rows))
    library.write("voisin.txt", "Le chat mange.")
    assert reasons(library.rebuild()) == {
        "bombe.csv.gz": "it has more than 5,000 records; those behind them aren't read."
    }
    assert "voisin.txt#p1" in library.found("chat")
    assert len(library.found("dort")) == 1


def test_a_file_may_have_so_many_records_and_no_more(library):
    text = "Il dort sur le toit. " * 20
    texts = [f'{{"id": "{number}", "text": "Le chat {number}. {text}"}}' for number in range(900)]
    library.write("recueil.jsonl", "\n".join(texts))
    library.limits = {"limit_records": 800}
    assert list(reasons(library.rebuild())) == ["recueil.jsonl"]
    assert library.found('"chat 17"')
    library.limits = {"limit_records": 900}
    assert reasons(library.rebuild()) == {}


def test_a_file_of_records_has_its_time(library):
    library.write("voisin.txt", "Le chat mange.")
    library.write("recueil.jsonl", '{"id": "1", "text": "Le chat dort."}\n' * 100)
    indexer = open_indexer(replace(library.settings, limit_seconds=0.0))
    said = reasons(indexer.rebuild(library.source))
    assert said == {"recueil.jsonl": "reading it took more than 0 seconds."}
    assert library.found("chat") == ["voisin.txt#p1"]


def test_records_of_nothing_are_shared_out_in_small_parts(library):
    """A row of two bytes becomes a document as well as one of two pages."""
    path = library.source / "court.csv"
    path.write_bytes(b"text\n" + b"a\n" * 100_000)
    found = list(chunks("court.csv", path, Columns()))
    assert sum(chunk.records for chunk in found) == 100_000
    assert max(chunk.records for chunk in found) <= 1 << 12


BUILDING = """
import sys
from pathlib import Path
from search import Settings, open_indexer
settings = Settings(index=Path(sys.argv[2]), limit_records=4000)
report = open_indexer(settings).rebuild(Path(sys.argv[1]))
for error in report.skipped:
    print(error.path)
(memory,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(memory.split()[1]) >> 10)
"""
MEGABYTE = 1 << 20
#: MB of memory that a build may take which has to unpack these: most of it is its own.
MEMORY = 300


def test_no_file_of_records_takes_the_memory_or_the_time_of_the_build(library):
    """Lines of nothing were looked at again and again, and each took forty bytes as a number."""
    bombs = {
        "bosses.csv.gz": b"id,text\n" + b"  \n" * (4 * MEGABYTE),
        "dire.jsonl.gz": b'{"text": "' + b"le chat dort. " * (2 * MEGABYTE),
        "grand.csv.gz": b'text\n"' + b"le chat dort. " * (2 * MEGABYTE) + b'"\n',
        "lignes.jsonl.gz": b"\n" * (12 * MEGABYTE),
        "meme.csv.gz": b"id,text\n" + b"1,a\n" * (3 * MEGABYTE),
        "rien.jsonl.gz": bytes(24 * MEGABYTE),
    }
    for name, content in bombs.items():
        (library.source / name).write_bytes(gzip.compress(content, 1))
    with (library.source / "vide.jsonl").open("wb") as file:
        file.write(b'{"text": "Le chat dort."}\n')
        file.truncate(1 << 40)
    library.write("voisin.txt", "Le chat mange.")
    command = [sys.executable, "-c", BUILDING, str(library.source), str(library.index)]
    *named, memory = subprocess.check_output(command, text=True, timeout=300).split()
    assert set(named) == {*bombs, "vide.jsonl"}
    assert int(memory) < MEMORY
    assert library.found("mange") == ["voisin.txt#p1"]


# ---- what is put in a file's place


@pytest.fixture
def pipe(tmp_path):
    """To open it as a file waits for ever."""
    os.mkfifo(tmp_path / "tuyau")
    return tmp_path / "tuyau"


def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(pipe):
    with pytest.raises(DocumentError, match="no file but a pipe"):
        read_file(SourceFile("a.txt", str(pipe), 10, 0))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv.gz", "a.mbox"])
def test_a_pipe_in_the_place_of_records_is_named_and_not_waited_for(pipe, name):
    with pytest.raises(DocumentError, match="no file but a pipe"):
        list(chunks(name, pipe.rename(pipe.with_name(name)), Columns()))
