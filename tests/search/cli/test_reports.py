"""What a build says of itself: formats, languages, encodings, what was skipped and why."""

import json
import re

import pytest

from search.wording.messages import speaking


@pytest.fixture
def mixed(documents):
    """Documents of several kinds, one of them English, two that can't be read."""
    (documents / "latin.txt").write_bytes("Le blé a été semé près du château.".encode("latin-1"))
    (documents / "copie.txt").write_text("Le chat mange.", "utf-8")
    (documents / "notes.md").write_text("# Titre\n\nLe cerf brame.", "utf-8")
    (documents / "records.jsonl").write_text('{"doc": "un", "text": "Le daim."}\n{\n', "utf-8")
    (documents / "english.txt").write_text(
        "The harvest was late this year because it had rained through the whole of the summer, "
        "and nobody in the village could remember such a thing having happened before.",
        "utf-8",
    )
    (documents / "binaire.txt").write_bytes(b"\0")
    return documents


@pytest.mark.usefixtures("own_index", "mixed")
def test_a_report_counts_formats_languages_encodings_and_copies(alinea):
    lines = alinea("rebuild").stdout.splitlines()[1:]
    assert lines[0] == "Files: added: 7, skipped: 2"
    assert lines[1].startswith("Formats: text 5")
    assert "Not in French: en 1" in lines
    assert "Encodings guessed: windows-1252 1" in lines
    assert lines[-1] == "1 document has the text of another one, and is listed with it."


@pytest.mark.usefixtures("own_index", "mixed")
def test_the_report_as_json_says_the_same_and_more(alinea):
    result = alinea("rebuild", "--json")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert (report["documents"], report["copies"], report["added"]) == (6, 1, 7)
    assert report["languages"] == {"en": 1}
    assert report["guessed_encodings"] == {"windows-1252": ["latin.txt"]}
    assert sum(report["formats"].values()) == 7
    assert report["skipped"] == [
        {
            "path": "binaire.txt",
            "line": None,
            "reason": "it is not a text but a binary file.",
        },
        report["skipped"][1],
    ]
    assert (report["skipped"][1]["path"], report["skipped"][1]["line"]) == ("records.jsonl", 2)
    assert report["generation"] == "000002"
    assert result.stderr == ""


@pytest.mark.usefixtures("own_index", "mixed")
def test_what_was_skipped_is_listed_as_long_as_it_is_so(alinea, mixed):
    alinea("update")
    listed = alinea("check", "--skipped")
    assert listed.exit_code == 0
    assert listed.stdout.splitlines()[0] == "binaire.txt: it is not a text but a binary file."
    assert listed.stdout.splitlines()[1].startswith("records.jsonl, line 2: ")
    assert (
        json.loads(alinea("update", "--json").stdout)["skipped"]
        == json.loads(alinea("check", "--skipped", "--json").stdout)["skipped"]
    )
    (mixed / "binaire.txt").unlink()
    (mixed / "records.jsonl").unlink()
    assert alinea("update").exit_code == 0
    assert alinea("check", "--skipped").stdout == "Nothing was skipped.\n"
    assert json.loads(alinea("check", "--skipped", "--json").stdout) == {"skipped": []}


@pytest.mark.usefixtures("own_index")
def test_many_files_of_one_reason_are_counted_and_the_first_are_named(alinea, documents):
    for n in range(30):
        (documents / f"x{n:02}.txt").write_bytes(b"\0")
    lines = alinea("update").stderr.splitlines()
    assert lines[0] == "30 × it is not a text but a binary file."
    assert lines[1] == "  x00.txt: it is not a text but a binary file."
    assert len(lines) == 22
    assert lines[-1] == "  … and 10 more; all are listed by: alinea check --skipped"
    assert len(alinea("check", "--skipped").stdout.splitlines()) == 31


@pytest.mark.usefixtures("own_index")
def test_reasons_speak_the_language_of_whoever_asks(alinea, documents):
    (documents / "c.txt").write_bytes(b"\0")
    alinea("update")
    with speaking("fr"):
        assert "fichier binaire" in alinea("check", "--skipped").stdout
        assert "fichier binaire" in alinea("check", "--skipped", "--json").stdout


