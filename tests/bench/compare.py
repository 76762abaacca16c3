"""Alinéa beside its peers: one corpus, the same queries, one run on one machine.

    python tests/bench/compare.py [--corpus C.jsonl.gz] [--queries Q.json] [--out docs/bench]
        [--work DIR] [--limit N] [--only NAME …] [--growth N]

C.jsonl.gz has {"doc", "title", "text"} a line, Q.json is a list of queries; what isn't given is
made (`corpus.py`). Every peer of `contenders.py` builds an index and answers each query with its
ten best hits and their snippets, in processes of their own (`measure.py`); the servers are put
under load (`http_load.py`). Who isn't installed or fails is named and left out. The table, the
plots and the figures are written to the folder --out.
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from contenders import CONTENDERS, Contender
from corpus import Corpus, draw_queries, make_corpus
from http_load import load_all
from machine import describe
from measure import Figures, PeerError, measure
from plots import draw_all
from report import write_report

GROWN = "Alinéa, tantivy"


def main() -> None:
    asked = arguments()
    with working_folder(asked.work) as work:
        source = settle_corpus(asked, work)
        found = dict(measured(asked, work))
        if not found:
            sys.exit("Nobody could be measured.")
        loads = load_all(asked.queries, work, list(found))
        growth = grown(asked, work) if asked.growth and GROWN in found else None
    results = {
        "corpus": source,
        "machine": describe(),
        "peers": {name: figures.as_dict() for name, figures in found.items()},
        "http": loads,
        "growth": growth,
    }
    asked.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, ensure_ascii=False, indent=1)
    (asked.out / "results.json").write_text(text + "\n", "utf-8")
    write_report(results, asked.out)
    draw_all(results, asked.out)


def settle_corpus(asked: argparse.Namespace, work: Path) -> str:
    """Has the corpus and the queries made that weren't given; says what the corpus is."""
    given = asked.corpus
    corpus = Corpus(given, f"the file {given.name}") if given else make_corpus(work)
    asked.corpus = shortened(corpus.path, asked.limit, work)
    asked.queries = asked.queries or draw_queries(asked.corpus, work)
    return corpus.source


def measured(asked: argparse.Namespace, work: Path) -> Iterator[tuple[str, Figures]]:
    """Whoever can be measured, by name."""
    for contender in chosen(asked.only):
        print(f"{contender.name}…", flush=True)
        try:
            figures = measure(contender, asked.corpus, asked.queries, work)
        except PeerError as error:
            print(f"{contender.name}: left out, {error}", flush=True)
            continue
        print(f"{contender.name}: {figures}", flush=True)
        yield contender.name, figures


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="else one is made")
    parser.add_argument("--queries", type=Path, help="else drawn from the corpus")
    parser.add_argument("--out", type=Path, default=Path("docs/bench"))
    parser.add_argument("--work", type=Path, help="where indexes are built; a temporary folder")
    parser.add_argument("--limit", type=int, help="paragraphs; all of them")
    parser.add_argument("--only", nargs="*", help="names of contenders")
    parser.add_argument("--growth", type=int, help="how many times the corpus is repeated")
    return parser.parse_args()


class working_folder:  # noqa: N801  # reads as a function
    """A folder that is kept if it was given."""

    def __init__(self, given: Path | None) -> None:
        self._given = given
        self._temporary = None if given else tempfile.TemporaryDirectory()

    def __enter__(self) -> Path:
        folder = self._given or Path(self._temporary.name if self._temporary else "")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def __exit__(self, *_: object) -> None:
        if self._temporary:
            self._temporary.cleanup()


def chosen(names: list[str] | None) -> list[Contender]:
    return [one for one in CONTENDERS if not names or one.name in names]


def shortened(corpus: Path, limit: int | None, work: Path) -> Path:
    if not limit:
        return corpus
    short = work / "corpus.jsonl.gz"
    with gzip.open(corpus, "rb") as lines, gzip.open(short, "wb", 1) as kept:
        kept.writelines(islice(lines, limit))
    return short


def grown(asked: argparse.Namespace, work: Path) -> dict[str, object] | None:
    """The engine for large collections on the corpus repeated, under new ids; None if it fails."""
    large = work / "grown.jsonl.gz"
    with gzip.open(large, "wb", 1) as kept:
        kept.writelines(repeated(asked.corpus, asked.growth))
    contender = next(one for one in CONTENDERS if one.name == GROWN)
    try:
        figures = measure(contender, large, asked.queries, work / "grown")
    except PeerError as error:
        print(f"{GROWN}: {asked.growth} times the corpus left out, {error}", flush=True)
        return None
    return {"times": asked.growth} | figures.as_dict()


def repeated(corpus: Path, times: int) -> Iterator[bytes]:
    for number in range(times):
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                record["doc"] = f"{number}-{record['doc']}"
                record["text"] += f" ({number})"  # the same text would be indexed once
                yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    main()
