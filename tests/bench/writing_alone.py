"""What a build takes if reading and analysing cost nothing: the writing alone.

    python tests/bench/writing_alone.py CORPUS.jsonl.gz [--engine E]

All is read once by one process, and what comes of it kept in a file; then an index is written from
that file. Seconds of the processor of both, and of making documents alone (JSON, paragraphs, the
language), of which a build needs those of documents and of writing whatever analysis costs.
"""

import argparse
import pickle
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from search.indexing.indexer import Indexer
from search.opening import open_indexer, sources
from search.settings import load_settings


class Recorded:
    """In place of a pool of workers: does what there is to do, and keeps what comes of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seconds = self.of_documents = 0.0

    def outcomes(self, tasks: Iterable[Any], _: int) -> Iterator[Any]:
        for task in tasks:
            began = time.process_time()
            found = task.run()
            self.seconds += time.process_time() - began
            pickle.dump(found, self._file)
            self._make_documents(task)
            yield from found

    def _make_documents(self, task: Any) -> None:
        began = time.process_time()
        for _, chunk in getattr(task, "chunks", ()):
            for one in chunk.documents():
                one.build()
        self.of_documents += time.process_time() - began


class Replayed:
    """In place of a pool of workers: gives what was kept."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def outcomes(self, tasks: Iterable[Any], _: int) -> Iterator[Any]:
        for _task in tasks:
            yield from pickle.load(self._file)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engine", default="whoosh")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as kept:
        recorded = Recorded(kept)
        build(Path(folder) / "first", asked.engine, asked.corpus, recorded)
        kept.seek(0)
        began, by_clock = time.process_time(), time.perf_counter()
        build(Path(folder) / "second", asked.engine, asked.corpus, Replayed(kept))
        writing, clock = time.process_time() - began, time.perf_counter() - by_clock
    print(f"reading and analysing  {recorded.seconds:6.1f} s")
    print(f"…documents alone       {recorded.of_documents:6.1f} s")
    print(f"writing alone          {writing:6.1f} s, {clock:.1f} by the clock")


def build(folder: Path, engine: str, corpus: Path, pool: Any) -> None:
    settings = load_settings({"index": folder, "engine": engine, "source": [str(corpus)]})
    indexer = open_indexer(settings)
    with_pool(indexer, pool).rebuild(sources(settings))


def with_pool(indexer: Indexer, pool: Any) -> Indexer:
    """The same, with something else in place of its workers."""

    @contextmanager
    def given() -> Iterator[Any]:
        yield pool

    indexer._pool = given  # type: ignore[method-assign]
    return indexer


if __name__ == "__main__":
    main()