@pytest.mark.usefixtures("own_index")
def test_patterns_and_several_sources_may_be_given_at_once(alinea, documents, tmp_path):
    (tmp_path / "autres").mkdir()
    for name in ("c.txt", "d.md", "e.tmp"):
        (tmp_path / "autres" / name).write_text(f"Le cerf {name}.", "utf-8")
    words = (documents, tmp_path / "autres", "--include", "*.txt", "--include", "*.tmp")
    report = json.loads(alinea("rebuild", *words, "--exclude", "e.*", "--json").stdout)
    assert report["documents"] == 3
    assert alinea("show", "autres/c.txt").exit_code == 0
    assert alinea("show", "documents/a.txt").exit_code == 0
    report = json.loads(alinea("update", *words, "--json").stdout)
    assert (report["added"], report["unchanged"]) == (1, 3)


@pytest.mark.usefixtures("own_index")
@pytest.mark.parametrize("option", ["--include", "--exclude"])
def test_a_pattern_that_cannot_be_read_is_bad_usage(alinea, option):
    result = alinea("update", option, "[z-a]")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Setting {option[2:]} ([z-a]): ")


def test_init_writes_the_words_beside_them_and_leaves_those_that_are_there(
    alinea, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert "words.txt is written" in alinea("init").stdout
    assert "ONU, Nations unies" in (tmp_path / "words.txt").read_text("utf-8")
    (tmp_path / "words.txt").write_text("véto vétérinaire\nseul\n", "utf-8")
    (tmp_path / "alinea.toml").unlink()
    assert "words.txt" not in alinea("init").stdout
    result = alinea("analyze", "véto")
    assert "“véto” finds as well: vétérinaire" in result.stdout
    assert "words.txt, line 2: a family has two words at least." in result.stderr


def test_init_writes_the_settings_that_the_next_command_reads(alinea, tmp_path, monkeypatch):
    monkeypatch.delenv("ALINEA_SOURCE")
    result = alinea("init")
    assert (result.exit_code, result.stderr) == (0, "")
    path = tmp_path / "alinea.toml"
    assert result.stdout.startswith("alinea.toml is written")
    assert re.search(r"^source = ", path.read_text("utf-8"), re.MULTILINE)
    (tmp_path / "ici").mkdir()
    (tmp_path / "ici" / "a.txt").write_text("Le chat.", "utf-8")
    text = re.sub(r"(?m)^source = .*", 'source = ["ici"]', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    report = json.loads(alinea("rebuild", "--index", tmp_path / "neuf", "--json").stdout)
    assert report["documents"] == 1
    again = alinea("init")
    assert (again.exit_code, path.read_text("utf-8")) == (2, text)


@pytest.mark.usefixtures("own_index")
def test_a_name_of_any_bytes_is_built_shown_and_reported(process, documents):
    name = b"caf\xe9\xff %.txt"
    (documents / "b.txt").unlink()
    with open(bytes(documents) + b"/" + name, "wb") as file:
        file.write(b"Le cerf brame.\n")
    with open(bytes(documents) + b"/b\xe9.txt", "wb") as file:
        file.write(b"\0")
    report = json.loads(process("update", "--json").stdout)
    assert [one["path"] for one in report["skipped"]] == ["b%E9.txt"]
    assert "¶1 Le cerf brame." in process("show", "caf%E9%FF %25.txt").stdout
    assert process("update").returncode == 3


FORGED = "2. Un titre forgé\n   autre.txt#p1 · 2024"


@pytest.mark.usefixtures("own_index")
def test_no_name_or_title_looks_like_a_line_of_the_answer(alinea, documents):
    (documents / f"vrai.txt\n{FORGED}").write_text("Le lynx dort.", "utf-8")
    (documents / "faux\u2028\u200fgauche.txt").write_text("Le lynx mange.", "utf-8")
    (documents / f"faute.txt\n{FORGED}\x1b[2J").write_bytes(b"\0")
    record = {"id": f"a\n{FORGED}", "title": f"Un titre\n{FORGED}", "text": "Le lynx court."}
    (documents / "recueil.jsonl").write_text(json.dumps(record), "utf-8")
    shown = [
        alinea("update"),
        alinea("search", "lynx"),
        alinea("show", f"vrai.txt\n{FORGED}"),
        alinea("check", "--skipped"),
        alinea("show", f"absent\n{FORGED}"),
    ]
    for result in shown:
        lines = (result.stdout + result.stderr).splitlines()
        assert not any(line.startswith((FORGED[:12], "   autre.txt")) for line in lines), result
        assert not set("\x1b\u2028\u200f") & set(result.output)
    assert shown[1].stdout.count("\ufffd") >= 4
