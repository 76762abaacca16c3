"""Whatever becomes of a worker, the one thing it was at is lost, and is named."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from search import open_indexer, open_searcher
from search.indexing import staging
from search.indexing.build import Build
from search.indexing.workers import Limits, Refusal, RiskyError, WorkerPool
from search.indexing.workers.supervisor import Supervisor

#: Small enough to be reached in a moment.
LIMITS = Limits(seconds=20, memory_mb=200, text_mb=1)


@dataclass(frozen=True)
class Numbers:
    """A task; some numbers are trouble."""

    numbers: tuple[int, ...]
    trouble: tuple[int, ...] = ()
    kind: str = "raise"
    risky: bool = True
    size: int = 1 << 20

    def run(self, *, here: bool = False) -> list[str]:  # noqa: ARG002
        said = [f"{number}" for number in self.numbers]
        if not set(self.trouble).isdisjoint(self.numbers):
            said += self._fail()
        return said

    def _fail(self) -> list[str]:
        match self.kind:
            case "raise":
                raise ValueError("trouble")
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "exit":
                os._exit(3)
            case "hang":
                time.sleep(60)
            case "eat":
                return ["x"] * (1 << 32)
            case "eat until it dies":
                _eat_and_abort()
            case "say much":
                return ["x" * (10 << 20)]
            case "nest":
                return self._fail()
            case "overflow":
                ctypes.string_at(0)
            case "print":
                os.write(1, b"noise")
                os.write(2, b"noise")
            case "say who":
                return [f"worker {os.getpid()}"]
            case "keep":
                KEPT.append(bytes(70 << 20))
                return [f"worker {os.getpid()}"]
            case "open":
                KEPT.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(40))
                return [f"worker {os.getpid()}"]
        return []

    def split(self) -> "list[Numbers]":
        if len(self.numbers) == 1:
            return []
        return [replace(self, numbers=(number,)) for number in self.numbers]

    def refused(self, why: Refusal) -> list[str]:
        reason = why.cause.format(**why.details)
        return [f"{number}: {reason}" for number in self.numbers]


KEPT: list[object] = []


def _eat_and_abort() -> None:
    """As C++ does that gets no memory."""
    pieces = []
    try:
        while True:
            pieces.append(bytes(1 << 20))
            time.sleep(0.002)
    except MemoryError:
        os.abort()


def outcomes(tasks: list[Numbers], workers: int = 2, limits: Limits = LIMITS) -> list[str]:
    with WorkerPool[str](workers, limits) as pool:
        return list(pool.outcomes(tasks, total=1 << 30))


def test_outcomes_come_in_the_order_of_the_tasks():
    tasks = [Numbers(tuple(range(start, start + 3))) for start in range(0, 60, 3)]
    assert outcomes(tasks) == [str(number) for number in range(60)]


@pytest.mark.parametrize("risky", [True, False])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("raise", r"reading it failed \(ValueError: trouble\)"),
        ("die", r"the process that read it was killed \(SIGKILL\)"),
        ("exit", r"the process that read it died \(3\)"),
        ("overflow", r"the process that read it died \(SIGSEGV\)"),
        ("eat", r"reading it needed more than 200 MB of memory"),
        ("eat until it dies", r"reading it needed more than 200 MB of memory"),
        ("say much", r"it has more than 1 MB of text"),
        ("nest", r"it is nested too deeply"),
    ],
)
def test_what_kills_a_worker_is_found_and_named_and_the_rest_is_done(kind, reason, risky):
    tasks = [Numbers((0, 1)), Numbers((2, 3, 4), (3,), kind, risky), Numbers((5,))]
    found = outcomes(tasks)
    assert [one for one in found if ":" not in one] == ["0", "1", "2", "4", "5"]
    (named,) = (one for one in found if ":" in one)
    assert re.match(f"3: {reason}", named)
    assert found.index(named) == 3


def test_what_never_ends_is_ended_and_named():
    tasks = [Numbers((0,)), Numbers((1,), (1,), "hang"), Numbers((2,))]
    found = outcomes(tasks, limits=Limits(seconds=5))
    assert found == ["0", "1: reading it took more than 5 seconds.", "2"]


def test_one_that_hangs_among_many_costs_its_own_time_only(tmp_path):
    """Nothing that was read before it is read again, nor is anything but it refused."""
    with WorkerPool[str](1, Limits(seconds=5)) as pool:
        task = Counted(tuple(range(256)), (200,), "hang", note=str(tmp_path / "note"))
        found = list(pool.outcomes([task], total=0))
    assert [one for one in found if ":" in one] == ["200: reading it took more than 5 seconds."]
    assert (tmp_path / "note").read_text().split() == [str(number) for number in range(256)]


@dataclass(frozen=True)
class Counted(Numbers):
    """Notes what it does."""

    note: str = ""

    def run(self, *, here: bool = False) -> list[str]:  # noqa: ARG002
        with open(self.note, "a") as note:
            note.write(f"{self.numbers[0]}\n")
        return super().run()


def test_many_that_die_in_one_task_are_all_named():
    found = outcomes([Numbers(tuple(range(12)), (0, 1, 5, 11), "exit")])
    assert [one.split(":")[0] for one in found] == [str(number) for number in range(12)]
    assert [one.split(":")[0] for one in found if ":" in one] == ["0", "1", "5", "11"]


def test_time_is_given_to_each_thing_not_to_the_task():
    tasks = [Slow(tuple(range(8)))]
    assert outcomes(tasks, limits=Limits(seconds=3)) == [str(number) for number in range(8)]


@dataclass(frozen=True)
class Slow(Numbers):
    """Each number takes a while."""

    def run(self, *, here: bool = False) -> list[str]:  # noqa: ARG002
        time.sleep(0.4 * len(self.numbers))
        return super().run()


@pytest.mark.parametrize("kind", ["keep", "open"])
def test_a_worker_that_grows_is_replaced(kind):
    tasks = [Numbers((number,), (number,), kind) for number in range(6)]
    workers = [one for one in outcomes(tasks, workers=1) if one.startswith("worker")]
    assert len(workers) == 6
    assert 2 <= len(set(workers)) <= 6


def test_what_a_library_prints_is_not_seen(capfd):
    assert outcomes([Numbers((0, 1), (0, 1), "print")]) == ["0", "1"]
    assert capfd.readouterr() == ("", "")


def test_workers_are_kept_from_one_round_to_the_next():
    task = Numbers((1,), (1,), "say who")
    with WorkerPool[str](1) as pool:
        found = [list(pool.outcomes([task], total=0)) for _ in range(3)]
    assert found[0] == found[1] == found[2]
    assert found[0][1] != f"worker {os.getpid()}"


def test_a_worker_that_is_killed_while_it_waits_costs_nothing():
    task = Numbers((1,), (1,), "say who")
    with WorkerPool[str](1) as pool:
        before = list(pool.outcomes([task], total=0))
        worker = int(before[1].split()[1])
        os.kill(worker, signal.SIGKILL)
        while _is_alive(worker):
            time.sleep(0.01)
        after = list(pool.outcomes([task], total=0))
    assert (after[0], len(after)) == ("1", 2)
    assert after != before


def test_what_is_not_waited_for_any_more_does_not_hold_up_what_follows():
    """A build that fails leaves tasks behind; the next begins at once."""
    hanging = [Numbers((0,))] + [Numbers((n,), (n,), "hang") for n in range(1, 4)]
    with WorkerPool[str](2, Limits(seconds=50)) as pool:
        assert next(pool.outcomes(hanging, total=1 << 30)) == "0"
        assert list(pool.outcomes([Numbers((5, 6))], total=1 << 30)) == ["5", "6"]


def test_a_fault_in_the_pool_itself_is_told(monkeypatch):
    def broken(*_):
        raise KeyError("ours")

    monkeypatch.setattr("search.indexing.workers.supervisor.Supervisor.feed", broken)
    with pytest.raises(KeyError, match="ours"):
        outcomes([Numbers((0,))])


PROGRAM = """
import sys
from test_worker_pool import Numbers
from search.indexing.workers import WorkerPool

