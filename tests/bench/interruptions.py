"""Interrupt builds, and fill their disk, at random moments; look at what is left.

    python tests/bench/interruptions.py --signals 200 --disks 100

Documents change all the while, and workers read them. A signal (SIGINT, SIGTERM or SIGHUP, to
the process or to all of its session, sometimes twice) ends a command: all its processes have to
be gone soon, its status has to be right, the index whole, no draft and no temporary file left. A
disk that is full ends a build with status 4; `watch` and `serve --watch` say so once, and go on
when there is room.

The disk is a small file system where that may be mounted (root on Linux); elsewhere, or with
--limit, no file may grow beyond some size, which `watch` and `serve` are spared. Exits with 1 if
anything failed.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from library import Library, Overheard, end_of

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMANDS = ("rebuild", "update", "watch", "serve")
#: Commands that are ended by a signal, and end well so.
LASTING = ("watch", "serve")
BUILDS = ("rebuild", "update")
#: Seconds in which a command that goes on has to do so.
PATIENCE = 60.0
#: Characters of a record of a file that several workers read in large pieces.
LENGTH = 600
#: The disk, with room for four generations, and what is left of it at the most when it is filled
#: (bytes).
DISK, LEFT = 36 << 20, 3 << 20
#: What is left for commands that go on: too little for any generation, so all fail alike.
ROOM = 1 << 16


@dataclass
class Trial:
    """One command that was ended. seconds: until all its processes were gone"""

    command: str
    kind: str
    seconds: float | None
    faults: list[str]


@dataclass
class Interrupted(Library):
    """Commands over it are interrupted. records: in a file of them"""

    records: int = 4000

    def fill(self) -> None:
        super().fill()
        text = "Le sel et le poivre. " * (LENGTH // 20)
        records = (json.dumps({"id": f"r{n}", "text": f"{n} {text}"}) for n in range(self.records))
        (self.source / "recueil.jsonl").write_text("\n".join(records), "utf-8")

    def begin(self, command: str, errors: int, limit: int = 0) -> "subprocess.Popen[str]":
        if command != "serve":
            return self.start(command, errors=errors, limit=limit)
        words = ("serve", "--watch", "--workers", "1", "--port", str(_free_port()))
        return self.start(*words, errors=errors)

    # ---- signals

    def interrupt(self, command: str, most: float, gone: float) -> Trial:
        """Within `most` seconds."""
        moment = self.random.uniform(0, most)
        number = self.random.choice(SIGNALS)
        whole, twice = self.random.random() < 0.5, self.random.random() < 0.3
        kind = f"{number.name}{' to all' if whole else ''}{', twice' if twice else ''}"
        self._begin_trial()
        before = self.generations()
        with Overheard() as errors:
            process = self.begin(command, errors.end)
            self.change_until(process, moment)
            ended = process.poll() is not None
            for again in range(2 if twice else 1):
                time.sleep(0.03 * again)
                self._send(process, number, whole=whole)
            seconds = None if ended else self._end(process, gone)
        said = errors.text
        if not ended:
            self.expect(seconds is not None, f"{command} was not gone after {gone} s")
        if not (process.returncode == 0 and self._may_be_fine(command, before)):
            right = process.returncode == (0 if ended else -number)
            self.expect(
                right or _had_not_begun(said),
                f"{command} ended with {process.returncode}: {said[-300:]}",
            )
        self.expect("indexer.py" not in said, f"a traceback: {said[-1000:]}")
        self._look()
        self._look_at_temporary_files()
        return self._trial(command, kind, moment, seconds)

    def _may_be_fine(self, command: str, before: list[str]) -> bool:
        """What lasts ends well by a signal; a build may have been done when it came."""
        return command in LASTING or self.generations() != before

    def _send(self, process: "subprocess.Popen[str]", number: int, *, whole: bool) -> None:
        try:
            if whole:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        except ProcessLookupError:
            pass

    def _end(self, process: "subprocess.Popen[str]", gone: float) -> float | None:
        """Seconds until it and all its children are gone."""
        began = time.monotonic()
        try:
            process.wait(gone)
        except subprocess.TimeoutExpired:
            end_of(process.pid, 0)
            process.wait()
            return None
        left = end_of(process.pid, max(0.01, gone - (time.monotonic() - began)))
        return None if left is None else time.monotonic() - began

    # ---- disks

    def fill_disk(self, command: str, disk: "Disk", gone: float) -> Trial | None:
        """A build without room for all that it writes; None if it had enough."""
        left = int(self.random.random() ** 2 * disk.most)
        self._begin_trial()
        for number in range(0, self.documents, 3):
            self.write(number)
        with Overheard() as errors, disk.full(left):
            began = time.monotonic()
            process = self.begin(command, errors.end, disk.limit(left))
            seconds = self._end(process, PATIENCE + gone)
        said = errors.text
        if process.returncode == 0:
            return None
        self.expect(seconds is not None, f"{command} hung after {time.monotonic() - began:.1f} s")
        self.expect(process.returncode == 4, f"ended with {process.returncode}: {said[-300:]}")
        self.expect("can't be written" in said, f"it says: {said[-300:]}")
        self._look()
        return self._trial(command, "full disk", left, None)

    def fill_disk_of_lasting(self, command: str, disk: "Disk", gone: float) -> Trial:
        """It says so once, goes on when there is room, and ends as usual."""
        self._begin_trial()
        version = self.write(0)
        with Overheard() as errors:
            process = self.begin(command, errors.end)
            self._until(lambda: self.serves(version), f"{command} never began")
            left = int(self.random.random() ** 2 * ROOM)
            with disk.full(left):
                for number in range(self.documents):
                    self.write(number)
                self._until(lambda: "can't be written" in errors.text, f"{command} never said it")
                self._look()
                time.sleep(self.random.uniform(0, 2))
                self.expect(process.poll() is None, f"{command} ended: {errors.text[-300:]}")
            version = self.write(0)
            self._until(lambda: self.serves(version), f"{command} never went on")
            once = errors.text.count("can't be written") == 1
            self.expect(once, f"it says: {errors.text[-500:]}")
            self._send(process, signal.SIGTERM, whole=False)
            seconds = self._end(process, gone)
        self.expect(seconds is not None, f"{command} was not gone after {gone} s")
        self.expect(process.returncode == 0, f"ended with {process.returncode}")
        self._look()
        return self._trial(command, "full disk", left, seconds)

    def _until(self, condition: Callable[[], object], fault: str) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                room = shutil.disk_usage(self.index).free
                self.faults.append(f"{fault}, with room for {room >> 10} KB")
                return
            time.sleep(0.1)

    # ---- what is left

    def _begin_trial(self) -> None:
        self.faults.clear()

    def _look(self) -> None:
        self.look("the index")
        current = (self.index / "CURRENT").read_text().strip()
        drafts = [name for name in self.generations() if name > current]
        self.expect(not drafts, f"drafts are left: {drafts}")
        left = {path.name for path in self.index.iterdir()} - {"CURRENT", "generations", "lock"}
        self.expect(not left, f"left in the index: {left}")

    def _look_at_temporary_files(self) -> None:
        left = sorted(path.name for path in self.temporary.iterdir())
        self.expect(not left, f"left among temporary files: {left}")
        shutil.rmtree(self.temporary)

    def _trial(self, command: str, kind: str, where: float, seconds: float | None) -> Trial:
        faults = [f"{command}, {self.engine}, {kind} ({where:.3f}): {one}" for one in self.faults]
        return Trial(command, kind, seconds, faults)


def _had_not_begun(said: str) -> bool:
    """Whether Ctrl-C came to an interpreter that had loaded nothing of ours yet."""
    return "KeyboardInterrupt" in said and "/search/" not in said


class Disk:
    """What the index is on: a small file system, or a limit on the size of files.

    most: bytes beyond which nothing fails
    """

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self._folder = folder
        self._mounted = mounted
        self.most = LEFT

    def limit(self, left: int) -> int:
        return 0 if self._mounted else max(1, left)

    @contextmanager
    def full(self, left: int) -> Iterator[None]:
        """But for so many bytes."""
        filler = self._folder / "filler"
        if self._mounted:
            free = os.statvfs(self._folder)
            size = max(0, free.f_bavail * free.f_frsize - left)
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, size))
        try:
            yield
        finally:
            filler.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, *, wanted: bool) -> Iterator[Disk]:
    """A small file system at the folder, where that may be."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    there = wanted and not subprocess.run(mount, capture_output=True, check=False).returncode
    try:
        yield Disk(folder, mounted=there)
    finally:
        if there:  # lazily: this process has mapped what it has looked at
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _trials(library: Interrupted, disk: Disk, given: argparse.Namespace) -> Iterator[Trial]:
    """Commands in turn; signals first."""
    commands = given.commands
    longest = {
        one: library.duration("rebuild" if one == "rebuild" else "watch") for one in commands
    }
    for number in range(given.signals):
        command = commands[number % len(commands)]
        yield library.interrupt(command, 1.1 * longest[command], given.gone)
    done = turn = 0
    while done < given.disks:
        command = commands[turn % len(commands)]
        turn += 1
        if command not in LASTING:
            trial = library.fill_disk(command, disk, given.gone)
        elif given.limit:
            continue
        else:
            trial = library.fill_disk_of_lasting(command, disk, given.gone)
        if trial is not None:
            done += 1
            yield trial


