"""Kill builds at random moments, and look at what is left.

    python tests/bench/kills.py --kills 200 --commands rebuild update watch

Documents change all the while. After each kill of a command, its whole index has to open, be
whole and answer, no process may be left, and the next build has to carry on: it finds what
there is, and leaves no draft behind. Exits with 1 if anything of that failed.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from library import Library, end_of

#: Seconds in which the processes of a command that was killed have to be gone.
GONE = 5.0


class Killed(Library):
    """Commands over it are killed."""

    def kill(self, command: str, most: float) -> float:
        """Start it, change documents, and kill it within `most` seconds; when."""
        moment = self.random.uniform(0, most)
        process = self.start(command)
        self.change_until(process, moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.expect(end_of(process.pid, GONE) is not None, f"{command} left processes behind")
        return moment

    def carry_on(self, what: str) -> None:
        """The next command works, tells what there is now, and clears up."""
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="over all commands")
    parser.add_argument("--commands", nargs="+", default=["rebuild", "update", "watch"])
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--every", type=int, default=1, help="kills between two updates")
    parser.add_argument("--minutes", type=float, default=60, help="at most")
    given = parser.parse_args()
    end = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        library = Killed(Path(folder), given.documents, given.engine, random.Random(given.seed))
        library.fill()
        done = library.run("rebuild", library.source)
        if done.returncode:
            sys.exit(done.stderr)
        kills = _kill_all(library, given, end)
    print(f"\n{'command':<10}{'kills':>8}")
    for command, count in kills.items():
        print(f"{command:<10}{count:>8}")
    print(f"\n{len(library.faults)} faults")
    print("\n".join(library.faults))
    sys.exit(1 if library.faults or sum(kills.values()) < given.kills else 0)


def _kill_all(library: Killed, given: argparse.Namespace, end: float) -> "Counter[str]":
    kills: Counter[str] = Counter()
    longest = {command: library.duration(command) for command in given.commands}
    for number in range(given.kills):
        if time.monotonic() > end:
            break
        command = given.commands[number % len(given.commands)]
        moment = library.kill(command, 1.1 * longest[command])
        what = f"{command} killed after {moment:.3f} s"
        kills[command] += 1
        library.look(what)
        if number % given.every == 0:
            library.carry_on(what)
        print(f"\r{number + 1} kills, {len(library.faults)} faults", end="", flush=True)
    return kills


if __name__ == "__main__":
    main()