if __name__ == "__main__":
    tasks = [Numbers((n,), (n,), "say who") for n in range(20)]
    tasks += [Numbers((n,), (n,), sys.argv[1]) for n in range(4)]
    with WorkerPool[str](2) as pool:
        for outcome in pool.outcomes(tasks, total=1 << 30):
            print(outcome, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_whoever_is_killed_leaves_no_process_behind(tmp_path, how):
    (tmp_path / "program.py").write_text(PROGRAM)
    folder = str(Path(__file__).parent)
    program = subprocess.Popen(
        [sys.executable, "program.py", "hang"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": folder},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    with program:
        said = [program.stdout.readline() for _ in range(40)]
        workers = {int(line.split()[1]) for line in said if line.startswith("worker")}
        time.sleep(0.2)
        program.send_signal(how)
        program.wait(30)
    deadline = time.monotonic() + 20
    while _alive_in(program.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert _alive_in(program.pid) == []


LOADING = """
from test_worker_pool import Numbers
from search.indexing.workers import WorkerPool, fork_server

fork_server._LOADED += ("takes_long",)
if __name__ == "__main__":
    with WorkerPool[str](1) as pool:
        list(pool.outcomes([Numbers((1,))], total=1 << 30))
"""


def test_whoever_is_killed_leaves_no_process_that_is_still_loading(tmp_path):
    """On a busy machine what reads takes long to be loaded."""
    (tmp_path / "program.py").write_text(LOADING)
    note = tmp_path / "note"
    begins = f"import pathlib, time\npathlib.Path({str(note)!r}).touch()\ntime.sleep(300)\n"
    (tmp_path / "takes_long.py").write_text(begins)
    program = subprocess.Popen(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parent}"},
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not note.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    program.kill()
    program.wait(30)
    while _alive_in(program.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert note.exists()
    assert _alive_in(program.pid) == []


def _alive_in(session: int) -> list[int]:
    """Workers, and what starts them."""
    found = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [process for process in found if _is_alive(process) and _session(process) == session]


def _session(process: int) -> int:
    try:
        return os.getsid(process)
    except ProcessLookupError:
        return 0


def _is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_a_script_that_has_no_guard_is_run_once(tmp_path):
    """Workers need nothing of the program that they work for, so they don't run it."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.html").write_text("<p>Le chat dort.</p>", "utf-8")
    (tmp_path / "program.py").write_text(
        "from pathlib import Path\n"
        "from search import Settings, open_indexer\n"
        "print('begun', file=open('note', 'a'))\n"
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
    assert (result.returncode, result.stdout) == (0, "1\n"), result.stderr
    assert (tmp_path / "note").read_text() == "begun\n"


def test_what_is_much_is_done_apart_by_one_worker_too():
    tasks = [Numbers((0,), (0,), "say who", risky=False)]
    assert outcomes(tasks, workers=1)[1] != f"worker {os.getpid()}"


@dataclass(frozen=True)
class Deceiving(Numbers):
    """Proves not to be harmless where one of its numbers is trouble."""

    risky: bool = False
    kind: str = "say who"

    def run(self, *, here: bool = False) -> list[str]:
        if here and not set(self.trouble).isdisjoint(self.numbers):
            raise RiskyError
        return super().run(here=here)


def test_what_proves_not_to_be_harmless_is_done_apart_in_its_turn():
    tasks = [Deceiving((0,)), Deceiving((1, 2), (2,)), Deceiving((3,))]
    with WorkerPool[str](1) as pool:
        found = list(pool.outcomes(tasks, total=10))
    (who,) = [one for one in found if one.startswith("worker")]
    assert [one for one in found if one != who] == ["0", "1", "2", "3"]
    assert who != f"worker {os.getpid()}"


def test_what_proves_so_in_parts_is_done_apart_from_there_on():
    """The first part fails, which is why they are done one by one."""
    with WorkerPool[str](1) as pool:
        found = list(pool.outcomes([Halting((0, 1, 2), (1,))], total=10))
    assert found[:2] == ["0: reading it failed (ValueError: trouble).", "1"]
    assert found[2].startswith("worker")
    assert found[3:] == ["2"]


@dataclass(frozen=True)
class Halting(Deceiving):
    """Its first number is trouble of another kind."""

    def run(self, *, here: bool = False) -> list[str]:
        if 0 in self.numbers:
            raise ValueError("trouble")
        return super().run(here=here)


def test_a_small_folder_of_harmless_files_pays_nothing_for_it(monkeypatch):
    monkeypatch.setattr("search.indexing.workers.supervisor.Supervisor", None)
    with WorkerPool[str](4) as pool:
        assert list(pool.outcomes([Numbers((0,), risky=False)], total=1000)) == ["0"]


def test_what_is_risky_is_never_done_here():
    with WorkerPool[str](1) as pool:
        tasks = [Numbers((0,), (0,), "say who", risky=False), Numbers((1,), (1,), "say who")]
        found = list(pool.outcomes(tasks, total=10))
    here = f"worker {os.getpid()}"
    assert found[:3] == ["0", here, "1"]
    assert found[3] != here


def test_not_all_tasks_are_taken_at_once():
    """Memory is bounded: only so many tasks are made before the first is done."""
    taken = []

    def tasks():
        for number in range(200):
            taken.append(number)
            yield Numbers((number,))

    with WorkerPool[str](2) as pool:
        next(iter(pool.outcomes(tasks(), total=1 << 30)))
        assert len(taken) < 20


def test_an_index_built_by_workers_is_the_one_that_is_built_without(new_library, monkeypatch):
    monkeypatch.setattr(WorkerPool, "SMALL", 0)
    monkeypatch.setattr("search.indexing.plan._TASK_FILES", 3)
    found = []
    for workers in (1, 2):
        library = new_library()
        for number in range(20):
            library.write(f"{number}.txt", f"Le chat numéro {number} dort.\n\nLe chien {number}.")
        records = "\n".join(f'{{"doc": "{n}", "text": "Le chat {n}."}}' for n in range(50))
        library.write("recueil.jsonl", records)
        library.write("abîmé.txt", "").write_bytes(b"\0\1\2\xff")
        report = open_indexer(replace(library.settings, readers=workers)).rebuild(library.source)
        hits = open_searcher(library.settings).search("chat", size=100).hits
        skipped = [error.path for error in report.skipped]
        found.append(([(hit.paragraph.address, hit.score) for hit in hits], skipped))
    assert found[0] == found[1]
    assert (len(found[0][0]), found[0][1]) == (70, ["abîmé.txt"])


def test_the_workers_of_a_build_have_ended_when_it_is_committed(library, monkeypatch):
    """What they have learnt, and what is committed, take memory one after the other."""
    monkeypatch.setattr(WorkerPool, "SMALL", 0)
    library.write("chat.html", "<p>Le chat dort.</p>")
    workers, told = [], []

    def read(build, pool):
        read_it(build, pool)
        workers.extend(supervisor._process.pid for supervisor in pool._supervisors)
        told.append(list(map(_is_alive, workers)))

    def commit(*args):
        told.append(list(map(_is_alive, workers)))
        return commit_it(*args)

    read_it, commit_it = Build.read, staging.commit
    monkeypatch.setattr(Build, "read", read)
    monkeypatch.setattr(staging, "commit", commit)
    open_indexer(library.settings).rebuild(library.source)
    assert told == [[True], [False]]


# ---- whoever ends early


def test_a_consumer_that_fails_ends_the_workers_at_once():
    """Whatever they are at, and however much of it waits for its turn."""
    hanging = [Numbers((n,), (n,), "say who") for n in range(4)]
    hanging += [Numbers((n,), (n,), "hang") for n in range(8)]
    found = []

    def consume() -> None:
        with WorkerPool[str](2, Limits(seconds=600)) as pool:
            for outcome in pool.outcomes(hanging, total=1 << 30):
                found.append(outcome)
                if len(found) == 8:
                    raise KeyError("of the consumer")

    with pytest.raises(KeyError, match="of the consumer"):
        consume()
    workers = {int(one.split()[1]) for one in found if one.startswith("worker")}
    assert workers
    until(lambda: not any(map(_is_alive, workers)))


def test_a_consumer_that_goes_leaves_the_pool_to_the_next():
    hanging = [Numbers((0,))] + [Numbers((n,), (n,), "hang") for n in range(1, 6)]
    with WorkerPool[str](2, Limits(seconds=600)) as pool:
        for outcome in (kept := pool.outcomes(hanging, total=1 << 30)):
            assert outcome == "0"
            break
        kept.close()
        assert list(pool.outcomes([Numbers((5, 6))], total=1 << 30)) == ["5", "6"]


def test_a_pool_that_is_closed_lets_nobody_wait():
    with WorkerPool[str](2, LIMITS) as pool:
        found = pool.outcomes([Numbers((n,)) for n in range(20)], total=1 << 30)
        assert next(found) == "0"
    with pytest.raises(RuntimeError, match="closed"):
        list(found)


def test_more_parts_than_are_taken_wait_in_their_worker():
    """Memory is bounded, and nobody is blamed for waiting."""
    with WorkerPool[str](1, Limits(seconds=3)) as pool:
        found = []
        for outcome in pool.outcomes([Numbers(tuple(range(12)))], total=0):
            found.append(outcome)
            time.sleep(0.3)
    assert found == [str(number) for number in range(12)]


# ---- who is killed by somebody else


@dataclass(frozen=True)
class KilledOnce(Numbers):
    """The process that first does the number in trouble is killed; the next isn't."""

    note: str = ""

    def run(self, *, here: bool = False) -> list[str]:  # noqa: ARG002
        if not set(self.trouble).isdisjoint(self.numbers) and self._times() < 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return super(KilledOnce, replace(self, trouble=())).run()

    def _times(self) -> int:
        with open(self.note, "a+") as note:
            note.write("x")
            note.flush()
            note.seek(0)
            return len(note.read())


@pytest.mark.parametrize("risky", [True, False])
def test_what_a_killed_worker_was_at_is_tried_again_and_nothing_is_refused(tmp_path, risky):
    notes = [str(tmp_path / str(n)) for n in range(3)]
    tasks = [KilledOnce((n, n + 10), (n,), risky=risky, note=note) for n, note in enumerate(notes)]
    assert outcomes(tasks) == ["0", "10", "1", "11", "2", "12"]


def test_what_is_tried_again_alone_doesnt_wait_for_who_waits_for_it(tmp_path):
    """The other worker has more than may wait, and is heard only when its turn comes."""
    tasks = [KilledOnce((0,), (0,), note=str(tmp_path / "note")), Numbers(tuple(range(1, 40)))]
    assert outcomes(tasks) == [str(number) for number in range(40)]


def test_what_is_killed_each_time_may_be_tried_another_time():
    refused = []

    @dataclass(frozen=True)
    class Refusing(Numbers):
        def refused(self, why: Refusal) -> list[str]:
            refused.append(why.passing)
            return super().refused(why)

        def __reduce__(self):
            return Numbers, (self.numbers, self.trouble, self.kind)

    kinds = ["die", "exit", "overflow"]
    with WorkerPool[str](2, LIMITS) as pool:
        for kind in kinds:
            list(pool.outcomes([Refusing((0,), (0,), kind)], total=0))
    assert refused == [True, False, False]


def fork_server() -> int:
    return int(forkserver._forkserver._forkserver_pid or 0)


@pytest.mark.parametrize("when", ["between", "during"])
def test_a_fork_server_that_is_killed_is_replaced(when):
    tasks = [Numbers((n,), (n,), "say who") for n in range(12)]
    with WorkerPool[str](2, LIMITS) as pool:
        list(pool.outcomes(tasks[:2], total=1 << 30))
        before = fork_server()
        if when == "between":
            os.kill(before, signal.SIGKILL)
            until(lambda: not _is_alive(before))
        found = []
        trouble = [Numbers((90,), (90,), "exit"), Numbers((91,), (91,), "exit")]
        for outcome in pool.outcomes([*tasks, *trouble, *tasks], total=1 << 30):
            if when == "during" and not found:
                os.kill(before, signal.SIGKILL)
            found.append(outcome)
    assert [one for one in found if one.isdigit()] == [str(n) for n in range(12)] * 2
    assert [one.split(":")[0] for one in found if ":" in one] == ["90", "91"]
    assert fork_server() != before


def until(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.02)


@pytest.mark.parametrize("name", ["a.html", "recueil.jsonl"])
def test_a_document_whose_worker_is_killed_is_read_by_the_next_update(
    new_library, monkeypatch, name
):
    """It isn't remembered as one that can't be read until it changes."""
    library = new_library()
    library.write("b.html", "<p>Le chien.</p>")
    text = '{"id": "1", "text": "Le chat dort."}' if name.endswith("l") else "<p>Le chat dort.</p>"
    library.write(name, text)
    if not name.endswith("html"):
        monkeypatch.setattr(WorkerPool, "SMALL", 0)
    settings = replace(library.settings, readers=2)
    with monkeypatch.context() as killing:
        killing.setattr(Supervisor, "_receive", _killing(Supervisor._receive, name))
        report = open_indexer(settings).rebuild(library.source)
    assert [error.path for error in report.skipped] == [name]
    assert "was killed (SIGKILL)" in str(report.skipped[0])
    assert library.found("chat chien") == ["b.html#p1"]
    report = open_indexer(settings).update(library.source)
    assert report.skipped == []
    assert len(library.found("chat chien")) == 2


def _killing(receive, name):
    """Kill each worker that is at a task with the file, instead of hearing what came of it."""

    def killed(supervisor: Supervisor) -> None:
        if supervisor._ready and supervisor.is_busy and name in _at(supervisor._jobs[0]):
            os.kill(supervisor._pid, signal.SIGKILL)
            supervisor._process.join()
            supervisor._died()
        else:
            receive(supervisor)

    return killed


def _at(assignment) -> str:
    """The part that a worker is at."""
    left = assignment.job().parts()
    return repr(left[0]) if left else ""


def test_one_thing_alone_that_fails_is_not_tried_twice(tmp_path):
    """Not even where it isn't risky, and might have failed for another's sake."""
    note = str(tmp_path / "note")
    found = outcomes([Counted((1,), (1,), risky=False, note=note)], workers=1)
    assert found == ["1: reading it failed (ValueError: trouble)."]
    assert (tmp_path / "note").read_text() == "1\n"