def _campaign(engine: str, given: argparse.Namespace, end: float) -> list[Trial]:
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with mounted(folder / "volume", wanted=not given.limit) as disk:
            library = Interrupted(folder, given.documents, engine, random.Random(given.seed))
            library.records = given.records
            library.fill()
            library.start("rebuild").wait()
            for trial in _trials(library, disk, given):
                trials.append(trial)
                print("\n".join(trial.faults), end="\n" if trial.faults else "", flush=True)
                if time.monotonic() > end:
                    break
    return trials


def _print(trials: dict[str, list[Trial]]) -> None:
    print(f"\n{'engine':<10}{'command':<10}{'ended by':<12}{'times':>6}{'faulty':>8}{'slowest':>9}")
    for engine, all_trials in trials.items():
        groups: dict[tuple[str, str], list[Trial]] = defaultdict(list)
        for one in all_trials:
            groups[one.command, "a full disk" if "disk" in one.kind else "a signal"].append(one)
        for (command, kind), group in sorted(groups.items(), key=lambda item: item[0][::-1]):
            faulty = sum(bool(one.faults) for one in group)
            seconds = max((one.seconds or 0 for one in group), default=0)
            line = f"{engine:<10}{command:<10}{kind:<12}{len(group):>6}{faulty:>8}"
            print(line + (f"{seconds:>7.2f} s" if seconds else ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--signals", type=int, default=200, help="over all engines")
    parser.add_argument("--disks", type=int, default=100, help="over all engines")
    parser.add_argument("--commands", nargs="+", default=COMMANDS, choices=COMMANDS)
    parser.add_argument("--engines", nargs="+", default=["whoosh", "tantivy"])
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--records", type=int, default=4000)
    parser.add_argument("--gone", type=float, default=2.0, help="seconds until all is gone")
    parser.add_argument("--limit", action="store_true", help="limit files, mount nothing")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--minutes", type=float, default=60, help="at most")
    given = parser.parse_args()
    wanted = given.signals + given.disks
    given.signals //= len(given.engines)
    given.disks //= len(given.engines)
    share = given.minutes * 60 / len(given.engines)
    trials = {one: _campaign(one, given, time.monotonic() + share) for one in given.engines}
    _print(trials)
    done = [one for all_trials in trials.values() for one in all_trials]
    faults = sum(bool(one.faults) for one in done)
    print(f"\n{len(done)} of {wanted} done, {faults} faulty")
    sys.exit(1 if faults or len(done) < wanted else 0)


if __name__ == "__main__":
    main()
