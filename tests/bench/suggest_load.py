"""Suggestions while queries are typed, asked of the server letter by letter.

    python tests/bench/suggest_load.py --queries Q.json --index DIR --engine tantivy

Q.json is a list of queries. What is asked for is what the page asks for while one of them is typed,
from its second letter on: by eight people who have typed none of them before, each at his own pace
(`typists.py`), and by eight connections that never stop (wrk), where answers wait for one another.
Prints what half of the answers took, 95 and 99 of a hundred, in milliseconds: of the connections
the medians of the rounds.
"""

import argparse
import json
import os
import statistics
import tempfile
from pathlib import Path
from urllib.parse import quote

from servers import serving
from typists import PATH, typed, while_people_type
from wrk import Latencies, latencies

ENGINES = ("tantivy", "whoosh")
#: Seconds for which people type.
_TYPING = 20.0


def main() -> None:
    asked = arguments()
    os.environ |= {"ALINEA_INDEX": str(asked.index.absolute()), "ALINEA_ENGINE": asked.engine}
    queries = json.loads(asked.queries.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder, serving("granian") as address:
        told("people", while_people_type(address, queries, _TYPING))
        paths = Path(folder) / "paths.txt"
        paths.write_text("\n".join(PATH + quote(text) for text in typed(queries)), "utf-8")
        latencies(address, paths, asked.seconds)  # warms up
        rounds = [latencies(address, paths, asked.seconds) for _ in range(asked.rounds)]
    told("connections", Latencies(*map(statistics.median, zip(*rounds, strict=True))))


def told(who: str, took: Latencies) -> None:
    print(f"{who:12}", "  ".join(f"{name} {ms:7.2f} ms" for name, ms in took._asdict().items()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
