"""What every peer of the comparison does, each in a process of its own:

    python tests/bench/peers/NAME.py build CORPUS.jsonl.gz FOLDER
    python tests/bench/peers/NAME.py search QUERIES.json FOLDER

A peer whose library or program isn't installed ends with status 3. The answer is one line
of JSON on standard output: {"paragraphs", "seconds"}, or {"latencies_ms"}, in which each
query has the median of its rounds, after one round that warms up.
"""

import gc
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

NOT_INSTALLED = 3
TOP = 10
ROUNDS = 5


class Paragraph(NamedTuple):
    doc: str
    title: str
    text: str


Build = Callable[[Path, Path], int]
#: Opens an index, and gives what answers a query with highlighted snippets: how many hits.
Open = Callable[[Path], Callable[[str], int]]


def run(build: Build, open_index: Open) -> None:
    """The program of a peer. build: (corpus, folder) → paragraphs."""
    what, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if what == "build":
        began = time.perf_counter()
        paragraphs = build(source, folder)
        print(json.dumps({"paragraphs": paragraphs, "seconds": time.perf_counter() - began}))
    else:
        queries = json.loads(source.read_text("utf-8"))
        print(json.dumps({"latencies_ms": latencies(open_index(folder), queries)}))


def latencies(search: Callable[[str], int], queries: list[str]) -> list[float]:
    seldom_collected()
    rounds = [[milliseconds(search, query) for query in queries] for _ in range(ROUNDS + 1)]
    return [statistics.median(times) for times in zip(*rounds[1:], strict=True)]


def seldom_collected() -> None:
    """Have Python look for garbage as a server should, whichever peer it is: what is loaded is left
    alone, and new objects are looked through in ten thousands.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


def milliseconds(search: Callable[[str], int], query: str) -> float:
    began = time.perf_counter()
    search(query)
    return (time.perf_counter() - began) * 1000


def paragraphs(corpus: Path) -> Iterator[Paragraph]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Paragraph(record["doc"], record.get("title") or "", record["text"])


def not_installed() -> None:
    sys.exit(NOT_INSTALLED)
