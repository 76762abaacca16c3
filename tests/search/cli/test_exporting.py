"""`alinea search --format`: all hits as a file, in a pipe or not."""

import csv
import io
import json
import subprocess
import sys

import pytest

from search import load_settings
from web import create_app


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_the_terminal_writes_what_the_endpoint_sends(process, name):
    endpoint = create_app(load_settings()).test_client()
    sent = endpoint.get("/api/export", query_string={"q": "Russie", "format": name}).data
    assert process("search", "Russie", "--format", name, encoding=None).stdout == sent


def test_all_hits_are_written_not_a_page(alinea):
    total = json.loads(alinea("search", "Russie", "--json").stdout)["total"]
    written = alinea("search", "Russie", "--format", "csv", "--snippets").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert len(rows) == total > 5
    assert all(len(row["snippet"]) <= len(row["text"]) + 4 for row in rows)


def test_nothing_found_has_the_status_of_no_hit(alinea):
    result = alinea("search", "introuvable", "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize(
    "option", [["--page", "2"], ["--limit", "5"], ["--json"], ["--group", "document"]]
)
def test_what_asks_for_a_page_is_refused(alinea, option):
    result = alinea("search", "Russie", "--format", "csv", *option)
    assert result.exit_code == 2
    assert f"{option[0]} can't be used with --format" in result.stderr


def test_a_page_beyond_the_last_has_the_status_of_no_hit(alinea):
    result = alinea("search", "Russie", "--page", "50")
    assert result.exit_code == 1
    assert "There is no page 50: the last one is page" in result.stderr


def test_a_reader_that_has_read_enough_ends_it_quietly():
    command = [sys.executable, "-m", "search", "search", "Russie", "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()
