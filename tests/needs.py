"""What a test needs that a machine may lack: it says so, and is left out where it is missing.

    @pytest.mark.needs("pandoc", "libreoffice")

or uses, however far away, a fixture with the name of a program.

A program (`programs.py`) may be missing on a developer's machine, where each gets a line at the
end of the run that says how many tests were left out and what brings it; where CI is set, its
tests fail. Data that isn't part of the project (`ALINEA_DATA` names a folder with it) is left
out anywhere, with such a line.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from programs import PROGRAMS, where

#: Folders in that which ALINEA_DATA names: what has to be in them.
DATA = {
    "bulk": "paragraphs.jsonl.gz, a record with doc, title and text a line",
    "snowball": "voc.txt and output.txt of github.com/snowballstem/snowball-data, french",
}
#: The property of a test that is left out: a name. It gets from the process that runs tests to
#: the one that sums up.
_MISSING = "missing"


def data(name: str) -> Path | None:
    """A folder of extra data, None if it isn't there."""
    given = os.environ.get("ALINEA_DATA")
    folder = Path(given or "", name)
    return folder if given and folder.is_dir() else None


def how_to_get(name: str) -> str:
    if name in DATA:
        return f"set ALINEA_DATA to a folder with {name}/ ({DATA[name]})"
    return f"apt install {PROGRAMS[name].package}"


def pytest_configure(config: pytest.Config) -> None:
    line = "needs(*names): programs of tests/programs.py, or data, that the test can't do without"
    config.addinivalue_line("markers", line)


def pytest_itemcollected(item: pytest.Item) -> None:
    for name in getattr(item, "fixturenames", ()):
        if name in PROGRAMS:
            item.add_marker(pytest.mark.needs(name))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        unknown = [name for name in needed(item) if name not in (*PROGRAMS, *DATA)]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} needs what nobody knows: {', '.join(unknown)}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [name for name in needed(item) if not (data if name in DATA else where)(name)]
    if not missing:
        return
    if is_gate() and not set(missing) <= set(DATA):
        ways = "; ".join(map(how_to_get, missing))
        pytest.fail(f"where CI is set nothing is left out, but it lacks: {ways}", pytrace=False)
    item.user_properties += [(_MISSING, name) for name in missing]
    pytest.skip(f"for want of {', '.join(missing)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = Counter(
        name
        for report in terminalreporter.getreports("skipped")
        for kind, name in report.user_properties
        if kind == _MISSING
    )
    for name, count in sorted(left_out.items()):
        tests = "1 test" if count == 1 else f"{count} tests"
        terminalreporter.write_line(f"{tests} left out for want of {name}: {how_to_get(name)}")


def needed(item: pytest.Item) -> list[str]:
    """The names in all its marks, each once."""
    marks = item.iter_markers("needs")
    return list(dict.fromkeys(name for mark in marks for name in mark.args))


def is_gate() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
