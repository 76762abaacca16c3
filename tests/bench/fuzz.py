"""Feed the parser, the analyser, the readers, the highlighter and the endpoint at random.

    python tests/bench/fuzz.py --minutes 10 --seed 2024

Inputs are valid ones, changed. Where atheris is installed (pip install atheris) it chooses by what
code they reach; each target runs in a process of its own, so that a crash is found too. The
endpoint is asked what its description allows and what it doesn't (schemathesis). Told are what
came of each target, and the slowest input, in seconds of processor. Exits with 1 if anything was
wrong: an exception, an answer of 500, a crash, or more than --longest seconds.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz_targets import TARGETS, Target

API = "endpoint"
#: Requests of a kind for an operation, between two looks at the clock.
REQUESTS = 50
#: Bytes that are put in at once, and edits of an input.
NEW, EDITS = 40, 8


def edited(content: bytes, chance: random.Random) -> bytes:
    """Some places changed; now and then a part again and again."""
    for _ in range(chance.randint(1, EDITS)):
        at, gone = chance.randint(0, len(content)), chance.choice([0, 1, 1, 2, 8, 40])
        part = content[at : at + chance.randint(1, NEW)]
        new = chance.choice([part, part * chance.choice([2, 50, 1000]), chance.randbytes(2), b""])
        content = content[:at] + new + content[at + gone :]
    return content[: 1 << 16]


class Timed:
    """Feeds a target, and knows how often, and what took longest."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.count, self.slowest, self.worst = 0, 0.0, b""

    def __call__(self, content: bytes) -> None:
        began = time.process_time()
        self._target(content)
        seconds = time.process_time() - began
        self.count += 1
        if seconds > self.slowest:
            self.slowest, self.worst = seconds, content

    def told(self, fault: str = "") -> dict[str, object]:
        return {
            "count": self.count,
            "slowest": self.slowest,
            "worst": self.worst[:200].decode("latin-1"),
            "fault": fault,
        }


def at_random(name: str, seconds: float, seed: int) -> dict[str, object]:
    """Feed one target for so long."""
    target, begun = TARGETS[name]
    for content in begun:  # what is loaded once is no input's time
        target(content)
    timed, chance, end = Timed(target), random.Random(seed), time.monotonic() + seconds
    while time.monotonic() < end:
        content = edited(chance.choice(begun), chance)
        try:
            timed(content)
        except Exception:
            return timed.told(f"{content[:2000]!r}\n{traceback.format_exc()}")
    return timed.told()


def by_coverage(name: str, seconds: float, seed: int, report: Path) -> None:
    """The same with atheris, which ends the process."""
    import atheris

    with atheris.instrument_imports(include=["search"]):
        import importlib

        import fuzz_targets

        importlib.reload(fuzz_targets)
    target, begun = fuzz_targets.TARGETS[name]
    for content in begun:
        target(content)
    timed = Timed(target)

    def one(content: bytes) -> None:
        try:
            timed(content)
        except Exception:
            report.write_text(json.dumps(timed.told(f"{content!r}\n{traceback.format_exc()}")))
            raise
        if timed.count % 200 == 0:
            report.write_text(json.dumps(timed.told()))

    with tempfile.TemporaryDirectory() as corpus:
        for number, content in enumerate(begun):
            Path(corpus, str(number)).write_bytes(content)
        arguments = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", "-max_len=65536", corpus]
        atheris.Setup([sys.argv[0], "-rss_limit_mb=4096", "-verbosity=0", *arguments], one)
        atheris.Fuzz()


def endpoint(seconds: float, seed: int) -> dict[str, object]:
    """Ask what the description allows, and what it doesn't, for so long."""
    from made_requests import ask, operations

    from search import Settings, open_indexer
    from web import create_app

    library = Path(__file__).parents[1] / "library"
    count, slowest, worst, number = 0, 0.0, "", seed
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings(index=Path(folder) / "index")
        open_indexer(chosen).rebuild(library)
        every = operations(create_app(chosen))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for operation in every:
                for are_valid in (True, False) if list(operation.iter_parameters()) else (True,):
                    try:
                        asked = ask(operation, REQUESTS, number=number, are_valid=are_valid)
                    except Exception:
                        fault = traceback.format_exc()
                        return {"count": count, "slowest": slowest, "worst": worst, "fault": fault}
                    count += len(asked)
                    slowest, worst = max((slowest, worst), *((s, r) for r, s in asked))
            number += 1
    return {"count": count, "slowest": slowest, "worst": worst, "fault": ""}


def in_a_process(name: str, seconds: float, given: argparse.Namespace) -> dict[str, object]:
    """What came of a target; a crash is a fault."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, __file__, "--one", name, "--report", str(report)]
        command += ["--seconds", str(seconds), "--seed", str(given.seed)]
        command += ["--at-random"] if given.at_random else []
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=2 * seconds + 120, check=False
            )
            ended, said = f"it ended with {done.returncode}", done.stderr[-2000:].decode()
        except subprocess.TimeoutExpired:
            ended, said = "it hung", ""
        found = {"count": 0, "slowest": 0.0, "worst": "", "fault": ""}
        if report.exists():
            found |= json.loads(report.read_text())
        if not found["fault"] and ended != "it ended with 0":
            found["fault"] = f"{ended}: {said}"
    return found


def _one(given: argparse.Namespace) -> None:
    report = Path(given.report)
    if given.one == API:
        report.write_text(json.dumps(endpoint(given.seconds, given.seed)))
        return
    try:
        import atheris  # noqa: F401
    except ModuleNotFoundError:
        given.at_random = True
    if given.at_random:
        report.write_text(json.dumps(at_random(given.one, given.seconds, given.seed)))
    else:
        by_coverage(given.one, given.seconds, given.seed, report)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    every = [*TARGETS, API]
    parser.add_argument("--targets", nargs="+", default=every, choices=every)
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--longest", type=float, default=1.0, help="seconds of an input")
    parser.add_argument("--at-random", action="store_true", help="without atheris")
    parser.add_argument("--seed", type=int, default=2024)
    for hidden in ("--one", "--report"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given)
        return
    faults = []
    print(f"{'target':<14}{'inputs':>10}{'slowest':>12}")
    for name in given.targets:
        found = in_a_process(name, given.minutes * 60 / len(given.targets), given)
        print(f"{name:<14}{found['count']:>10}{found['slowest']:>10.3f} s", flush=True)
        if found["fault"]:
            faults.append(f"{name}: {found['fault']}")
        elif found["slowest"] > given.longest:
            faults.append(f"{name}: {found['slowest']:.1f} s for {found['worst']!r}")
    print(f"\n{len(faults)} faulty", *faults, sep="\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
