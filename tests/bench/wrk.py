"""wrk, the load that servers are put under, and what it says."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 8
_PATHS = Path(__file__).parent / "paths.lua"


class Load(NamedTuple):
    """What a server bears: requests a second, and the 99th percentile in milliseconds."""

    requests_per_second: float
    p99_ms: float


class Latencies(NamedTuple):
    """What requests take, in milliseconds."""

    p50: float
    p95: float
    p99: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(url: str, attempts: int = 1200) -> None:
    """Until it is answered, tried ten times a second; two minutes at the most if not told."""
    for _ in range(attempts):
        try:
            urllib.request.urlopen(url).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def load(address: str, paths: Path, seconds: int, headers: Sequence[str] = ()) -> Load:
    """Ask for the paths in a file, one a line, in turn. Raises ValueError if one is refused."""
    said = _said(address, paths, seconds, headers)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not rate:
        raise ValueError(said)
    return Load(float(rate[1]), _read(said).p99)


def latencies(address: str, paths: Path, seconds: int) -> Latencies:
    """The same, and how long the answers took."""
    return _read(_said(address, paths, seconds))


def _said(address: str, paths: Path, seconds: int, headers: Sequence[str] = ()) -> str:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(_PATHS)]
    command += [word for header in headers for word in ("-H", header)]
    surroundings = os.environ | {"BENCH_PATHS": str(paths)}
    result = subprocess.run(
        [*command, address], capture_output=True, text=True, check=True, env=surroundings
    )
    if refused := re.search(r"(?:Non-2xx|Socket errors).*", result.stdout):
        raise ValueError(refused[0])
    return result.stdout


def _read(said: str) -> Latencies:
    """Of what `paths.lua` says at the end, in microseconds."""
    found = re.search(r"latencies (\d+) (\d+) (\d+)", said)
    if not found:
        raise ValueError(said)
    p50, p95, p99 = (int(one) / 1000 for one in found.groups())
    return Latencies(p50, p95, p99)
