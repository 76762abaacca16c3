"""Commands as whole processes, from Python's start to their end.

    python tests/bench/cold_commands.py --corpus C.jsonl.gz --query WORDS [--engine E …]

`alinea search`, on a document and on the corpus; then `alinea update` after one document of the
corpus has changed, once as a file of records and once as a folder of files of a hundred
paragraphs. A new process each time, of which the files are in the system's memory, with its
output to no terminal: milliseconds at the clock, and of the processor, medians of several.
"""

import argparse
import gzip
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

TIMES = 9
#: Paragraphs of a file in a folder.
_PARAGRAPHS = 100
#: Exit statuses: hits or documents were found, none was, some files can't be read.
_FINE = (0, 1, 3)
_SEED = Path(__file__).parents[2] / "seeds"
#: Files of one second may be the same to an update, so that it reads them again.
_PAUSE = 2.0


class Seconds(NamedTuple):
    """Of a command: at the clock, and of the processor."""

    clock: float
    processor: float


def measured(corpus: Path, query: str, engine: str, work: Path) -> dict[str, dict[str, float]]:
    """Milliseconds of each command; the corpus is indexed twice for it.

    work: a folder for indexes and what is indexed, which is removed
    """
    chance = random.Random(_SEED.name)
    records, files = work / corpus.name, work / "files"
    work.mkdir(parents=True)
    try:
        shutil.copyfile(corpus, records)
        write_files(corpus, files)
        time.sleep(_PAUSE)
        indexes = [_Index(source, engine, work) for source in (_SEED, records, files)]
        seed, recorded, filed = indexes
        for index in indexes:
            index.run("rebuild", str(index.source))
        return {
            "search_seed": seed.milliseconds("search", query),
            "search": recorded.milliseconds("search", query),
            "update_records": recorded.updates(lambda: change_record(records, chance)),
            "update_files": filed.updates(lambda: change_file(files, chance)),
        }
    finally:
        shutil.rmtree(work)


class _Index:
    """An index, and the commands that are run on it."""

    def __init__(self, source: Path, engine: str, work: Path) -> None:
        self.source = source
        self._options = ["--index", str(work / f"{source.name}-index"), "--engine", engine]

    def run(self, command: str, *arguments: str) -> Seconds:
        # Python's own, where an environment turns it off: what is installed has been compiled.
        surroundings = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        words = [sys.executable, "-m", "search", command, *arguments, *self._options]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        ended = subprocess.run(words, stdout=subprocess.DEVNULL, env=surroundings, check=False)
        clock = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if ended.returncode not in _FINE:
            raise OSError(f"alinea {command} ended with exit status {ended.returncode}")
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Seconds(clock, processor)

    def milliseconds(self, command: str, *arguments: str) -> dict[str, float]:
        self.run(command, *arguments)  # warms up what the system keeps
        return _medians(self.run(command, *arguments) for _ in range(TIMES))

    def updates(self, change: Callable[[], None]) -> dict[str, float]:
        return _medians(self._update(change) for _ in range(TIMES))

    def _update(self, change: Callable[[], None]) -> Seconds:
        change()
        return self.run("update", str(self.source))


def _medians(runs: Iterator[Seconds]) -> dict[str, float]:
    clocks, processors = zip(*runs, strict=True)
    return {
        "ms": statistics.median(clocks) * 1000,
        "processor_ms": statistics.median(processors) * 1000,
    }


def write_files(corpus: Path, folder: Path) -> None:
    """The corpus as files of text."""
    folder.mkdir()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        number = 0
        while some := list(islice(texts, _PARAGRAPHS)):
            (folder / f"{number:06}.txt").write_text("\n\n".join(some), "utf-8")
            number += 1


def change_record(records: Path, chance: random.Random) -> None:
    """A paragraph of a document, one that has few, says something else."""
    lines = gzip.decompress(records.read_bytes()).splitlines(keepends=True)
    ids = [json.loads(line)["doc"] for line in lines]
    counts = {document: ids.count(document) for document in chance.sample(ids, 20)}
    place = ids.index(min(counts, key=lambda document: counts[document]))
    record = json.loads(lines[place])
    record["text"] = _sentence(chance)
    lines[place] = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    records.write_bytes(gzip.compress(b"".join(lines), 1))


def change_file(folder: Path, chance: random.Random) -> None:
    """The last paragraph of a file says something else."""
    path = chance.choice(sorted(folder.iterdir()))
    before = path.read_text("utf-8").rpartition("\n\n")[0]
    path.write_text(f"{before}\n\n{_sentence(chance)}", "utf-8")


def _sentence(chance: random.Random) -> str:
    number = chance.getrandbits(32)
    return (
        f"Le conseil a voté mercredi la rénovation numéro {number} du théâtre, fermé depuis onze"
        " ans à cause de fuites répétées dans la toiture en ardoise, malgré les habitants."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--query", required=True)
    parser.add_argument("--engine", nargs="*", default=["tantivy", "whoosh"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for engine in asked.engine:
            found = measured(asked.corpus, asked.query, engine, Path(folder, engine))
            for name, one in found.items():
                print(f"{engine:8} {name:15} {one['ms']:7.0f} ms  {one['processor_ms']:7.0f} CPU")


if __name__ == "__main__":
    main()
