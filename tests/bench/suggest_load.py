"""Suggestions while eight people type: queries letter by letter, asked of the server under wrk.

    python tests/bench/suggest_load.py --queries Q.json --index DIR --engine tantivy

Q.json is a list of queries. Each connection asks for what the page asks for while one of them is
typed, from its second letter on, without a pause between. Prints what half of the answers took,
95 and 99 of a hundred, in milliseconds: the medians of the rounds.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from servers import serving
from wrk import latencies

ENGINES = ("tantivy", "whoosh")
#: As the page asks (web/static/scripts/completions.js).
PATH = "/api/suggest?limit=8&q="
_FEWEST_LETTERS = 2


def main() -> None:
    asked = arguments()
    os.environ |= {"ALINEA_INDEX": str(asked.index.absolute()), "ALINEA_ENGINE": asked.engine}
    queries = json.loads(asked.queries.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder, serving("granian") as address:
        paths = Path(folder) / "paths.txt"
        paths.write_text("\n".join(PATH + quote(text) for text in typed(queries)), "utf-8")
        latencies(address, paths, asked.seconds)  # warms up
        rounds = [latencies(address, paths, asked.seconds) for _ in range(asked.rounds)]
    for name, found in zip(rounds[0]._fields, zip(*rounds, strict=True), strict=True):
        print(f"{name} {statistics.median(found):8.2f} ms")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def typed(queries: list[str]) -> Iterator[str]:
    """What stands in the field after each letter."""
    for query in queries:
        for length in range(_FEWEST_LETTERS, len(query) + 1):
            if query[length - 1] != " ":
                yield query[:length]


if __name__ == "__main__":
    main()
