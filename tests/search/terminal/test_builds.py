"""What is printed while a build goes on."""

import io

import pytest
from rich.console import Console

from search.indexing.report import Step
from search.terminal import builds


@pytest.fixture
def printed(monkeypatch):
    """Where it is printed, and the console that does."""
    out = io.StringIO()

    def console_of(*, terminal: bool, clock=None) -> io.StringIO:
        made = Console(file=out, force_terminal=terminal, width=120, get_time=clock)
        monkeypatch.setattr(builds, "console", lambda **_: made)
        return out

    return console_of


def test_without_a_terminal_there_is_a_line_every_few_seconds(printed):
    now = [0.0]
    out = printed(terminal=False, clock=lambda: now[0])
    with builds.progress() as told:
        for second in range(11):
            now[0] = float(second)
            told(Step(second, 20, second * 50, 1000, second * 1200, "presse/a.txt"))
    assert out.getvalue().splitlines() == [
        "25 %: 5 of 20 files, 6,000 paragraphs, 1,200 paragraphs/s, about 15 s left · presse/a.txt",
        "50 %: 10 of 20 files, 12,000 paragraphs, 1,200 paragraphs/s, about 10 s left · "
        "presse/a.txt",
    ]


def test_a_short_build_says_nothing_without_a_terminal(printed):
    out = printed(terminal=False, clock=lambda: 0.0)
    with builds.progress() as told:
        told(Step(1, 1, 0, 0, 0, "a.txt"))
    assert out.getvalue() == ""


def test_on_a_terminal_the_bar_names_files_paragraphs_and_what_is_read(printed):
    out = printed(terminal=True)
    with builds.progress() as told:
        told(Step(3, 12, 500, 1000, 240, "presse/\x1b[31mrouge.txt"))
    text = out.getvalue()
    assert "50 %" in text
    assert "3 of 12 files, 240 paragraphs" in text
    assert "rouge.txt" in text
    assert "\x1b[31mrouge" not in text


def test_a_build_of_nothing_has_a_bar_too(printed):
    out = printed(terminal=True)
    with builds.progress() as told:
        told(Step(0, 0, 0, 0, 0, ""))
    assert "0 of 0 files" in out.getvalue()
