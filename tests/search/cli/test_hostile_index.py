"""Every command, given an index in which a stranger has put a program, as a process of its own."""

import os
import subprocess
import sys
import time

import pytest
from hostile import reseal, the_file, whoosh_toc

COMMANDS = [
    ["stats"],
    ["check"],
    ["check", "--skipped"],
    ["search", "chat"],
    ["search", "chat", "--json"],
    ["show", "a.txt"],
    ["serve"],
]


@pytest.fixture
def trace(own_index, tmp_path):
    """What the program would make; it is in the table of contents, and the manifest agrees."""
    made = tmp_path / "trace"
    generation = own_index / "generations" / "000001"
    the_file(generation, "*.toc").write_bytes(whoosh_toc(made))
    reseal(generation)
    return made


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_tells_of_the_damage_and_runs_nothing(process, trace, own_index, words):
    done = process(*words)
    assert done.returncode == 4
    assert "is damaged" in done.stderr
    assert str(own_index) in done.stderr
    assert "alinea rebuild" in done.stderr
    assert "Traceback" not in done.stderr
    assert not trace.exists()


def test_what_needs_no_index_opens_none(process, trace):
    assert process("analyze", "Les chats").returncode == 0
    assert not trace.exists()


@pytest.mark.parametrize("build", ["update", "rebuild"])
def test_a_build_says_why_it_is_one_and_runs_nothing(process, trace, build):
    done = process(build)
    assert done.returncode == 0
    assert ("is damaged" in done.stdout + done.stderr) == (build == "update")
    assert process("search", "chien").returncode == 0
    assert not trace.exists()


def test_completing_the_name_of_a_document_runs_nothing(trace):
    """As a shell does for TAB."""
    asked = {"_ALINEA_COMPLETE": "bash_complete", "COMP_WORDS": "alinea show a", "COMP_CWORD": "2"}
    command = [sys.executable, "-c", "from search.cli import main; main()"]
    done = subprocess.run(command, env=os.environ | asked, capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    assert not trace.exists()


def test_watching_builds_such_an_index_anew_and_runs_nothing(trace, own_index):
    command = [sys.executable, "-m", "search", "watch", "--attached"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as watching:
        for _ in range(1200):
            if (own_index / "CURRENT").read_text() != "000001\n":
                break
            time.sleep(0.05)
        watching.stdin.close()
    assert (own_index / "CURRENT").read_text() == "000002\n"
    assert not trace.exists()
