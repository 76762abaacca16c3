"""Kill builds and servers at random moments, and look at what is left.

    python tests/bench/kills.py --kills 1000

Documents change all the while. Who is killed (SIGKILL) is in turn a command at any moment; a build
just when it swaps its generation in, or clears up after; one of its workers, or what forks them;
a server, one of its processes, or its watcher. After each kill the whole index has to open, be
whole and answer. Of a command that was killed no process may be left, and the next build has to
carry on: it finds what there is, and leaves no draft behind. A build that lost a worker ends as
it would have; a server that lost a process, or its watcher, goes on answering and following.
Exits with 1 if anything of that failed.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from library import PARTS, WORD, Library, Process, end_of, processes

#: Seconds in which the processes of a command that was killed have to be gone, of which a watcher
#: is given five to clear up (`attached.py`); and in which what goes on has to do so. Others may be
#: busy on this machine: how long it took at the most is told.
GONE, PATIENCE = 20.0, 60.0
#: Seconds after a build has written its manifest in which it swaps, and after that in which it
#: clears up.
SWAP, CLEAN_UP = 0.03, 0.01


class Killed(Library):
    """Commands over it are killed."""

    #: Seconds that a command takes.
    durations: dict[str, float]
    #: Seconds that it took at the most until all processes of one that was killed were gone.
    slowest = 0.0

    def measure(self) -> None:
        self.durations = {one: self.duration(one) for one in ("rebuild", "update", "watch")}

    # ---- whole commands

    def kill_command(self, command: str) -> str:
        """Start it, change documents, and kill it at any moment; when."""
        moment = self.random.uniform(0, 1.1 * self.durations[command])
        process = self.start(command)
        self.change_until(process, moment)
        self._kill(process, command)
        return f"{command} killed after {moment:.3f} s"

    def kill_at_swap(self) -> str:
        """Just when the new generation is whole, which is then swapped in."""
        staged = f"{int(self.current()) + 1:06}"
        manifest = self.index / "generations" / staged / "manifest.json"
        return self._kill_when("rebuild", manifest.exists, SWAP)

    def kill_at_clean_up(self) -> str:
        """Just when it is swapped in: what is older is removed then."""
        before = self.current()
        return self._kill_when("rebuild", lambda: self.current() != before, CLEAN_UP)

    def _kill_when(self, command: str, condition: Callable[[], object], within: float) -> str:
        moment = self.random.uniform(0, within)
        self.write(self.random.randrange(self.documents))
        process = self.start(command)
        while process.poll() is None and not condition():
            time.sleep(0.0005)
        time.sleep(moment)
        self._kill(process, command)
        return f"{command} killed {moment * 1000:.1f} ms after it was whole"

    def _kill(self, process: "subprocess.Popen[str]", command: str) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._expect_gone(process, command)

    def _expect_gone(self, process: "subprocess.Popen[str]", command: str) -> None:
        seconds = end_of(process.pid, GONE)
        self.expect(seconds is not None, f"{command} left processes behind")
        self.slowest = max(self.slowest, GONE if seconds is None else seconds)

    # ---- what reads for them

    def kill_reader(self, *, forks: bool) -> str:
        """A worker of a build, or the process that forks them: the build ends well."""
        for number in range(0, self.documents, 3):
            self.write(number)  # those are read by workers
        process = self.start("rebuild")
        readers = self._wait_for(process, lambda one: _is_reader(one, process.pid, forks=forks))
        time.sleep(self.random.uniform(0, 0.5 * self.durations["rebuild"]))
        victim = self.random.choice(readers).pid if readers else 0
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL) if victim else None
        self._finish(process, "rebuild")
        return f"{'what forks workers' if forks else 'a worker'} killed"

    def _finish(self, process: "subprocess.Popen[str]", command: str) -> None:
        try:
            status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.faults.append(f"{command} hung")
            self._kill(process, command)
            return
        self.expect(status == 0, f"{command} ended with {status}")
        self._expect_gone(process, command)

    # ---- servers

    def kill_server(self, who: str) -> str:
        """A server, one of its processes or its watcher: all are gone, or go on."""
        port = _free_port()
        process = self.start("serve", "--watch", "--workers", "2", "--port", port)
        self.expect(self._answers(port), "the server never answered")
        self._wait_for(process, _is_watcher)
        time.sleep(self.random.uniform(0, 0.5))
        if who == "server":
            self._kill(process, "serve")
            return "server killed"
        is_one = _is_watcher if who == "watcher" else lambda one: _serves(one, process.pid)
        victims = self._wait_for(process, is_one)
        if victims:
            os.kill(self.random.choice(victims).pid, signal.SIGKILL)
        self.expect(self._answers(port), f"no answer after a {who} was killed")
        version = self.write(self.random.randrange(self.documents))
        self._until(lambda: self.serves(version), f"nothing is followed after a {who} was killed")
        process.send_signal(signal.SIGTERM)
        self._finish(process, "serve")
        return f"{who} killed"

    def _answers(self, port: int) -> bool:
        address = f"http://127.0.0.1:{port}/api/search?q={WORD}"

        def total() -> bool:
            with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
                return bool(json.load(answer)["total"] == PARTS * self.documents)
            return False

        return self._until(total, "")

    def _wait_for(
        self, process: "subprocess.Popen[str]", is_one: Callable[[Process], bool]
    ) -> list[Process]:
        """The processes of a command that are so, as soon as there are any."""
        found: list[Process] = []

        def look() -> bool:
            found[:] = filter(is_one, processes(process.pid))
            return bool(found) or process.poll() is not None

        self._until(look, "")
        return found

    def _until(self, condition: Callable[[], object], fault: str) -> bool:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                if fault:
                    self.faults.append(fault)
                return False
            time.sleep(0.02)
        return True

    # ---- what is left

    def current(self) -> str:
        return (self.index / "CURRENT").read_text("ascii").strip()

    def carry_on(self, what: str) -> None:
        """The next build works, tells what there is now, and clears up."""
        self.write(self.random.randrange(self.documents))
        done = self.run("update", self.source)
        self.expect(done.returncode == 0, f"{what}: update ended with {done.returncode}")
        checked = self.run("check")
        self.expect(checked.returncode == 0, f"{what}: check: {checked.stderr}")
        self.look(f"{what}, then update")
        names = self.generations()
        self.expect(len(names) <= 2, f"{what}: drafts are left: {names}")
        for number in range(self.documents):
            self.expect(self._is_served(number), f"{what}: {number} isn't as it is on disk")

    def _is_served(self, number: int) -> bool:
        path = next(self.source.glob(f"{number}.*"))
        version = path.read_text("utf-8").partition("version ")[2].partition(",")[0]
        return self.serves(version) == [path.name]


def _is_reader(process: Process, build: int, *, forks: bool) -> bool:
    """A child of the build that forks workers, or one of these."""
    return "forkserver" in process.command and (process.parent == build) is forks


def _is_watcher(process: Process) -> bool:
    return "--attached" in process.command


def _serves(process: Process, server: int) -> bool:
    return process.parent == server and "spawn_main" in process.command


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


KINDS: dict[str, Callable[[Killed], str]] = {
    "rebuild": lambda library: library.kill_command("rebuild"),
    "update": lambda library: library.kill_command("update"),
    "watch": lambda library: library.kill_command("watch"),
    "swap": Killed.kill_at_swap,
    "clean-up": Killed.kill_at_clean_up,
    "worker": lambda library: library.kill_reader(forks=False),
    "forkserver": lambda library: library.kill_reader(forks=True),
    "server": lambda library: library.kill_server("server"),
    "server process": lambda library: library.kill_server("server process"),
    "watcher": lambda library: library.kill_server("watcher"),
}
#: How often one is killed in each round, where not three times: a server takes long to begin.
TURNS = {"server": 1, "server process": 1, "watcher": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="over all kinds and engines")
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--engines", nargs="+", default=["whoosh", "tantivy"])
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--every", type=int, default=7, help="kills between two updates")
    parser.add_argument("--minutes", type=float, default=120, help="at most")
    given = parser.parse_args()
    share = given.minutes * 60 / len(given.engines)
    kills: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    for engine in given.engines:
        faults += _campaign(engine, given, kills, time.monotonic() + share)
    print(f"\n{'engine':<10}{'killed':<16}{'times':>6}")
    for (engine, kind), count in kills.items():
        print(f"{engine:<10}{kind:<16}{count:>6}")
    print(f"\n{kills.total()} of {given.kills} kills, {len(faults)} faults")
    print("\n".join(faults))
    sys.exit(1 if faults or kills.total() < given.kills else 0)


def _campaign(
    engine: str, given: argparse.Namespace, kills: "Counter[tuple[str, str]]", end: float
) -> list[str]:
    """What was found wrong with one engine."""
    with tempfile.TemporaryDirectory() as folder:
        library = Killed(Path(folder), given.documents, engine, random.Random(given.seed))
        library.fill()
        done = library.run("rebuild", library.source)
        if done.returncode:
            sys.exit(done.stderr)
        library.measure()
        turns = [one for one in KINDS if one in given.kinds for _ in range(TURNS.get(one, 3))]
        told = 0
        for number in range(given.kills // len(given.engines)):
            if time.monotonic() > end:
                break
            kind = turns[number % len(turns)]
            what = f"{engine}: {KINDS[kind](library)}"
            kills[engine, kind] += 1
            library.look(what)
            if number % given.every == 0:
                library.carry_on(what)
            _tell(f"{engine}: {number + 1} kills", what, library.faults[told:])
            told = len(library.faults)
        library.carry_on(f"{engine}: after all")
        print(f"\n{engine}: gone after {library.slowest:.1f} s at the most")
        return library.faults


def _tell(so_far: str, what: str, faults: Sequence[str]) -> None:
    """Faults as they are found: the campaign is long."""
    for fault in faults:
        print(f"\r{what}: {fault.removeprefix(f'{what}: ')}")
    print(f"\r{so_far}", end="", flush=True)


if __name__ == "__main__":
    main()
