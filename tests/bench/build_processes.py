"""Where the processor's time of a build goes: of each process, and the whole by the clock.

    python tests/bench/build_processes.py CORPUS.jsonl.gz [--engine E] [--rounds N]

The process that writes is the command itself; those that read are forks of a small server. What a
process takes in its last tenth of a second isn't seen.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

#: Seconds between two looks.
_EVERY = 0.1
#: Seconds of the processor below which a process isn't worth naming.
_LEAST = 1.0


class Build(NamedTuple):
    """In seconds; reading: of each process that reads, longest first"""

    clock: float
    writing: float
    reading: list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    builds = [build(asked.corpus, asked.engine) for _ in range(asked.rounds)]
    print(f"by the clock   {statistics.median(one.clock for one in builds):6.1f} s")
    print(f"writing        {statistics.median(one.writing for one in builds):6.1f} s")
    print(f"reading, all   {statistics.median(sum(one.reading) for one in builds):6.1f} s")


def build(corpus: Path, engine: str) -> Build:
    with tempfile.TemporaryDirectory() as folder:
        words = ["rebuild", "--engine", engine, "--index", folder, str(corpus)]
        began = time.perf_counter()
        command = psutil.Popen([sys.executable, "-m", "search", *words], stderr=subprocess.DEVNULL)
        seen: dict[int, float] = {}
        while command.poll() is None:
            seen |= times(command)
            time.sleep(_EVERY)
        clock = time.perf_counter() - began
    writing = seen.pop(command.pid)
    reading = sorted((one for one in seen.values() if one > _LEAST), reverse=True)
    return Build(clock, writing, reading)


def times(command: psutil.Process) -> dict[int, float]:
    """Seconds of the processor that each process has taken, by its number."""
    found = {}
    for process in [command, *command.children(recursive=True)]:
        try:
            taken = process.cpu_times()
            found[process.pid] = taken.user + taken.system
        except psutil.Error:
            pass
    return found


if __name__ == "__main__":
    main()
