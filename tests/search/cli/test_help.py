"""What `--help` says of the commands, in the language of the command line."""

import pytest

COMMANDS = ("analyze", "check", "generations", "init", "key", "rebuild", "rollback", "search")
COMMANDS += ("serve", "show", "similar", "stats", "update", "watch")


@pytest.mark.parametrize("width", ["60", "80"])
def test_each_command_is_listed_with_all_of_what_it_does(alinea, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    said = " ".join(alinea("--help").stdout.partition("Commands:")[2].split())
    places = [f" {said}".index(f" {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "Print how TEXT is analysed: its words, their forms, stems and families." in said


def test_what_is_filled_in_is_french_where_the_rest_is(process, monkeypatch):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    said = process("search", "--help").stdout
    assert "REQUÊTE…" in said
    assert "--folder DOSSIER" in said
    assert "QUERY" not in said
