"""What it takes to find what is like a passage or a document, and how many of the nearest
documents are among those that are looked into.

    python tests/bench/similar.py --index DIR [--engine E] [--asked N]

Milliseconds of the processor and of the clock, median and 95th percentile, after one that warms
up. The index is one that `alinea rebuild` has made. The nearest documents are had by computing
the cosine of every one.
"""

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.base import ORDINAL_BITS, document_of
from search.meaning import Neighbours, Vectors
from search.model import DocumentInfo
from search.opening import open_searcher, open_snapshots
from search.searching import Searcher
from search.searching.snapshot import Snapshot
from search.settings import load_settings

#: Paragraphs of which the units are computed at once.
_BLOCK = 1 << 15


@dataclass(frozen=True)
class Asked:
    """A document, or a passage of it."""

    document: DocumentInfo
    ordinal: int | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", required=True)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--asked", type=int, default=60)
    options = parser.parse_args()
    settings = load_settings({"index": options.index, "engine": options.engine})
    snapshot, searcher = open_snapshots(settings).current(), open_searcher(settings)
    listed = snapshot.catalog.documents(0, 1 << 40)
    chosen = random.Random(1).sample(list(listed), min(options.asked, len(listed)))
    print(f"{len(listed):,} documents, {snapshot.vectors.count:,} paragraphs")
    for name, ordinal in (("passages", 1), ("documents", None)):
        print(name, _times(searcher, [Asked(one.info, ordinal) for one in chosen]))
    sums = _sums(snapshot.vectors)
    shares = [_share(snapshot, one.number, one.paragraphs, sums) for one in chosen]
    print(f"of the ten nearest documents found: {statistics.mean(shares):.3f}")


def _times(searcher: Searcher, asked: Sequence[Asked]) -> str:
    searcher.similar(asked[0].document.id, asked[0].ordinal)
    ours, clock = [], []
    for one in asked:
        began = time.process_time(), time.perf_counter()
        searcher.similar(one.document.id, one.ordinal)
        ours.append(1000 * (time.process_time() - began[0]))
        clock.append(1000 * (time.perf_counter() - began[1]))
    return f"processor {_cuts(ours)}, clock {_cuts(clock)}"


def _cuts(times: Sequence[float]) -> str:
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return f"p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms"


def _sums(vectors: Vectors) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the documents, and the sum of each one's paragraphs as units."""
    keys, _ = vectors.products(np.zeros((1, len(vectors.total))), lambda: None)
    mean = np.rint(vectors.total / (vectors.count + 50))
    documents, places = np.unique(keys >> ORDINAL_BITS, return_inverse=True)
    sums = np.zeros((len(documents), len(mean)))
    for start in range(0, len(keys), _BLOCK):
        rows = vectors[keys[start : start + _BLOCK]]
        units = np.where(rows.any(axis=1, keepdims=True), rows - mean, 0)
        units /= np.maximum(np.linalg.norm(units, axis=1, keepdims=True), 1)
        np.add.at(sums, places[start : start + _BLOCK], units)
    return documents, sums


def _share(
    snapshot: Snapshot, number: int, paragraphs: int, sums: tuple[np.ndarray, np.ndarray]
) -> float:
    """How many of the ten nearest documents are found."""
    documents, all_sums = sums
    lengths = np.maximum(np.linalg.norm(all_sums, axis=1), 1e-9)
    cosines = all_sums @ all_sums[np.searchsorted(documents, number)] / lengths
    cosines[documents == number] = -np.inf
    wanted = set(documents[np.argsort(-cosines)[:10]].tolist())
    neighbours = Neighbours(snapshot.vectors, number, paragraphs, None)
    found = {document_of(one.key) for one in neighbours.nearest(10, lambda: None)}
    return len(wanted & found) / len(wanted)


if __name__ == "__main__":
    main()
