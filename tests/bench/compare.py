"""Alinéa beside its peers: one corpus, the same queries, one run on one machine.

    python tests/bench/compare.py [--corpus C.jsonl.gz] [--queries Q.json] [--out docs/bench]
        [--work DIR] [--limit N] [--only NAME …] [--rounds N] [--growth N]

C.jsonl.gz has {"doc", "title", "text"} a line, Q.json is a list of queries; what isn't given is
made (`corpus.py`). Every peer of `contenders.py` builds an index and answers each query with its
ten best hits and their snippets, in processes of their own (`measure.py`), three times in turn
(`rounds.py`); the servers are put under load (`http_load.py`); commands are run as whole processes
(`cold_commands.py`). Who isn't installed or fails is named and left out, whatever it fails at. The
tables, the plots and the figures are written to the folder --out.
"""

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from cold_commands import measured as commands_measured
from contenders import CONTENDERS, Contender
from corpus import Corpus, draw_queries, make_corpus
from goals import OURS
from growth import grown
from http_load import load_all
from machine import describe
from plots import draw_all
from report import write_report
from rounds import LeftOut, measured, name_failure


def main() -> None:
    asked = arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    with working_folder(asked.work) as work:
        results: dict[str, Any] = {"corpus": settle_corpus(asked, work), "machine": describe()}
        found, left_out = measured(
            chosen(asked.only), asked.corpus, asked.queries, work, asked.rounds
        )
        if not found:
            sys.exit("Nobody could be measured.")
        results |= {
            "rounds": asked.rounds,
            "peers": {name: figures.as_dict() for name, figures in found.items()},
            "left_out": left_out,
            "http": load_all(asked.queries, work, list(found), asked.rounds, left_out),
        }
        keep(results, asked.out)
        results["commands"] = dict(commands(asked, work, list(found), left_out))
        keep(results, asked.out)
        results["growth"] = growth(asked, work, list(found), left_out)
    keep(results, asked.out)
    write_report(results, asked.out)
    draw_all(results, asked.out)


def keep(results: dict[str, Any], folder: Path) -> None:
    """Write the figures that there are: what comes after may fail."""
    text = json.dumps(results, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text + "\n", "utf-8")


def settle_corpus(asked: argparse.Namespace, work: Path) -> str:
    """Has the corpus and the queries made that weren't given; says what the corpus is."""
    given = asked.corpus
    corpus = Corpus(given, f"the file {given.name}") if given else make_corpus(work)
    asked.corpus = shortened(corpus.path, asked.limit, work)
    asked.queries = asked.queries or draw_queries(asked.corpus, work)
    return corpus.source


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="else one is made")
    parser.add_argument("--queries", type=Path, help="else drawn from the corpus")
    parser.add_argument("--out", type=Path, default=Path("docs/bench"))
    parser.add_argument("--work", type=Path, help="where indexes are built; a temporary folder")
    parser.add_argument("--limit", type=int, help="paragraphs; all of them")
    parser.add_argument("--only", nargs="*", help="names of contenders")
    parser.add_argument("--rounds", type=int, default=3, help="of which the medians are taken")
    parser.add_argument("--growth", type=int, help="how many times the corpus is repeated")
    return parser.parse_args()


@contextmanager
def working_folder(given: Path | None) -> Iterator[Path]:
    """A folder that is kept if it was given."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def chosen(names: list[str] | None) -> list[Contender]:
    return [one for one in CONTENDERS if not names or one.name in names]


def shortened(corpus: Path, limit: int | None, work: Path) -> Path:
    if not limit:
        return corpus
    short = work / "corpus.jsonl.gz"
    with gzip.open(corpus, "rb") as lines, gzip.open(short, "wb", 1) as kept:
        kept.writelines(islice(lines, limit))
    return short


def commands(
    asked: argparse.Namespace, work: Path, found: list[str], left_out: LeftOut
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Milliseconds of commands, of each engine of ours that could be measured."""
    query = json.loads(asked.queries.read_text("utf-8"))[0]
    for contender in CONTENDERS:
        engine = contender.settings.get("ALINEA_ENGINE")
        if not engine or contender.name not in found:
            continue
        print(f"{contender.name}, commands…", flush=True)
        try:
            yield contender.name, commands_measured(asked.corpus, query, engine, work / "commands")
        except Exception as error:
            name = f"{contender.name}, commands"
            left_out[name] = name_failure(name, error)


def growth(
    asked: argparse.Namespace, work: Path, found: list[str], left_out: LeftOut
) -> dict[str, Any] | None:
    """The figures with many times the paragraphs, if that is asked and can be had."""
    if not asked.growth or not set(OURS) <= set(found):
        return None
    try:
        return grown(asked.corpus, asked.queries, work, asked.growth)
    except Exception as error:
        name = f"{asked.growth} times the corpus"
        left_out[name] = name_failure(name, error)
        return None


if __name__ == "__main__":
    main()
