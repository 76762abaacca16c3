"""The query that costs most: a seeded search of the query grammar for it.

    python tests/bench/costly_queries.py --index DIR [--engine E] [--seed N] [--seconds N]

Queries of up to 512 characters are made at random over the whole grammar, from the words of
the index, beginning with kinds that are known to be costly; the costliest are changed at
random, again and again. A line for each kind, and one for the worst: processor seconds, what
came of it, how it was asked, and its beginning. Budgets go by the processor's time here, so that
what else the machine does decides nothing. The index is one that `alinea rebuild` has made.
"""

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1]))

from grammar import Grammar, kinds

from search.errors import AlineaError
from search.opening import open_searcher, open_snapshots
from search.query import budget
from search.searching import Searcher
from search.settings import load_settings

KEPT = 8
#: The costliest way to ask for most of them.
GROUPED: dict[str, object] = {"group": "document", "size": 100}
OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {},
    {"group": "document"},
    GROUPED,
    {"size": 100},
    {"page": 1000},
    {"page": 100, "size": 100, "group": "document"},
    {"sort": "date", "page": 100, "size": 100},
    {"language": "fr"},
)


@dataclass(frozen=True)
class Tried:
    """What a query came to; `outcome` is what was found, or the error's name."""

    seconds: float
    outcome: str
    query: str
    options: dict[str, object]

    def line(self, name: str) -> str:
        asked = " ".join(f"{key}={value}" for key, value in self.options.items())
        beginning = self.query[:40].replace("|", "¦")
        return f"| {name} | {self.seconds:.2f} | {self.outcome} | {asked} | `{beginning}` |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120, help="for the search")
    asked = parser.parse_args()
    budget.time = SimpleNamespace(monotonic=time.process_time)  # type: ignore[assignment]
    settings = load_settings({"index": asked.index, "engine": asked.engine})
    searcher = open_searcher(settings)
    frequencies = open_snapshots(settings).current().reader.terms("form")
    searcher.search("bonjour")  # opens the index
    for name, query in kinds(frequencies):
        print(tried(searcher, query, GROUPED).line(name), flush=True)
    grammar = Grammar(frequencies, random.Random(asked.seed))
    found = worst_of(searcher, grammar, [query for _, query in kinds(frequencies)], asked.seconds)
    print(found.line("worst found"))


def tried(searcher: Searcher, query: str, options: dict[str, object]) -> Tried:
    began = time.process_time()
    try:
        outcome = str(searcher.search(query, **options).total)  # type: ignore[arg-type]
    except AlineaError as error:
        outcome = type(error).__name__
    return Tried(time.process_time() - began, outcome, query, options)


def worst_of(searcher: Searcher, grammar: Grammar, first: list[str], seconds: float) -> Tried:
    """The costliest of all that is tried in that time."""
    chance, until = grammar.chance, time.monotonic() + seconds
    best = [Tried(0.0, "", query, {}) for query in first]
    count = 0
    while time.monotonic() < until:
        count += 1
        parent = chance.choice(best)
        query = grammar.query() if chance.random() < 0.3 else grammar.changed(parent.query)
        options = chance.choice([parent.options, *OPTIONS])
        best = sorted([*best, tried(searcher, query, options)], key=lambda one: -one.seconds)[:KEPT]
    print(f"{count} queries tried; costliest in full: {best[0].query}", file=sys.stderr)
    return best[0]


if __name__ == "__main__":
    main()
