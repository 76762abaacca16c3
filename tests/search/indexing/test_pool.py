"""Whatever becomes of a worker, its task alone is lost, and is named."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace

import pytest

from search import open_indexer, open_searcher
from search.indexing.pool import Pool


@dataclass(frozen=True)
class Numbers:
    """A task; some numbers are trouble."""

    numbers: tuple[int, ...]
    trouble: int = -1
    kind: str = "raise"
    size: int = 1 << 20

    def run(self) -> list[str]:
        if self.trouble in self.numbers:
            self._fail()
        return [f"{number}" for number in self.numbers]

    def _fail(self) -> None:
        match self.kind:
            case "raise":
                raise ValueError("trouble")
            case "memory":
                raise MemoryError
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "exit":
                os._exit(3)
            case "hang":
                time.sleep(60)

    def split(self) -> "list[Numbers]":
        if len(self.numbers) == 1:
            return []
        return [Numbers((number,), self.trouble, self.kind) for number in self.numbers]

    def refused(self, reason: str) -> list[str]:
        return [f"{number}: {reason}" for number in self.numbers]


def outcomes(tasks: list[Numbers], workers: int = 2, seconds: float = 60.0) -> list[str]:
    with Pool[str](workers, seconds) as pool:
        return list(pool.outcomes(tasks, total=1 << 30))


def test_outcomes_come_in_the_order_of_the_tasks():
    tasks = [Numbers(tuple(range(start, start + 3))) for start in range(0, 60, 3)]
    assert outcomes(tasks) == [str(number) for number in range(60)]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("raise", r"ValueError: trouble"),
        ("memory", r"MemoryError"),
        ("die", r"the process that read it died"),
        ("exit", r"the process that read it died \(exit status 3\)"),
    ],
)
def test_what_kills_a_worker_is_found_and_named_and_the_rest_is_done(kind, reason):
    tasks = [Numbers((0, 1)), Numbers((2, 3, 4), 3, kind), Numbers((5,))]
    found = outcomes(tasks)
    assert [one for one in found if ":" not in one] == ["0", "1", "2", "4", "5"]
    (named,) = (one for one in found if ":" in one)
    assert re.match(f"3: .*{reason}", named)
    assert found.index(named) == 3


def test_what_never_ends_is_ended_and_named():
    found = outcomes([Numbers((0,)), Numbers((1,), 1, "hang"), Numbers((2,))], seconds=1.0)
    assert found == ["0", "1: reading it took more than 1 seconds.", "2"]


def test_a_script_that_cannot_be_imported_twice_is_built_from_all_the_same(tmp_path):
    """A worker imports the program that it works for: without the usual guard against that
    none can be started, and the program does it alone.
    """
    (tmp_path / "documents").mkdir()
    for number in range(6):
        text = "\n\n".join([f"Le chat {number} dort."] * 30_000)
        (tmp_path / "documents" / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "program.py").write_text(
        "from pathlib import Path\n"
        "from search import Settings, open_indexer\n"
        "settings = Settings(index=Path('index'), readers=2)\n"
        "print(open_indexer(settings).rebuild(Path('documents')).paragraphs)\n"
    )
    result = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stdout) == (0, "180000\n"), result.stderr


def test_with_one_worker_no_process_is_started(monkeypatch):
    monkeypatch.setattr("search.indexing.pool.ProcessPool", None)
    assert outcomes([Numbers((0, 1)), Numbers((2, 3), 3)], workers=1)[:3] == ["0", "1", "2"]


def test_a_small_folder_pays_nothing_for_it(monkeypatch):
    monkeypatch.setattr("search.indexing.pool.ProcessPool", None)
    with Pool[str](4) as pool:
        assert list(pool.outcomes([Numbers((0,))], total=1000)) == ["0"]


def test_not_all_tasks_are_taken_at_once():
    """Memory is bounded: only so many tasks are made before the first is done."""
    taken = []

    def tasks():
        for number in range(200):
            taken.append(number)
            yield Numbers((number,))

    with Pool[str](2) as pool:
        next(iter(pool.outcomes(tasks(), total=1 << 30)))
        assert len(taken) < 20


def test_an_index_built_by_workers_is_the_one_that_is_built_without(new_library, monkeypatch):
    monkeypatch.setattr(Pool, "SMALL", 0)
    monkeypatch.setattr("search.indexing.plan._TASK_FILES", 3)
    found = []
    for workers in (1, 2):
        library = new_library()
        for number in range(20):
            library.write(f"{number}.txt", f"Le chat numéro {number} dort.\n\nLe chien {number}.")
        records = "\n".join(f'{{"doc": "{n}", "text": "Le chat {n}."}}' for n in range(50))
        library.write("recueil.jsonl", records)
        library.write("abîmé.txt", "").write_bytes(b"\xff")
        report = open_indexer(replace(library.settings, readers=workers)).rebuild(library.source)
        hits = open_searcher(library.settings).search("chat", size=100).hits
        skipped = [error.path for error in report.skipped]
        found.append(([(hit.paragraph.address, hit.score) for hit in hits], skipped))
    assert found[0] == found[1]
    assert (len(found[0][0]), found[0][1]) == (70, ["abîmé.txt"])
