"""What is printed while a build goes on."""

import io

import pytest
from rich.console import Console

from search.indexing.report import Step
from search.terminal.bar import bar
from search.terminal.lines import Lines


@pytest.fixture
def lines():
    """What is said at some seconds of a build that reads 50 of 1,000 bytes in each."""

    def said(*seconds: int) -> list[str]:
        now, found = [0.0], []
        told = Lines(found.append, clock=lambda: now[0])
        for second in seconds:
            now[0] = float(second)
            told(Step(second, 20, second * 50, 1000, second * 1200, "presse/a\x1b.txt"))
        return found

    return said


def test_without_a_terminal_there_is_a_line_every_few_seconds(lines):
    left = "about 15 s left · presse/a\ufffd.txt", "about 10 s left · presse/a\ufffd.txt"
    assert lines(*range(11)) == [
        f"25 %: 5 of 20 files, 6,000 paragraphs, 1,200 paragraphs/s, {left[0]}",
        f"50 %: 10 of 20 files, 12,000 paragraphs, 1,200 paragraphs/s, {left[1]}",
    ]


def test_a_short_build_says_nothing_without_a_terminal(lines):
    assert lines(0, 1, 2) == []


def drawn(step: Step) -> str:
    out = io.StringIO()
    with bar(Console(file=out, force_terminal=True, width=120)) as told:
        told(step)
    return out.getvalue()


def test_on_a_terminal_the_bar_names_files_paragraphs_and_what_is_read():
    text = drawn(Step(3, 12, 500, 1000, 240, "presse/\x1b[31mrouge.txt"))
    assert "50 %" in text
    assert "3 of 12 files, 240 paragraphs" in text
    assert "rouge.txt" in text
    assert "\x1b[31mrouge" not in text


def test_a_build_of_nothing_has_a_bar_too():
    assert "0 of 0 files" in drawn(Step(0, 0, 0, 0, 0, ""))
