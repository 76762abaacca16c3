"""Serve for long, with documents changing all the while, and see that nothing grows.

    python tests/bench/soak.py --minutes 60 --plot docs/bench/soak.svg

A server follows its documents, some of which change every second, and is asked queries of the
whole grammar, pages, exports and nonsense on several connections. Of all its processes together
memory (proportional, so that what they share is counted once), open files and threads are looked
at every few seconds. Faulty are requests that fail (503 is an answer), a process that dies, and
what has grown from the second quarter of the time to the last by more than a tenth (of files, by
more than half). Exits with 1 then.
"""

import argparse
import http.client
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from grammar import Grammar
from library import WORD, Library, end_of, processes
from wrk import free_port, wait

#: Seconds between two looks, and between two changes of a document.
LOOK, CHANGE = 5.0, 1.0
#: How much more than before is growth; files come and go with the segments of generations.
GROWTH = {"memory": 1.1, "files": 1.5, "threads": 1.1, "processes": 1.1}
FORMS = {WORD: 900, "version": 800, "partie": 700, "le": 600, "sel": 3, "poivre": 2}


class Look(NamedTuple):
    """All processes of the server: memory in MB, open files, threads, processes."""

    seconds: float
    memory: float
    files: int
    threads: int
    processes: int


@dataclass
class Load:
    """Asks a server until it is told to stop. answers: by status, 0 for none"""

    port: int
    documents: list[str]
    seed: int
    stop: threading.Event
    answers: "Counter[int]" = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for path in self._paths():
            if self.stop.is_set():
                break
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException) as error:  # an export that breaks off, too
                status = 0
                self.wrong.append(f"{path}: {error!r}")
                connection.close()
            self.answers[status] += 1
            if status >= 500 and status != 503:
                self.wrong.append(f"{path}: {status}")
        connection.close()

    def _paths(self) -> Iterator[str]:
        chance = random.Random(self.seed)
        grammar = Grammar(FORMS, chance)
        while True:
            asked = urlencode({"q": grammar.query()[: chance.choice([20, 60, 500])]})
            one = quote(chance.choice(self.documents))
            yield chance.choice(
                [f"/api/search?{asked}"] * 4
                + [f"/?{asked}", f"/documents/{one}?{asked}", f"/api/documents/{one}/similar"]
                + [f"/api/suggest?{asked}", "/api/stats", "/skipped", f"/%ff/{one}", "/readyz"]
                + [f"/api/export?{urlencode({'q': WORD})}"]
            )


def look(session: int, began: float) -> Look:
    """At all processes of a session; what ends meanwhile is left out."""
    memory, files, threads, count = 0, 0, 0, 0
    for process in processes(session):
        folder = Path("/proc", str(process.pid))
        try:
            rollup = (folder / "smaps_rollup").read_text()
            memory += int(rollup.partition("\nPss:")[2].split()[0])
            files += len(os.listdir(folder / "fd"))
            threads += len(os.listdir(folder / "task"))
            count += 1
        except (OSError, IndexError, ValueError):
            continue
    return Look(time.monotonic() - began, memory / 1024, files, threads, count)


def soak(given: argparse.Namespace) -> tuple[list[Look], list[str], "Counter[int]"]:
    """What was seen, what was wrong, how many answers there were by status."""
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name), given.documents, given.engine, random.Random(given.seed))
        library.fill()
        port, stop = free_port(), threading.Event()
        server = library.start("serve", "--watch", "--workers", 2, "--port", port)
        wait(f"http://127.0.0.1:{port}/readyz")
        names = sorted(path.name for path in library.source.iterdir())
        loads = [Load(port, names, given.seed + n, stop) for n in range(given.connections)]
        threads = [threading.Thread(target=one.run) for one in loads]
        for thread in threads:
            thread.start()
        seen, faults = _watch(library, server, given.minutes * 60)
        stop.set()
        for thread in threads:
            thread.join()
        server.terminate()
        server.wait(30)
        if end_of(server.pid, 10) is None:
            faults.append("processes are left behind")
    faults += [wrong for one in loads for wrong in one.wrong]
    return seen, faults, sum((one.answers for one in loads), Counter())


def _watch(library: Library, server, seconds: float) -> tuple[list[Look], list[str]]:
    """Change documents, and look, for so long."""
    seen: list[Look] = []
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if server.poll() is not None:
            return seen, [f"the server ended with {server.returncode}"]
        seen.append(look(server.pid, began))
        until = time.monotonic() + LOOK
        while time.monotonic() < until:
            library.write(library.random.randrange(library.documents))
            time.sleep(CHANGE)
    return seen, []


def growth(seen: list[Look]) -> list[str]:
    """What there is more of in the last quarter than in the second."""
    quarter = len(seen) // 4
    if not quarter:
        return ["it was too short to be told"]
    faults = []
    for name, most in GROWTH.items():
        values = [getattr(one, name) for one in seen]
        before = statistics.median(values[quarter : 2 * quarter])
        after = statistics.median(values[-quarter:])
        print(f"{name:<10}{before:>9.0f}{after:>9.0f}  at most {max(values):.0f}")
        if after > most * before:
            faults.append(f"{name} grew from {before:.0f} to {after:.0f}")
    return faults


def draw(seen: list[Look], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(8, 5))
    minutes = [one.seconds / 60 for one in seen]
    above.plot(minutes, [one.memory for one in seen], color="#9a2a17")
    above.set_ylabel("memory (MB)")
    below.plot(minutes, [one.files for one in seen], color="#9a2a17", label="open files")
    below.plot(minutes, [one.threads for one in seen], color="#8c877d", label="threads")
    below.set_xlabel("minutes")
    below.legend(frameon=False)
    for axes in (above, below):
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--plot", type=Path, help="an SVG file")
    given = parser.parse_args()
    seen, faults, answers = soak(given)
    print(f"{answers.total():,} answers:", dict(answers.most_common()))
    faults += growth(seen)
    if given.plot:
        draw(seen, given.plot)
    print(f"\n{len(faults)} faulty", *faults[:50], sep="\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
