"""What `pip install` gives, in an environment with nothing else in it."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of the project that can't be written (root could, so what is in it is compared)."""
    folder = tmp_path_factory.mktemp("checkout") / "alinea"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, folder)
    for name in ("search", "web"):
        left_out = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(REPOSITORY / name, folder / name, ignore=left_out)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def files(folder: Path) -> dict[Path, int]:
    """Everything in it, with the time when it was changed."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def installed(checkout, tmp_path_factory) -> Path:
    """The programs of an environment into which the wheel alone was installed."""
    before = files(checkout)
    folder = tmp_path_factory.mktemp("packaging")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", folder, checkout], check=True)
    assert files(checkout) == before
    (wheel,) = folder.glob("alinea-*.whl")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "python", *pip[1:], "install", wheel], check=True)
    return programs


@pytest.mark.slow
def test_the_wheel_has_all_that_a_working_command_needs(installed, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("L’œil du chat, aujourd’hui.", "utf-8")

    def run(program: str, *words: str) -> str:
        surroundings = {"PATH": str(installed), "LC_ALL": "fr_FR.UTF-8", "PYTHONUTF8": "1"}
        return subprocess.run(
            [installed / program, *words],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    assert "1 paragraphe" in run("alinea", "rebuild", "docs")
    assert "L’œil du chat" in run("alinea", "search", "yeux")
    assert "L’œil du chat" in run("python", "-m", "search", "search", "yeux")
    page = run(
        "python",
        "-c",
        "from web import create_app\n"
        "client = create_app().test_client()\n"
        "for path in ('/?q=yeux', '/static/styles/base.css', '/static/scripts/keys.js', '/help',"
        " '/static/fonts/LICENSE.txt'):\n"
        "    print(client.get(path).text)",
    )
    assert "<mark>œil</mark>" in page
    assert "Comment chercher" in page
    assert "font-family" in page
    assert "addEventListener" in page
    assert "SIL OPEN FONT LICENSE" in page


@pytest.mark.slow
def test_an_engine_that_is_not_installed_says_how_to_install_it(installed, tmp_path):
    result = subprocess.run(
        [installed / "alinea", "rebuild", ".", "--engine", "tantivy", "--index", "index"],
        cwd=tmp_path,
        env={"LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 2
    assert "pip install 'alinea[tantivy]'" in result.stderr
