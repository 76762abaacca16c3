"""The command line, in this process and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import Settings, open_indexer
from search.cli.commands import commands


@pytest.fixture(scope="session")
def seed_index(seeds, tmp_path_factory) -> Path:
    """An index of the real document, for tests that only read."""
    index = tmp_path_factory.mktemp("cli") / "index"
    open_indexer(Settings(index=index)).rebuild(seeds)
    return index


@pytest.fixture(autouse=True)
def surroundings(seed_index, seeds, tmp_path, monkeypatch) -> None:
    """An empty folder, and no settings but where the index and the documents are."""
    for name in [name for name in os.environ if name.startswith(("ALINEA_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ALINEA_INDEX", str(seed_index))
    monkeypatch.setenv("ALINEA_SOURCE", str(seeds))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def alinea() -> Callable[..., Result]:
    """Run a command in this process, as in a pipe."""

    def run(*words: object) -> Result:
        result = CliRunner().invoke(commands, [str(word) for word in words], prog_name="alinea")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `python -m search`, as a shell does."""

    def run(*words: str | bytes | Path, **options) -> subprocess.CompletedProcess[str]:
        options = {"capture_output": True, "encoding": "utf-8", "timeout": 60} | options
        return subprocess.run([sys.executable, "-m", "search", *words], check=False, **options)

    return run


@pytest.fixture
def documents(tmp_path) -> Path:
    """A folder of two documents to build from."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Le chat dort.\n\nLe chien veille.", "utf-8")
    (folder / "b.txt").write_text("Le chat mange.", "utf-8")
    return folder


@pytest.fixture
def own_index(documents, tmp_path, monkeypatch) -> Path:
    """An index of `documents`, for tests that write."""
    index = tmp_path / "own"
    monkeypatch.setenv("ALINEA_INDEX", str(index))
    monkeypatch.setenv("ALINEA_SOURCE", str(documents))
    open_indexer(Settings(index=index)).rebuild(documents)
    return index
