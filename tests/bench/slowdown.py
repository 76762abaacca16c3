"""How much longer queries take than in another checkout, by how many words they have.

    python tests/bench/slowdown.py --corpus C.jsonl --queries Q.json --engine E \
        --before PYTHON INDEX --after PYTHON INDEX [--rounds N]

PYTHON is the interpreter in which that checkout is installed, INDEX what its `alinea rebuild
C.jsonl` has made. Q.json is a list of queries; as many of three words are drawn from the
corpus, always the same. Each has ten hits with snippets, from a `Searcher` that stays open in
a process of its own; the two take turns, round by round, so that what else the machine does
falls on both. Of each query the best round counts, in CPU time and on the clock.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

DRAWN, SEED = 300, 13
#: Seconds of CPU and of the clock.
Times = tuple[float, float]


class Checkout:
    """A process that answers the queries, a round each time that it's asked."""

    def __init__(self, asked: IO[str], answered: IO[str]) -> None:
        self._asked = asked
        self._answered = answered
        self._best: list[Times] = []

    def round(self) -> None:
        self._asked.write("\n")
        self._asked.flush()
        found: list[Times] = [(one[0], one[1]) for one in json.loads(self._answered.readline())]
        self._best = list(map(_better, self._best, found)) if self._best else found

    def times(self, which: Sequence[int]) -> list[Times]:
        """Of those queries, by number, in milliseconds."""
        return [(1e3 * self._best[n][0], 1e3 * self._best[n][1]) for n in which]


@contextmanager
def checkout(python: str, index: str, engine: str, queries: Sequence[str]) -> Iterator[Checkout]:
    command = [python, __file__, "--answer", index, engine]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(queries) + "\n")
        yield Checkout(process.stdin, process.stdout)
        process.stdin.close()


def answer(index: str, engine: str) -> None:
    """What runs in the checkout: a line in is a round, a line out its times."""
    from search import Settings, open_searcher

    searcher = open_searcher(Settings(index=Path(index), engine=engine))
    queries = json.loads(sys.stdin.readline())
    for _ in sys.stdin:
        times = []
        for query in queries:
            began = time.process_time(), time.perf_counter()
            searcher.search(query)
            times.append((time.process_time() - began[0], time.perf_counter() - began[1]))
        print(json.dumps(times), flush=True)


def drawn(corpus: Path) -> list[str]:
    """Three words that stand side by side somewhere in the corpus, each time."""
    with corpus.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"].split() for line in file]
    chosen = random.Random(SEED)
    found: list[str] = []
    while len(found) < DRAWN:
        words = chosen.choice(texts)
        if len(words) >= 3:
            place = chosen.randrange(len(words) - 2)
            query = " ".join(
                word.strip("«»“”\".,;:!?()[]*-'’") for word in words[place : place + 3]
            )
            found += [query] if len(query.split()) == 3 else []
    return found


def compared(queries: Sequence[str], before: Checkout, after: Checkout) -> None:
    by_words = defaultdict(list)
    for number, query in enumerate(queries):
        by_words[len(query.split())].append(number)
    print(
        f"{'words':>5} {'queries':>7}   {'CPU ms':>15}  mean median   {'clock ms':>15}  mean median"
    )
    for words, which in sorted(by_words.items()):
        old, new = (zip(*one.times(which), strict=True) for one in (before, after))
        rows = [row(*column) for column in zip(old, new, strict=True)]
        print(f"{words:5} {len(which):7}   " + "   ".join(rows))


def row(before: Sequence[float], after: Sequence[float]) -> str:
    """The means, and how much more in % the mean is, and a query in the median."""
    means = statistics.mean(before), statistics.mean(after)
    each = statistics.median(new / old for old, new in zip(before, after, strict=True))
    return f"{means[0]:6.3f} → {means[1]:6.3f} {more(means[1] / means[0])} {more(each)}"


def more(ratio: float) -> str:
    return f"{100 * (ratio - 1):+5.1f}"


def _better(one: Times, other: Times) -> Times:
    return min(one[0], other[0]), min(one[1], other[1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--before", nargs=2, required=True, metavar=("PYTHON", "INDEX"))
    parser.add_argument("--after", nargs=2, required=True, metavar=("PYTHON", "INDEX"))
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def main() -> None:
    asked = _arguments()
    queries = [*json.loads(asked.queries.read_text("utf-8")), *drawn(asked.corpus)]
    with (
        checkout(*asked.before, asked.engine, queries) as before,
        checkout(*asked.after, asked.engine, queries) as after,
    ):
        for _ in range(asked.rounds):
            before.round()
            after.round()
        compared(queries, before, after)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--answer"]:
        answer(*sys.argv[2:])
    else:
        main()
