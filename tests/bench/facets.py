"""What counting and narrowing cost: five facets over some 30,000 hits, and each filter.

    python tests/bench/facets.py --corpus paragraphs.jsonl.gz [--folder DIR] [--engine E]

The corpus ({"doc", "title", "text"} a line, `corpus.py`) is laid out anew in 120 files of records
in twelve folders, each document with a date, one of 500 authors, one of 20 sections and up to three
of 40 tags, so that there is something to count. Milliseconds are medians.
"""

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from search import Settings, open_indexer, open_searcher
from search.opening import EMBEDDED, open_snapshots
from search.query.clauses import TermClause
from search.searching import Searcher

HITS = 30_000
ROUNDS = 41
FACETS = ("year", "folder", "format", "language", "auteur")
FILES, FOLDERS = 120, 12


def lay_out(corpus: Path, folder: Path) -> None:
    """The documents of the corpus in files of records, with metadata."""
    files = {}
    for number, (_, lines) in enumerate(groupby(_records(corpus), lambda one: one["doc"])):
        place = number % FILES
        if place not in files:
            path = folder / f"fonds {place % FOLDERS}" / f"série-{place}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            files[place] = path.open("w", encoding="utf-8")
        said = {
            "date": f"{1820 + number * 7 % 200}-{1 + number % 12:02}",
            "auteur": f"Prénom {number * 31 % 500} Nom",
            "rubrique": f"Rubrique {number % 20}",
            "tags": [f"mot {number * step % 40}" for step in range(1, 2 + number % 3)],
        }
        for line in lines:
            files[place].write(json.dumps(line | said, ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()


def _records(corpus: Path) -> Iterator[dict[str, str]]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def median(action: Callable[[], object]) -> float:
    """Milliseconds of processor time, after a first time that makes what is kept."""
    action()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        action()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def measure(settings: Settings) -> Iterator[tuple[str, float]]:
    reader = open_snapshots(settings).current().reader
    searcher = open_searcher(settings)
    stems = reader.terms("stem")
    stem = min(stems, key=lambda term: abs(stems[term] - HITS))
    clause = TermClause("stem", stem)
    yield f"paragraphs in the index: {reader.paragraphs:,}; with the stem “{stem}”", stems[stem]
    columns = ("_month", "_folder", "_format", "_language", "author")
    for column in columns:
        yield f"counting {column}", median(lambda c=column: reader.value_counts(clause, (c,)))
    yield "counting tags, up to three each", median(lambda: reader.value_counts(clause, ("tags",)))
    yield "counting five", median(lambda: reader.value_counts(clause, columns))
    for word in ("homme", "chambre de malade"):
        yield f"a search for {word}, hits", searcher.search(word).total
        yield from _searches(searcher, word)


def _searches(searcher: Searcher, word: str) -> Iterator[tuple[str, float]]:
    plain = median(lambda: searcher.search(word))
    yield "the search", plain
    yield "…with five facets, more", median(lambda: searcher.search(word, facets=FACETS)) - plain
    for narrowing in (
        "dossier:/fonds-3",
        "dossier:fonds-3",
        "fichier:série-7",
        "fichier:*.jsonl",
        "format:jsonl",
        "auteur:31",
        'auteur:="Prénom 31 Nom"',
        "tags:mot-7",
        "date:1850..1870",
    ):
        yield f"…with {narrowing}", median(lambda n=narrowing: searcher.search(f"{word} {n}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--folder", type=Path, help="where to build; what is there is used")
    parser.add_argument("--engine", choices=sorted(EMBEDDED), action="append")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        documents = folder / "documents"
        if not documents.exists():
            lay_out(asked.corpus, documents)
        for engine in asked.engine or sorted(EMBEDDED):
            index = folder / engine
            settings = Settings(index=index, engine=engine, facets=("auteur", "tags"))
            if not (index / "CURRENT").exists():
                open_indexer(settings).rebuild(documents)
            print(engine)
            for name, value in measure(settings):
                print(f"  {name:64} {value:12,.2f}")


if __name__ == "__main__":
    main()
