"""How much longer a rebuild takes than in another checkout, and an update after it.

    python tests/bench/build_slowdown.py --corpus C.jsonl.gz --before PYTHON --after PYTHON \
        [--engine E …] [--rounds N]

PYTHON is the interpreter in which that checkout is installed. The two take turns, round by round,
so that what else the machine does falls on both; each rebuilds an index of its own, then ten
documents of the corpus change, and each updates. Whole processes on the clock, of which the median
ratio of the rounds counts.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from keeping_up import change

ENGINES = ("tantivy", "whoosh")


def seconds(python: str, how: str, records: Path, engine: str, index: Path) -> float:
    options = ["--index", str(index), "--engine", engine]
    began = time.perf_counter()
    subprocess.run(
        [python, "-m", "search", how, str(records), *options],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def measured(asked: argparse.Namespace, engine: str, work: Path) -> dict[str, list[list[float]]]:
    """Of rebuild and update the seconds of each round, before and after."""
    times: defaultdict[str, list[list[float]]] = defaultdict(list)
    records, whole = work / asked.corpus.name, asked.corpus.read_bytes()
    pythons = {"before": asked.before, "after": asked.after}
    for number in range(asked.rounds):
        records.write_bytes(whole)
        for how in ("rebuild", "update"):
            times[how].append(
                [
                    seconds(python, how, records, engine, work / f"{name}-{engine}")
                    for name, python in pythons.items()
                ]
            )
            if how == "rebuild":
                change(records, number)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--before", required=True, metavar="PYTHON")
    parser.add_argument("--after", required=True, metavar="PYTHON")
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for engine in asked.engine or ENGINES:
            for how, rounds in measured(asked, engine, Path(folder)).items():
                before, after = map(statistics.median, zip(*rounds, strict=True))
                ratios = sorted(new / old for old, new in rounds)
                print(
                    f"{engine:8} {how:8} {before:6.2f} s → {after:6.2f} s, "
                    f"median of the ratios {statistics.median(ratios):.3f} "
                    f"({ratios[0]:.3f} to {ratios[-1]:.3f})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
