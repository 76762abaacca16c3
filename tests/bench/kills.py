"""Kill builds at random moments, and look at what is left.

    python tests/bench/kills.py --kills 200 --commands rebuild update watch

Documents change all the while. After each kill of a command, its whole index has to open, be
whole and answer, no process may be left, and the next build has to carry on: it finds what
there is, and leaves no draft behind. Exits with 1 if anything of that failed.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from search import Settings, open_searcher, open_snapshots
from search.errors import AlineaError

#: In every document; the query whose answer is known.
WORD = "girofle"
#: Paragraphs of a document; each has the word.
PARTS = 20
#: Seconds in which the processes of a command that was killed have to be gone.
GONE = 5.0


@dataclass
class Campaign:
    """A folder of documents, its index, and what has been found of it."""

    folder: Path
    documents: int
    engine: str
    random: random.Random
    faults: list[str] = field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "documents"

    @property
    def settings(self) -> Settings:
        return Settings(source=(self.source,), index=self.folder / "index", engine=self.engine)

    def fill(self) -> None:
        self.source.mkdir()
        for number in range(self.documents):
            self.write(number)

    def write(self, number: int) -> None:
        """One document, another text each time; every third in a format that is risky."""
        version = self.random.getrandbits(32)
        texts = [f"Le {WORD} {number}, version {version}, partie {n}." for n in range(PARTS)]
        path = self.source / f"{number}.txt"
        text = "\n\n".join(texts)
        if number % 3 == 0:
            path = self.source / f"{number}.html"
            text = "<html><body>" + "".join(f"<p>{one}</p>" for one in texts) + "</body></html>"
        aside = self.folder / "aside"
        aside.write_text(text, "utf-8")
        aside.replace(path)

    def start(self, command: str) -> "subprocess.Popen[bytes]":
        run = "from search.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", run, command, self.source, *self._flags()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def run(self, command: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
        run = "from search.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", run, command, *map(str, arguments), *self._flags()],
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def kill(self, command: str, most: float) -> float:
        """Start it, change documents, and kill it within `most` seconds; when."""
        moment = self.random.uniform(0, most)
        process = self.start(command)
        deadline = time.monotonic() + moment
        while time.monotonic() < deadline and process.poll() is None:
            self.write(self.random.randrange(self.documents))
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._expect(_gone(process.pid), f"{command} left processes behind")
        return moment

    def look(self, what: str) -> None:
        """What is served is whole, and answers."""
        try:
            snapshots = open_snapshots(self.settings)
            snapshots.verify()
            damaged = snapshots.damaged_files()
            total = open_searcher(self.settings).search(WORD).total
        except AlineaError as error:
            self.faults.append(f"{what}: {error}")
            return
        self._expect(not damaged, f"{what}: damaged {damaged}")
        there = PARTS * self.documents
        self._expect(total == there, f"{what}: {total} of {there} found")

    def carry_on(self, what: str) -> None:
        """The next command works, tells what there is now, and clears up."""
        done = self.run("update", self.source)
        self._expect(done.returncode == 0, f"{what}: update ended with {done.returncode}")
        checked = self.run("check")
        self._expect(checked.returncode == 0, f"{what}: check: {checked.stderr}")
        self.look(f"{what}, then update")
        names = os.listdir(self.settings.index / "generations")
        self._expect(len(names) <= 2, f"{what}: drafts are left: {names}")
        for number in range(self.documents):
            self._expect(self._is_served(number), f"{what}: {number} isn't as it is on disk")

    def _is_served(self, number: int) -> bool:
        path = next(self.source.glob(f"{number}.*"))
        version = path.read_text("utf-8").partition("version ")[2].partition(",")[0]
        found = open_searcher(self.settings).search(f'"{version}"', group="document")
        return [hit.paragraph.document for hit in found.hits] == [path.name]

    def _flags(self) -> list[str]:
        return ["--index", str(self.settings.index), "--engine", self.engine]

    def _expect(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


def _gone(session: int) -> bool:
    """Whether all processes of a session have ended, soon."""
    deadline = time.monotonic() + GONE
    while _alive(session):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _alive(session: int) -> list[str]:
    found = []
    for entry in os.listdir("/proc"):
        try:
            status = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if status[0] != "Z" and int(status[3]) == session:
            found.append(entry)
    return found


def _duration(campaign: Campaign, command: str) -> float:
    """How long a command takes; for one that never ends, longer than its first build."""
    began = time.monotonic()
    process = campaign.start(command)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return 4.0
    return time.monotonic() - began


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
        campaign = Campaign(Path(folder), given.documents, given.engine, random.Random(given.seed))
        campaign.fill()
        done = campaign.run("rebuild", campaign.source)
        if done.returncode:
            sys.exit(done.stderr)
        kills = _kill_all(campaign, given, end)
    print(f"\n{'command':<10}{'kills':>8}")
    for command, count in kills.items():
        print(f"{command:<10}{count:>8}")
    print(f"\n{len(campaign.faults)} faults")
    print("\n".join(campaign.faults))
    sys.exit(1 if campaign.faults or sum(kills.values()) < given.kills else 0)


def _kill_all(campaign: Campaign, given: argparse.Namespace, end: float) -> "Counter[str]":
    kills: Counter[str] = Counter()
    longest = {command: _duration(campaign, command) for command in given.commands}
    for number in range(given.kills):
        if time.monotonic() > end:
            break
        command = given.commands[number % len(given.commands)]
        moment = campaign.kill(command, 1.1 * longest[command])
        what = f"{command} killed after {moment:.3f} s"
        kills[command] += 1
        campaign.look(what)
        if number % given.every == 0:
            campaign.carry_on(what)
        print(f"\r{number + 1} kills, {len(campaign.faults)} faults", end="", flush=True)
    return kills


if __name__ == "__main__":
    main()
