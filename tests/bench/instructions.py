"""Instructions of fixed runs: what a change saves, on a machine whose clock others move.

    python tests/bench/instructions.py --index DIR [--engine E] --queries Q.json [--count N]

Millions of instructions that Callgrind counts (valgrind): of `alinea search` as a command, and of
each of N queries (30) through the searcher, the second time that they are asked. A run of the same
code differs by less than a thousandth, but it takes fifty times as long. The index is one that
`alinea rebuild` has made.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

#: Asks the queries so many times.
_ASK = """
import json, sys
from search import load_settings, open_searcher
queries, times = json.loads(sys.argv[1]), int(sys.argv[2])
searcher = open_searcher(load_settings())
for query in queries * times:
    searcher.search(query)
"""
_COUNTED = re.compile(r"Collected\s*:\s*(\d+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--count", type=int, default=30)
    asked = parser.parse_args()
    queries = json.loads(asked.queries.read_text("utf-8"))[: asked.count]
    where = {"ALINEA_INDEX": str(asked.index.absolute()), "ALINEA_ENGINE": asked.engine}
    command = instructions(["-m", "search", "search", queries[0]], where)
    once, twice = (
        instructions(["-c", _ASK, json.dumps(queries), str(times)], where) for times in (1, 2)
    )
    print(f"alinea search  {command / 1e6:10.1f}")
    print(f"a query        {(twice - once) / len(queries) / 1e6:10.2f}")


def instructions(arguments: list[str], settings: dict[str, str]) -> int:
    """Those of a run of this Python, after one that compiles what it loads."""
    surroundings = os.environ | settings
    surroundings["ALINEA_SEARCH_SECONDS"] = "3600"  # counted, a search takes fifty times as long
    surroundings |= {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        surroundings["PYTHONPYCACHEPREFIX"] = folder
        run = [sys.executable, *arguments]
        subprocess.run(run, env=surroundings, stdout=subprocess.DEVNULL, check=True)
        counter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        told = subprocess.run(
            [*counter, *run], env=surroundings, capture_output=True, text=True, check=True
        )
    found = _COUNTED.search(told.stderr)
    if not found:
        sys.exit(f"Callgrind counts nothing: {told.stderr}")
    return int(found[1])


if __name__ == "__main__":
    main()
