"""Plain searches over HTTP, alone and while eight clients ask nothing but costly queries.

    python tests/bench/beside_costly.py --queries Q.json --index DIR [--engine E] [--seconds N]

The real server, in its own processes. The costly ones are of the kinds of `grammar.py`, in
turn; whoever is told to come again does so when it's told to, or with --rude at once. A line
each: plain searches answered, milliseconds at the 50th and 95th percentile, and what the
costly ones came to, by HTTP status. The index is one that `alinea rebuild` has made.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from grammar import kinds
from wrk import free_port, wait

from search.opening import open_snapshots
from search.settings import load_settings

COSTLY_CLIENTS = 8
PATIENCE = 120.0


class Client:
    """One connection that is kept."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, **parameters: object) -> tuple[int, float]:
        """The status, and the seconds after which to come again."""
        self._connection.request("GET", "/api/search?" + urlencode(parameters))
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, float(answer.headers.get("Retry-After", 0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rude", action="store_true")
    asked = parser.parse_args()
    queries = json.loads(asked.queries.read_text("utf-8"))
    settings = load_settings({"index": asked.index, "engine": asked.engine})
    costly = [q for _, q in kinds(open_snapshots(settings).current().reader.terms("form"))]
    port = free_port()
    words = ["--port", str(port), "--index", str(asked.index), "--engine", asked.engine]
    command = [sys.executable, "-m", "search", "serve", *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait(f"http://127.0.0.1:{port}/readyz")
            plain(port, queries, asked.seconds / 2)  # warms up
            tell("alone", plain(port, queries, asked.seconds), Counter())
            statuses, stop = Counter[int](), threading.Event()
            for number in range(COSTLY_CLIENTS):
                turn = costly[number:] + costly[:number]
                given = (port, turn, stop, statuses, asked.rude)
                threading.Thread(target=ask_costly, args=given, daemon=True).start()
            time.sleep(1)
            tell("beside eight", plain(port, queries, asked.seconds), statuses)
            stop.set()
        finally:
            server.terminate()


def plain(port: int, queries: list[str], seconds: float) -> list[float]:
    """Milliseconds of searches, one after another."""
    client, times, until = Client(port), [], time.monotonic() + seconds
    for query in cycle(queries):
        if time.monotonic() > until:
            return times
        began = time.perf_counter()
        status, _ = client.ask(q=query)
        times.append((time.perf_counter() - began) * 1000)
        assert status == 200, (status, query)
    return times


def ask_costly(
    port: int, queries: list[str], stop: threading.Event, statuses: Counter[int], rude: bool
) -> None:
    client = Client(port)
    for query in cycle(queries):
        if stop.is_set():
            return
        try:
            status, later = client.ask(q=query, group="document", size=100)
        except OSError:  # it waits for longer than anybody would
            client, status, later = Client(port), 0, 0.0
        statuses[status] += 1
        if not rude:
            stop.wait(later)


def tell(name: str, times: list[float], statuses: Counter[int]) -> None:
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    came = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    print(f"{name:12}  {len(times):5} searches  p50 {cuts[49]:7.1f}  p95 {cuts[94]:7.1f}  {came}")


if __name__ == "__main__":
    main()
