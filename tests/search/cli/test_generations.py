"""`alinea generations` and `alinea rollback`."""

import json
import shutil
from pathlib import Path

import pytest

from search import Settings, open_indexer


@pytest.fixture
def index(tmp_path) -> Path:
    """Two generations: in the second there is a stag."""
    source = tmp_path / "documents"
    source.mkdir()
    settings = Settings(source=(source,), index=tmp_path / "index")
    for animal in ("chat", "cerf"):
        (source / f"{animal}.txt").write_text(f"Le {animal} dort.", "utf-8")
        open_indexer(settings).update(source)
    return settings.index


def test_generations_are_listed_and_the_one_that_is_served_is_marked(alinea, index):
    older, newer = alinea("generations", "--index", index).stdout.splitlines()
    assert older.startswith("  000001")
    assert newer.startswith("* 000002")
    assert "documents: 2, paragraphs: 2" in newer


def test_programs_read_them_as_json(alinea, index):
    found = json.loads(alinea("generations", "--json", "--index", index).stdout)["generations"]
    assert [one["name"] for one in found] == ["000001", "000002"]
    assert [one["current"] for one in found] == [False, True]
    assert [one["documents"] for one in found] == [1, 2]


def test_one_goes_back_and_forth(alinea, index):
    result = alinea("rollback", "--index", index)
    assert (result.exit_code, "000001" in result.stdout) == (0, True)
    assert alinea("search", "cerf", "--index", index).exit_code == 1
    assert alinea("rollback", "000002", "--index", index).exit_code == 0
    assert alinea("search", "cerf", "--index", index).exit_code == 0


def test_there_is_no_going_back_to_what_is_not_there(alinea, index):
    result = alinea("rollback", "7", "--index", index)
    assert result.exit_code == 2
    assert "There are: 000001, 000002" in result.stderr
    shutil.rmtree(index / "generations" / "000001")
    assert "no generation" in alinea("rollback", "--index", index).stderr


def test_a_search_of_a_damaged_index_answers_by_the_generation_before(alinea, index, caplog):
    (index / "generations" / "000002" / "manifest.json").write_text("{}")
    result = alinea("search", "chat", "--index", index)
    assert result.exit_code == 0
    assert "Served instead: generation 000001-" in caplog.text
    assert alinea("check", "--index", index).exit_code == 4


def test_no_generations_are_no_index(alinea, tmp_path):
    for words in (("generations",), ("generations", "--json")):
        result = alinea(*words, "--index", tmp_path / "nowhere")
        assert (result.exit_code, result.stdout) == (4, "")
        assert "There is no index in" in result.stderr


def test_a_generation_that_cannot_be_gone_back_to_is_named(alinea, index):
    (index / "generations" / "000001" / "manifest.json").write_text("{}")
    result = alinea("rollback", "--index", index)
    assert result.exit_code == 4
    assert "generations/000001" in result.stderr
    assert alinea("search", "cerf", "--index", index).exit_code == 0
