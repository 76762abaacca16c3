"""Matching and ranking alone, without snippets: Alinéa on Whoosh, and Whoosh as it comes.

    python tests/bench/matching.py --queries Q.json --index DIR --stock DIR

The indexes are those that compare.py leaves in its work folder. Words typed are OR queries
in both. A line each: milliseconds at the 50th, 95th and 99th percentile.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "peers"))

from peer import TOP, latencies
from whoosh import index
from whoosh.qparser import OrGroup, QueryParser

from search.opening import open_snapshots
from search.query.parser import parse
from search.query.rewrite import Weights, rewrite
from search.settings import load_settings

Search = Callable[[str], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--stock", type=Path, required=True)
    asked = parser.parse_args()
    queries = json.loads(asked.queries.read_text("utf-8"))
    for name, search in (("Alinéa", ours(asked.index)), ("Whoosh", stock(asked.stock))):
        cuts = statistics.quantiles(latencies(search, queries), n=100, method="inclusive")
        print(f"{name}  p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f}  p99 {cuts[98]:7.2f}")


def ours(folder: Path) -> Search:
    snapshots = open_snapshots(load_settings({"index": folder, "engine": "whoosh"}))
    reader = snapshots.current().reader
    weights = Weights()

    def search(query: str) -> int:
        return len(reader.search(rewrite(parse(query), reader, weights).clause, TOP).best)

    return search


def stock(folder: Path) -> Search:
    opened = index.open_dir(folder)
    searcher = opened.searcher()
    parser = QueryParser("text", opened.schema, group=OrGroup)

    def search(query: str) -> int:
        return searcher.search(parser.parse(query), limit=TOP).scored_length()

    return search


if __name__ == "__main__":
    main()
