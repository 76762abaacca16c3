"""How far a build is, on a terminal: a bar that moves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from ..indexing.report import Progress as ProgressCallback
from ..indexing.report import Step
from ..wording.messages import translate
from ..wording.printable import printable_line
from .lines import files, rate

#: Characters of a file's name, its end.
_NAME = 40


@contextmanager
def bar(out: Console) -> Iterator[ProgressCallback]:
    """A bar that goes away at the end."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[current]}", style="dim"),
    )
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task(translate("Indexing"), total=None, told="", current="")
        yield _Bar(progress, task)


class _Bar:
    """The bar: bytes read of all, files, paragraphs, their rate, the time left, the file."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._began = time.perf_counter()

    def __call__(self, step: Step) -> None:
        speed = step.paragraphs / max(time.perf_counter() - self._began, 0.01)
        self._progress.update(
            self._task,
            completed=step.bytes,
            total=step.all_bytes or None,
            told=f"{files(step)}, {rate(speed)}",
            current=printable_line(step.current)[-_NAME:],
        )
