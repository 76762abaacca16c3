"""What a machine lacks is left out, named and counted; in the gate it is a failure."""

import ast
import subprocess
import sys
from pathlib import Path

import debian
import needs
import programs
import pytest

TESTS = Path(__file__).parent
SUITE = """
import pytest

@pytest.mark.needs("pandoc")
def test_with_pandoc(): pass

@pytest.mark.needs("pandoc", "libreoffice")
def test_with_both(): pass

@pytest.mark.needs("snowball")
def test_with_data(): pass

def test_without_any(): pass
"""


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Path:
    """A machine without any program but those put into this folder, and no extra data."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "SHARE", tmp_path)
    for name in ("CI", "ALINEA_DATA"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def run(pytester, machine):
    """The suite's outcome on that machine, and what is said of the run."""

    def run(suite: str = SUITE) -> tuple[dict[str, int], str]:
        assert machine.is_dir()
        pytester.makepyfile(suite)
        result = pytester.runpytest("-p", "needs", "--strict-markers")
        return result.parseoutcomes(), result.stdout.str() + result.stderr.str()

    return run


def put(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)


def test_tests_of_what_is_missing_are_left_out_and_no_others(run, machine):
    put(machine, "pandoc")
    outcomes, said = run()
    assert outcomes == {"passed": 2, "skipped": 2}
    assert "1 test left out for want of libreoffice: apt install libreoffice-writer" in said
    assert "want of pandoc" not in said


def test_each_missing_program_has_a_line_with_its_tests_and_what_brings_it(run):
    outcomes, said = run()
    assert outcomes == {"passed": 1, "skipped": 3}
    assert said.count("2 tests left out for want of pandoc: apt install pandoc") == 1
    assert said.count("1 test left out for want of libreoffice: apt install libreoffice-wri") == 1


def test_where_ci_is_set_a_missing_program_is_a_failure_that_says_what_to_install(run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    outcomes, said = run()
    assert outcomes == {"passed": 1, "errors": 2, "skipped": 1}
    assert "it lacks: apt install pandoc; apt install libreoffice-writer" in said


def test_extra_data_may_be_missing_anywhere_and_is_named(run, monkeypatch):
    monkeypatch.setenv("CI", "true")
    _, said = run()
    assert "1 test left out for want of snowball: set ALINEA_DATA to a folder with snowb" in said


def test_extra_data_is_found_where_the_variable_says(run, machine, tmp_path, monkeypatch):
    for name in ("pandoc", "lowriter"):
        put(machine, name)
    (tmp_path / "data" / "snowball").mkdir(parents=True)
    monkeypatch.setenv("ALINEA_DATA", str(tmp_path / "data"))
    outcomes, said = run()
    assert outcomes == {"passed": 4}
    assert "left out" not in said


def test_a_need_that_nobody_knows_is_an_error(run):
    _, said = run('import pytest\n@pytest.mark.needs("pandok")\ndef test_it(): pass')
    assert "needs what nobody knows: pandok" in said


def test_whoever_uses_a_fixture_with_the_name_of_a_program_needs_it(run):
    outcomes, said = run("""
import pytest

@pytest.fixture
def chromium(): raise FileNotFoundError

@pytest.fixture
def tab(chromium): pass

def test_it(tab): pass
""")
    assert outcomes == {"skipped": 1}
    assert "1 test left out for want of chromium: apt install chromium" in said


def test_a_program_may_have_several_names(machine):
    assert programs.where("chromium") is None
    put(machine, "chromium-browser")
    assert programs.where("chromium") == str(machine / "chromium-browser")


def test_where_nobody_may_install_nothing_is_tried(machine, monkeypatch, capfd):
    put(machine, "apt-get")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    debian.install(["pandoc"])
    assert capfd.readouterr() == ("", "")


def test_what_is_missing_is_installed_one_by_one_and_a_failure_is_not_the_end(
    machine, tmp_path, monkeypatch
):
    """One that can't be had doesn't keep the others from coming."""
    log = tmp_path / "log"
    for name in ("env", "apt-get"):
        put(machine, name)
    (machine / "env").write_text('#!/bin/sh\nshift\nexec "$@"\n')
    (machine / "apt-get").write_text(f"#!/bin/sh\necho called \"$*\" >> '{log}'\nexit 100\n")
    put(machine, "pandoc")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    programs.main()
    tried = [line.split()[-1] for line in log.read_text().splitlines() if "install" in line]
    packages = [one.package for name, one in programs.PROGRAMS.items() if name != "pandoc"]
    assert tried == packages


def test_sudo_is_used_only_where_it_asks_for_no_password(machine, monkeypatch, tmp_path):
    log = tmp_path / "log"
    put(machine, "apt-get")
    put(machine, "sudo")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    (machine / "sudo").write_text(f"#!/bin/sh\necho called \"$*\" >> '{log}'\nexit 1\n")
    debian.install(["pandoc"])
    assert log.read_text() == "called -n true\n"
    (machine / "sudo").write_text(f"#!/bin/sh\necho called \"$*\" >> '{log}'\n")
    debian.install(["pandoc"])
    last = log.read_text().splitlines()[-1]
    assert last.startswith("called -n env DEBIAN_FRONTEND=noninteractive apt-get install")
    assert last.endswith(" pandoc")


def test_make_reads_the_table_before_anything_is_installed():
    """What it runs with the system's Python takes nothing but Python's own library."""
    for module in (debian, programs):
        path = Path(module.__file__)
        code = f"import runpy; runpy.run_path({str(path)!r})"
        done = subprocess.run([sys.executable, "-S", "-c", code], cwd=TESTS, check=False)
        assert done.returncode == 0, path


def test_no_test_is_left_out_but_by_what_it_needs():
    """What isn't in the table wouldn't be named at the end, nor fail in the gate."""
    ways = {"skip", "skipif", "importorskip", "exit"}
    found = [
        f"{path.relative_to(TESTS)}:{node.lineno}"
        for path in TESTS.rglob("*.py")
        if path.name != Path(needs.__file__).name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ways and named(node) == "pytest"
    ]
    assert found == []


def named(node: ast.expr) -> str:
    """The name that an attribute of an attribute begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
