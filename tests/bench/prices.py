"""What parts of a search cost: the same queries with each and without it, in turns.

    python tests/bench/prices.py --index DIR --queries Q.json [--engine E] [--rounds N]

Milliseconds of the processor, of each query the best of the rounds, with ten hits and their
snippets: for sorting by meaning, and for the budget (what it counts, and its looks at the clock).
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest import mock

from search import Settings, open_searcher
from search.query import budget
from search.query.rewrite import rewriter
from search.searching import Searcher, answer, duplicates, matched, similar, titled

#: Where the work of a clause is counted.
_COUNTING = (answer, duplicates, matched, similar, titled)
_CHECKS = ("charge", "check", "expect", "require")


def _nothing(*_: object) -> int:
    """What is patched with it takes no time, which a mock does."""
    return 0


@contextmanager
def uncounted() -> Iterator[None]:
    """Searches cost nothing, and no clock is looked at."""
    patches = [mock.patch.object(module, "cost", _nothing) for module in _COUNTING]
    patches += [mock.patch.object(budget.Budget, name, _nothing) for name in _CHECKS]
    with mock.patch.object(rewriter, "expansion_cost", _nothing):
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()


def milliseconds(searcher: Searcher, query: str) -> float:
    began = time.process_time()
    searcher.search(query)
    return (time.process_time() - began) * 1e3


def print_price(
    name: str, queries: Sequence[str], rounds: int, ways: Sequence[Callable[[str], float]]
) -> None:
    """ways: the time of a query with it, and without"""
    best: dict[str, list[float]] = {}
    for number in range(rounds):
        for query in queries:
            turns = ways if number % 2 else ways[::-1]
            times = [time_of(query) for time_of in turns]
            times = times if number % 2 else times[::-1]
            best[query] = list(map(min, best.get(query, times), times))
    with_it, without = zip(*best.values(), strict=True)
    more = [one - other for one, other in best.values()]
    ratio = statistics.median(one / other for one, other in best.values())
    print(
        f"{name:8} {statistics.median(without):.3f} → {statistics.median(with_it):.3f} ms, "
        f"of a query {statistics.median(more):+.3f} ms (× {ratio:.3f}) in the median"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    queries = json.loads(asked.queries.read_text("utf-8"))
    settings = Settings(index=asked.index, engine=asked.engine)
    usual = open_searcher(settings)
    by_words = open_searcher(Settings(index=asked.index, engine=asked.engine, weight_meaning=0))

    def timed(searcher: Searcher, *, counted: bool = True) -> Callable[[str], float]:
        def time_of(query: str) -> float:
            with nullcontext() if counted else uncounted():
                return milliseconds(searcher, query)

        return time_of

    print_price("meaning", queries, asked.rounds, (timed(usual), timed(by_words)))
    print_price("budget", queries, asked.rounds, (timed(usual), timed(usual, counted=False)))


if __name__ == "__main__":
    main()
