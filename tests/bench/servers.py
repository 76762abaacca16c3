"""Which WSGI server serves a search fastest: each that is installed, in turn, under wrk.

    python tests/bench/servers.py [--seconds N] [--rounds N] [--index DIR]

Needs wrk, and the servers to compare (pip install waitress gunicorn). Prints the median of
the rounds, which go round all servers so that a slow minute of the machine is everybody's.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from wrk import Load, free_port, load, wait

CORES = str(os.cpu_count() or 1)
COMMANDS = {
    "granian": ["-m", "search", "serve", "--port", "{port}"],
    "waitress": ["-m", "waitress", "--port={port}", "--threads=4", "--call", "web:create_app"],
    "gunicorn": [
        *("-m", "gunicorn", "--bind=127.0.0.1:{port}", f"--workers={CORES}", "--threads=4"),
        "web:create_app()",
    ],
}
PATH = "/api/search?q=trait%C3%A9+de+d%C3%A9fense+Cor%C3%A9e+du+Nord"


def main() -> None:
    asked = arguments()
    os.environ["ALINEA_INDEX"] = str(asked.index.absolute())
    servers = [name for name in COMMANDS if find_spec(name)]
    found: dict[str, list[Load]] = {name: [] for name in servers}
    paths = Path(tempfile.mkstemp(suffix=".txt")[1])
    paths.write_text(PATH)
    for _ in range(asked.rounds):
        for name in servers:
            with serving(name) as address:
                found[name].append(load(address, paths, asked.seconds))
    print(f"{'server':10} {'requests/s':>10} {'p99 (ms)':>9}")
    for name, rounds in found.items():
        rates, latencies = zip(*rounds, strict=True)
        print(f"{name:10} {statistics.median(rates):10.0f} {statistics.median(latencies):9.1f}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--index", type=Path, default=Path("index"))
    if not shutil.which("wrk"):
        parser.error("wrk isn't installed")
    return parser.parse_args()


@contextmanager
def serving(name: str) -> Iterator[str]:
    """The address of a server that has answered once."""
    port = free_port()
    words = [word.format(port=port) for word in COMMANDS[name]]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL) as process:
        try:
            wait(address + PATH)
            yield address
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
