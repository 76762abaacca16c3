"""One contender measured: how fast it builds and answers, how large it and its index are."""

import json
import math
import os
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from contenders import Contender

NOT_INSTALLED = 3
#: Seconds that a build, or all queries, may take.
TIME_LIMIT = 1800.0
_EVERY = 0.1


@dataclass(frozen=True)
class Figures:
    """seconds: to build; latencies: milliseconds a query; memory: MB resident, at its peak,
    of the process and its children, what they share counted once; index_mb: on disk
    """

    paragraphs: float
    seconds: float
    build_memory_mb: float
    index_mb: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    search_memory_mb: float

    @property
    def rate(self) -> float:
        return self.paragraphs / self.seconds

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"paragraphs_per_second": self.rate}


def medians(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    names = [field.name for field in fields(Figures)]
    return Figures(*(statistics.median(getattr(one, name) for one in rounds) for name in names))


class PeerError(Exception):
    """A contender isn't installed, or failed."""


def measure(
    contender: Contender, corpus: Path, queries: Path, work: Path, limit: float = TIME_LIMIT
) -> Figures:
    """Its index stays in `folder_of`. Raises PeerError.

    limit: seconds that the build may take, and all the queries
    """
    folder = folder_of(work, contender.name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    built, build_memory = run(contender, "build", corpus, folder, limit)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    answered, search_memory = run(contender, "search", queries, folder, limit)
    try:
        times = answered["latencies_ms"]
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        return Figures(
            built["paragraphs"],
            built["seconds"],
            build_memory,
            size / 1e6,
            cuts[49],
            cuts[94],
            cuts[98],
            search_memory,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PeerError(f"it says no figures ({error!r})") from error


def folder_of(work: Path, name: str) -> Path:
    return work / "".join(character for character in name if character.isalnum())


def run(
    contender: Contender, what: str, source: Path, folder: Path, limit: float
) -> tuple[dict[str, Any], float]:
    """What the program says, and its peak memory. Raises PeerError."""
    command = [*contender.command, what, str(source), str(folder)]
    surroundings = os.environ | contender.settings
    said = folder / "said.txt"
    try:
        with (
            said.open("wb") as output,
            subprocess.Popen(
                command, stdout=output, env=surroundings, start_new_session=True
            ) as process,
        ):
            peak = peak_memory(process, limit)
    except OSError as error:
        raise PeerError(f"not installed ({error})") from error
    if process.returncode == NOT_INSTALLED:
        raise PeerError("not installed")
    if process.returncode:
        raise PeerError(f"{what} ended with exit status {process.returncode}")
    try:
        found: dict[str, Any] = json.loads(said.read_bytes().splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise PeerError(f"{what} says nothing that is a figure") from error
    return found, peak


def peak_memory(process: subprocess.Popen[bytes], limit: float = math.inf) -> float:
    """MB of a process and its children, until it has ended; raises PeerError, and ends it and all
    that it has begun, when it takes longer than so many seconds.
    """
    peak, deadline = 0.0, time.monotonic() + limit
    while process.poll() is None:
        peak = max(peak, sum(resident(process.pid)))
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise PeerError(f"it took longer than {limit:.0f} s")
        time.sleep(_EVERY)
    return peak


def resident(pid: int) -> Iterator[float]:
    """MB of a process and of each of its children: proportional where they share pages (Linux)."""
    for memory, _ in memories(pid):
        yield memory


def memories(pid: int) -> Iterator[tuple[float, float]]:
    """The same, with what of each no file has: a mapped index goes when memory is short."""
    import psutil  # of the bench alone: what measures can be tested without it

    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            found = process.memory_full_info()
            yield getattr(found, "pss", found.rss) / 1e6, _anonymous(process.pid)
    except psutil.Error:
        pass


def _anonymous(pid: int) -> float:
    """MB of a process that no file has (Linux; 0 elsewhere, and of one that has ended)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    line = next(line for line in rollup.splitlines() if line.startswith("Anonymous:"))
    return int(line.split()[1]) / 1000
