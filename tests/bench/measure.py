"""One contender measured: how fast it builds and answers, how large it and its index are."""

import json
import os
import shutil
import statistics
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from contenders import Contender

NOT_INSTALLED = 3
_EVERY = 0.1


@dataclass(frozen=True)
class Figures:
    """seconds: to build; latencies: milliseconds a query; memory: MB resident, at its peak,
    of the process and its children, what they share counted once; index_mb: on disk
    """

    paragraphs: int
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


class PeerError(Exception):
    """A contender isn't installed, or failed."""


def measure(contender: Contender, corpus: Path, queries: Path, work: Path) -> Figures:
    """Its index stays in `folder_of`. Raises PeerError."""
    folder = folder_of(work, contender.name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    built, build_memory = run(contender, "build", corpus, folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    answered, search_memory = run(contender, "search", queries, folder)
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


def folder_of(work: Path, name: str) -> Path:
    return work / "".join(character for character in name if character.isalnum())


def run(
    contender: Contender, what: str, source: Path, folder: Path
) -> tuple[dict[str, Any], float]:
    """What the program says, and its peak memory. Raises PeerError."""
    command = [*contender.command, what, str(source), str(folder)]
    surroundings = os.environ | contender.settings
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings) as process:
            peak = peak_memory(process)
            said = process.stdout.read() if process.stdout else b""
    except OSError as error:
        raise PeerError(f"not installed ({error})") from error
    if process.returncode == NOT_INSTALLED:
        raise PeerError("not installed")
    if process.returncode:
        raise PeerError(f"exit status {process.returncode} of {' '.join(command)}")
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found, peak


def peak_memory(process: subprocess.Popen[bytes]) -> float:
    """MB of a process and its children, until it has ended."""
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        time.sleep(_EVERY)
    return peak


def _resident(pid: int) -> float:
    """MB of a process and its children: proportional where they share pages (Linux)."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            found = process.memory_full_info()
            total += getattr(found, "pss", found.rss)
    except psutil.Error:
        pass
    return total / 1e6
