"""`alinea show`, `analyze`, `stats` and `check`."""

import re
import shutil

import pytest

from search.opening import ENGINES
from search.wording.messages import speaking

SEED = "000_bb954991637d5d05.txt"


def test_a_document_is_shown_whole_with_its_headings(alinea):
    result = alinea("show", SEED)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("La chambre haute du Parlement russe")
    assert lines[1] == f"2024-11 · {SEED}"
    numbers = [int(n) for n in re.findall(r"^¶(\d+) ", result.stdout, re.MULTILINE)]
    assert numbers == list(range(1, 17))
    assert lines.index("11'000 militaires dans la région") < lines.index(
        "«Dans les prochains jours»"
    )
    assert lines.count("«Jusqu'au jour de la victoire»") == 1


def test_one_paragraph_is_shown_with_its_heading(alinea):
    result = alinea("show", f"{SEED}#p9")
    assert re.findall(r"^¶(\d+) ", result.stdout, re.MULTILINE) == ["9"]
    assert "«Dans les prochains jours»\n" in result.stdout


@pytest.mark.parametrize(
    "address",
    [
        "nothing.txt",
        *(f"{SEED}#p{ordinal}" for ordinal in ("17", "0", "", "1x", "1" * 5000)),
        "#p1",
        "",
        "\ufffd",
    ],
)
def test_an_address_that_leads_nowhere_is_no_hit(alinea, address):
    result = alinea("show", address)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"There is nothing at {address} in the index.\n"


@pytest.mark.usefixtures("own_index")
@pytest.mark.parametrize("name", ["a#p1", "50 %.txt", "a\nb", "dossier/é #2.txt"])
def test_any_name_can_be_shown(alinea, documents, name):
    (documents / name).parent.mkdir(exist_ok=True)
    (documents / name).write_text("Le lièvre.\n\nLe cerf.", "utf-8")
    alinea("update")
    assert "¶2 Le cerf." in alinea("show", name).stdout
    one = alinea("show", f"{name}#p2").stdout
    assert "¶2 Le cerf." in one
    assert "¶1" not in one


def test_a_query_that_cannot_be_searched_is_refused_here_too(alinea):
    assert alinea("show", SEED, "--query", "date:hier").exit_code == 2
    assert alinea("show", SEED, "--query", "").exit_code == 0


def test_the_words_of_a_text_are_shown_as_a_table(alinea):
    result = alinea("analyze", "L’ONU et les 11'000 soldats nord-coréens d'aujourd'hui")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines() if line.strip(" ─")]
    assert rows == [
        ["text", "form", "stem", "family", "stop", "word", "start", "end"],
        ["ONU", "onu", "onu", "no", "2", "5"],
        ["et", "et", "et", "yes", "6", "8"],
        ["les", "les", "le", "yes", "9", "12"],
        ["11'000", "11000", "11000", "no", "13", "19"],
        ["soldats", "soldats", "soldat", "no", "20", "27"],
        ["nord", "nord", "nord", "no", "28", "32"],
        ["coréens", "coreens", "coreen", "no", "33", "40"],
        ["aujourd'hui", "aujourdhui", "aujourdhui", "no", "43", "54"],
        "“ONU” finds as well: Nations unies".split(),
        "“nord coréens” finds as well: Corée du Nord".split(),
    ]


def test_a_text_without_words_is_an_empty_table(alinea):
    assert alinea("analyze", "…").exit_code == 0


def test_stats_say_what_the_index_holds(alinea, seed_index):
    result = alinea("stats")
    assert result.exit_code == 0
    pairs = dict(
        re.split(r" {2,}", line.strip(), maxsplit=1) for line in result.stdout.splitlines()
    )
    assert pairs["index"] == str(seed_index)
    assert pairs["engine"] == "whoosh"
    assert (pairs["documents"], pairs["paragraphs"], pairs["files skipped"]) == ("1", "16", "0")
    assert int(pairs["words"]) > int(pairs["stems"]) > 200
    assert re.fullmatch(r"000001-[0-9a-f]{12}", pairs["generation"])
    with speaking("fr"):
        assert "moteur" in alinea("stats").stdout


def test_a_whole_index_is_said_to_be_whole(alinea, seed_index):
    result = alinea("check")
    assert (result.exit_code, result.stdout) == (0, f"The index in {seed_index} is whole.\n")


@pytest.mark.parametrize(
    "pattern", ["catalog.sqlite", "*.toc", "*.arrays", "manifest.json", "CURRENT"]
)
def test_a_check_names_what_is_damaged_and_the_command_that_mends_it(alinea, own_index, pattern):
    (path,) = own_index.rglob(pattern)
    path.write_bytes(b"\0" * path.stat().st_size)
    result = alinea("check")
    assert (result.exit_code, result.stdout) == (4, "")
    assert path.name in result.stderr
    assert "alinea rebuild" in result.stderr
    assert alinea("rebuild").exit_code == 0
    assert alinea("check").exit_code == 0


READERS = [
    ["search", "chat"],
    ["search", "chat", "--json"],
    ["show", "a.txt"],
    ["similar", "a.txt"],
    ["stats"],
    ["check"],
    ["serve", "--port", "61234"],  # one that anybody may listen on
]


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_without_an_index_every_command_names_the_one_that_builds_it(alinea, tmp_path, words):
    missing = tmp_path / "no index"
    result = alinea(*words, "--index", missing)
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        f"There is no index in {missing}. To build it: alinea rebuild --index '{missing}'\n"
    )


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_every_command_tells_a_damaged_index(alinea, own_index, words):
    shutil.rmtree(own_index / "generations" / "000001" / "engine")
    result = alinea(*words)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "alinea rebuild" in result.stderr


@pytest.mark.parametrize("words", [*READERS[:6], ["analyze", "chat"]], ids=" ".join)
def test_every_command_takes_the_index_as_an_option_or_a_variable(
    alinea, own_index, monkeypatch, words
):
    by_variable = alinea(*words)
    monkeypatch.setenv("ALINEA_INDEX", "nowhere")
    by_option = alinea(*words, "--index", own_index)
    assert by_variable.exit_code == by_option.exit_code == 0
    timed = re.compile(r"\d+\.\d ms|took_ms\":[\d.]+")
    assert timed.sub("", by_option.stdout) == timed.sub("", by_variable.stdout)


@pytest.mark.parametrize(
    "words", [["rebuild"], ["update"], *READERS[:-1], ["serve"], ["analyze", "x"]], ids=" ".join
)
def test_every_command_refuses_a_setting_that_cannot_be(alinea, monkeypatch, words):
    result = alinea(*words, "--engine", "lucene")
    assert result.exit_code == 2
    engines = ", ".join(ENGINES)
    assert f"Setting engine (--engine): lucene is not one of: {engines}." in result.stderr
    monkeypatch.setenv("ALINEA_PORT", "http")
    result = alinea(*words)
    assert result.exit_code == 2
    assert 'Setting port (ALINEA_PORT): "http" is not a whole number.' in result.stderr
