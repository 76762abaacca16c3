"""`alinea rebuild` and `alinea update`: what they print and how they end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from search import Settings, open_searcher
from search.indexing.lock import writing
from search.wording.messages import speaking

SUMMARY = r"{documents}, {paragraphs}, \d+\.\d\d s, [\d,]+ paragraphs/s\nFiles: {files}\n{more}"
TEXTS = "Formats: text 2\n"


def assert_summary(
    output: str, documents: str, paragraphs: str, files: str, more: str = ""
) -> None:
    pattern = SUMMARY.format(
        documents=documents, paragraphs=paragraphs, files=re.escape(files), more=re.escape(more)
    )
    assert re.fullmatch(pattern, output), output


def test_a_rebuild_sums_up_what_it_did(alinea, documents, tmp_path):
    result = alinea("rebuild", documents, "--index", tmp_path / "new")
    assert result.exit_code == 0
    assert_summary(result.stdout, "2 documents", "3 paragraphs", "added: 2", TEXTS)
    assert result.stderr == ""


@pytest.mark.usefixtures("own_index")
def test_an_update_sums_up_what_has_changed(alinea, documents):
    (documents / "a.txt").unlink()
    (documents / "b.txt").write_text("Le lièvre court.\n\nVite.", "utf-8")
    (documents / "c.txt").write_text("Le cerf.", "utf-8")
    (documents / "d.txt").write_bytes(b"\0")
    assert alinea("update").exit_code == 3
    (documents / "e.txt").write_text("Le daim.", "utf-8")
    result = alinea("update")
    files = "added: 1, unchanged: 2, skipped: 1"
    assert_summary(result.stdout, "3 documents", "4 paragraphs", files, "Formats: text 1\n")


@pytest.mark.usefixtures("own_index")
def test_an_update_of_nothing_says_so(alinea):
    result = alinea("update")
    assert result.exit_code == 0
    assert_summary(result.stdout, "2 documents", "3 paragraphs", "unchanged: 2")


def test_an_empty_folder_is_built_without_a_word_of_error(alinea, tmp_path):
    (tmp_path / "empty").mkdir()
    result = alinea("rebuild", tmp_path / "empty", "--index", tmp_path / "new")
    assert (result.exit_code, result.stderr) == (0, "")
    assert_summary(result.stdout, "0 documents", "0 paragraphs", "0")


@pytest.mark.usefixtures("own_index")
@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_what_is_skipped_is_told_with_its_reason_and_the_status(alinea, documents, command):
    (documents / "c.txt").symlink_to("nowhere")
    (documents / "d.txt").write_bytes(b"\0")
    result = alinea(command)
    assert result.exit_code == 3
    assert "skipped: 2" in result.stdout
    assert result.stderr.splitlines() == [
        "c.txt: it is a link that leads nowhere.",
        "d.txt: it is not a text but a binary file.",
    ]
    assert alinea("search", "chat").exit_code == 0


def test_an_update_without_an_index_builds_it(alinea, documents, tmp_path):
    result = alinea("update", documents, "--index", tmp_path / "new")
    assert result.exit_code == 0
    assert_summary(result.stdout, "2 documents", "3 paragraphs", "added: 2", TEXTS)


def test_an_update_of_an_index_that_cannot_be_used_says_why_it_reads_all(
    alinea, documents, own_index
):
    (own_index / "generations" / "000001" / "catalog.sqlite").unlink()
    result = alinea("update", documents)
    assert result.exit_code == 0
    assert "catalog.sqlite is missing" in result.stdout
    assert "So everything has been read again.\n" in result.stdout


@pytest.mark.usefixtures("own_index")
def test_without_an_argument_the_source_is_the_setting(alinea, documents):
    assert "2 documents" in alinea("rebuild").stdout
    assert "1 document," in alinea("rebuild", documents / "b.txt").stdout


def test_without_any_setting_the_source_is_seeds_and_the_index_is_index(
    alinea, documents, monkeypatch, tmp_path
):
    monkeypatch.delenv("ALINEA_INDEX")
    monkeypatch.delenv("ALINEA_SOURCE")
    shutil.copytree(documents, tmp_path / "seeds")
    assert alinea("rebuild").exit_code == 0
    assert (tmp_path / "index" / "CURRENT").exists()
    assert alinea("search", "chat").exit_code == 0


@pytest.mark.parametrize("command", ["rebuild", "update"])
@pytest.mark.usefixtures("own_index")
def test_a_source_that_is_not_there_is_bad_usage(alinea, command):
    result = alinea(command, "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere, or it may not be read" in result.stderr
    assert result.stderr.startswith("There is no folder of documents at ")
    assert alinea("search", "chat").exit_code == 0


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_a_second_writer_is_told_who_the_first_is(alinea, own_index, command):
    with writing(own_index):
        result = alinea(command)
    assert result.exit_code == 5
    assert re.search(r"is being written by .+ \(pid \d+, ", result.stderr)


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_an_index_that_cannot_be_written_is_no_usable_index(alinea, tmp_path, command):
    (tmp_path / "file").write_text("")
    result = alinea(command, "--index", tmp_path / "file")
    assert result.exit_code == 4
    assert result.stderr.startswith(f"The index in {tmp_path / 'file'} can't be written: ")


@pytest.mark.usefixtures("own_index")
def test_a_build_speaks_french(alinea, documents):
    (documents / "c.txt").write_bytes(b"\0")
    with speaking("fr"):
        result = alinea("update")
    assert "2 documents, 3 paragraphes, 0," in result.stdout
    assert "Fichiers\u00a0: inchangés\u00a0: 2, ignorés\u00a0: 1" in result.stdout
    assert result.stderr == "c.txt\u00a0: ce n’est pas un texte mais un fichier binaire.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_build_says_so_leaves_the_index_and_ends_by_the_signal(
    process, own_index, documents, number
):
    for n in range(3000):
        (documents / f"{n}.txt").write_text("Le chat dort.\n\n" * 20, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "search", "rebuild"], stderr=subprocess.PIPE, text=True
    ) as build:
        while not (own_index / "writer.txt").exists():
            time.sleep(0.01)
        build.send_signal(number)
        _, printed = build.communicate(timeout=60)
    assert build.returncode == -number  # which a shell tells as 128 + number
    assert printed.endswith(f"The build was interrupted. The index in {own_index} is as it was.\n")
    assert "Traceback" not in printed
    assert process("search", "chien").returncode == 0
    assert not (own_index / "writer.txt").exists()
    assert [path.name for path in (own_index / "generations").iterdir()] == ["000001"]


@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_an_empty_folder_is_refused_unless_it_is_meant(alinea, documents, own_index, command):
    for path in documents.iterdir():
        path.unlink()
    refused = alinea(command)
    assert refused.exit_code == 2
    assert "add --allow-empty" in refused.stderr
    assert open_searcher(Settings(index=own_index)).search("chat").total == 2
    done = alinea(command, "--allow-empty")
    assert (done.exit_code, done.output.splitlines()[0][:11]) == (0, "0 documents")


@pytest.mark.usefixtures("own_index")
def test_a_check_by_content_finds_what_size_and_time_do_not_tell(alinea, documents):
    path = documents / "b.txt"
    before = path.stat()
    for one in documents.iterdir():
        os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns - 10**12))
    alinea("rebuild")
    before = path.stat()
    path.write_text("Le chut mange.", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "unchanged: 2" in alinea("update").output
    assert "changed: 1" in alinea("update", "--check").output
    assert "changed: " not in alinea("update", "--check").output.replace("unchanged", "")
