"""Where the time goes: of a search, stage by stage; of a request; of reading, for each paragraph.

    python tests/bench/parts.py --corpus C.jsonl.gz --queries Q.json --index DIR [--engine E]

The index is one that `alinea rebuild C.jsonl.gz` has made.
"""

import argparse
import io
import json
import pickle
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from search.analysis import FRENCH
from search.documents import Chunk, Columns, chunks
from search.engines.payload import from_payload
from search.indexing.tasks import ChunksTask, Outcome, Read
from search.model import DocumentInfo, Paragraph
from search.opening import open_snapshots
from search.query.parser import parse
from search.query.rewrite import Weights, rarity, rewrite
from search.searching.highlighting import Highlighter
from search.settings import load_settings
from web import create_app

Times = defaultdict[str, float]
#: Tasks of each of three runs, and chunks of a task: half a megabyte.
TASKS, CHUNKS = 60, 8
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--engine")
    asked = parser.parse_args()
    queries = json.loads(asked.queries.read_text("utf-8"))
    flags = {"index": asked.index, "engine": asked.engine}
    print("A search, in milliseconds:")
    tell(of_searches(queries, flags), 1e3 / len(queries))
    print("A request, in milliseconds of the processor, the server left out:")
    tell(of_requests(queries, flags), 1e3 / len(queries))
    print("Reading and analysing, in microseconds a paragraph:")
    times, paragraphs = of_reading(asked.corpus)
    tell(times, 1e6 / paragraphs)


def tell(times: Times, unit: float) -> None:
    for name, seconds in times.items():
        print(f"  {name:34} {seconds * unit:8.3f}")


@contextmanager
def timed(times: Times, name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times[name] += time.perf_counter() - began


def of_searches(queries: list[str], flags: dict[str, object]) -> Times:
    reader = open_snapshots(load_settings(flags)).current().reader
    for _ in range(ROUNDS):
        times: Times = defaultdict(float)
        for query in queries:
            with timed(times, "parse and rewrite"):
                rewritten = rewrite(parse(query), reader, Weights())
            with timed(times, "engine"):
                found = reader.search(rewritten.clause, 10)
            with timed(times, "stored paragraphs"):
                stored = list(map(from_payload, reader.payloads(found.best)))
            with timed(times, "snippets, titles and headings"):
                wanted = {leaf: rarity(leaf, reader, Weights()) for leaf in rewritten.wanted}
                highlighter = Highlighter(wanted, rewritten.expansions, rewritten.families, FRENCH)
                list(highlighter.page(*columns_of(stored)))
    return times


def columns_of(
    stored: Sequence[tuple[DocumentInfo, Paragraph]],
) -> tuple[list[str], list[Any], int, list[str], list[str], list[str]]:
    """What a page lights, as it does: `Highlighter.page`."""
    documents, paragraphs = [one for one, _ in stored], [one for _, one in stored]
    headings = [one.heading for one in paragraphs]
    names = [info.name if one.ordinal == 1 else "" for info, one in stored]
    texts, sentences = [one.text for one in paragraphs], [one.sentences for one in paragraphs]
    return texts, sentences, 300, [one.title for one in documents], headings, names


def of_requests(queries: list[str], flags: dict[str, object]) -> Times:
    """The best of some rounds: one after the other, as a server is asked."""
    app = create_app(load_settings(flags))
    searcher = app.extensions["alinea"]
    asked: dict[str, Callable[[str], Any]] = {
        "an answer of nothing": lambda _: list(app(environment("/healthz"), ignored)),
        "a search": searcher.search,
        "a search over HTTP, as JSON": lambda query: list(
            app(environment("/api/search", f"q={quote(query)}"), ignored)
        ),
    }
    return defaultdict(float, {name: fastest(ask, queries) for name, ask in asked.items()})


def fastest(ask: Callable[[str], Any], queries: list[str]) -> float:
    rounds = []
    for _ in range(2 * ROUNDS):
        began = time.process_time()
        for query in queries:
            ask(query)
        rounds.append(time.process_time() - began)
    return min(rounds)


def environment(path: str, query: str = "") -> dict[str, Any]:
    """What a WSGI server gives (PEP 3333)."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def ignored(*_: object) -> Callable[[bytes], object]:
    """Stands for the server's `start_response`."""
    return lambda _: None


def of_reading(corpus: Path) -> tuple[Times, int]:
    times: Times = defaultdict(float)
    found = enumerate(islice(chunks("c", corpus, Columns()), 3 * TASKS * CHUNKS))
    analyzer = pickle.loads(
        pickle.dumps(FRENCH)
    )  # as a worker has it, with memory for a collection
    tasks = [ChunksTask(tuple(some), analyzer) for some in batched(found, CHUNKS)]
    with timed(times, "spellings not seen before, too"):
        first = [task.run() for task in tasks[:TASKS]]
    for task in tasks[TASKS:]:
        task.run()
    with timed(times, "spellings seen before"):
        outcomes = [task.run() for task in tasks[TASKS:]]
    paragraphs = count(outcomes)
    times["spellings not seen before, too"] *= paragraphs / count(first)
    with timed(times, "of which documents"):
        for task in tasks[TASKS:]:
            for _, chunk in task.chunks:
                for one in chunk.documents():
                    one.build()
    with timed(times, "sent to the writing process"):
        sent = [pickle.dumps(outcome) for outcome in outcomes]
    with timed(times, "received there"):
        for one in sent:
            pickle.loads(one)
    return times, paragraphs


def batched(found: Iterator[tuple[int, Chunk]], size: int) -> Iterator[list[tuple[int, Chunk]]]:
    while some := list(islice(found, size)):
        yield some


def count(outcomes: list[list[Outcome]]) -> int:
    """The paragraphs in what tasks have read."""
    read = (one for found in outcomes for one in found if isinstance(one, Read))
    return sum(len(one.payloads) for part in read for one in part.documents)


if __name__ == "__main__":
    main()
