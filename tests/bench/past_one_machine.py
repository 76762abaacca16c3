"""A cluster beside the embedded engine: what a build and a search take of each.

    python tests/bench/past_one_machine.py CORPUS QUERIES [--nodes 1] [--heap MB] [--times 1]

CORPUS is a file of records, QUERIES a list in JSON, as `corpus.py` makes them. Builds an index with
tantivy and one in a cluster of so many nodes of its own, and asks both the same, one after the
other. Times of the clock say little on a machine that others use, so those of the processor stand
beside them: of this process, and of the nodes. Java compiles what it runs while it runs it, which
takes a young node as long as its work: so a cluster is filled twice, and asked until it takes no
less, before it is measured. Then the cluster is asked for the same terms as they are scored here
and by Lucene's BM25, which is what the similarity of ours costs.

With --times the cluster alone is filled, with so many copies of which the words are others.
"""

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from changed_words import changed
from cluster.node import Node, running

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.engines.checksums import UNKNOWN
from search.engines.opensearch.connection import ClusterOptions, Connection
from search.engines.opensearch.pointer import IndexFiles
from search.engines.opensearch.queries import Queries
from search.indexing.report import Step
from search.query.clauses import TermClause

ROUNDS = 3
#: Rounds before those that are measured, at the most; the last two take more than this part of the
#: cheapest before them, since one may by chance.
WARMING, SETTLED = 20, 0.95
#: Seconds that a search and a request may take, however busy the machine is.
PATIENCE = 600.0
#: Paragraphs between two lines that tell how far a build is.
TOLD = 100_000


class Spent(NamedTuple):
    """Seconds: of the clock, of the processor here, and in the nodes."""

    clock: float
    here: float
    nodes: float

    def __sub__(self, other: "Spent") -> "Spent":  # type: ignore[override]
        return Spent(*(mine - its for mine, its in zip(self, other, strict=True)))


class Meter:
    """Reads clocks."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes

    def __call__(self) -> Spent:
        ours = [
            resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        here = sum(one.ru_utime + one.ru_stime for one in ours)
        return Spent(
            time.perf_counter(), here, sum(node.processor_seconds() for node in self._nodes)
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--nodes", type=int, default=1)
    options.add_argument("--heap", type=int, default=1024)
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--embedded", type=Path, help="an index of tantivy's that there is")
    given = options.parse_args()
    queries = json.loads(given.queries.read_text("utf-8"))
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), given.nodes, heap=given.heap, lasting=True) as nodes,
    ):
        if given.times > 1:
            grow(Path(folder), nodes, given.corpus, queries, given.times)
        else:
            compare(Path(folder), nodes, given.corpus, queries, given.embedded)


def compare(
    folder: Path, nodes: Sequence[Node], corpus: Path, queries: Sequence[str], built: Path | None
) -> None:
    index = built or folder / "tantivy"
    embedded = Settings(index=index, engine="tantivy", search_seconds=PATIENCE)
    cluster = in_cluster(folder, nodes)
    meter = Meter(nodes)
    if not built:
        build(embedded, corpus, meter)
    for settings in (in_cluster(folder, nodes, "young"), cluster):
        build(settings, corpus, meter)
    sizes(nodes, folder)
    searchers = {one.engine: open_searcher(one) for one in (embedded, cluster)}
    told(
        {name: [lambda q=q, s=s: s.search(q) for q in queries] for name, s in searchers.items()},
        meter,
    )
    similarities(cluster, queries, meter)


def grow(
    folder: Path, nodes: Sequence[Node], corpus: Path, queries: Sequence[str], times: int
) -> None:
    """Copies are written one after the other, each a file, so that memory says what it takes."""
    (source := folder / "copies").mkdir()
    for number in range(times):
        with (source / f"{number:02}.jsonl").open("wb") as file:
            file.writelines(changed(corpus, number))
    settings, meter = in_cluster(folder, nodes), Meter(nodes)
    build(settings, source, meter)
    sizes(nodes, folder)
    searcher = open_searcher(settings)
    told({"opensearch": [lambda q=q: searcher.search(q) for q in queries]}, meter)


def in_cluster(folder: Path, nodes: Sequence[Node], prefix: str = "alinea") -> Settings:
    return Settings(
        index=folder / prefix,
        engine="opensearch",
        opensearch_prefix=prefix,
        opensearch_hosts=tuple(node.url for node in nodes),
        opensearch_shards=len(nodes),
        opensearch_seconds=PATIENCE,
        search_seconds=PATIENCE,
    )


def build(settings: Settings, corpus: Path, meter: Meter) -> None:
    began, next_told = meter(), TOLD

    def progress(step: Step) -> None:
        nonlocal next_told
        if step.paragraphs >= next_told:
            next_told += TOLD
            rate(f"{settings.index.name}, on the way", step.paragraphs, meter() - began)

    report = open_indexer(settings).rebuild(corpus, progress=progress)
    rate(settings.index.name, report.paragraphs, meter() - began)


def rate(name: str, paragraphs: int, spent: Spent) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    processor = spent.here + spent.nodes
    print(
        f"{name}: {paragraphs} paragraphs in {spent.clock:.0f} s, {paragraphs / spent.clock:.0f} a"
        f" second; of the processor {spent.here:.1f} s here and {spent.nodes:.1f} s in the nodes,"
        f" {paragraphs / processor:.0f} a second; at most {most} MB here",
        flush=True,
    )


def sizes(nodes: Sequence[Node], folder: Path) -> None:
    for one in connection(nodes).ask("GET", "/_cat/indices/alinea-*?format=json&bytes=b"):
        print(f"{one['index'][:20]}: {one['docs.count']}, {one['pri.store.size']} bytes")
    for name in ("tantivy", "alinea"):
        files = [path for path in (folder / name).rglob("*") if path.is_file()]
        print(f"folder of {name}: {sum(path.stat().st_size for path in files)} bytes", flush=True)


def connection(nodes: Sequence[Node]) -> Connection:
    return Connection(ClusterOptions(hosts=tuple(node.url for node in nodes)))


def similarities(cluster: Settings, queries: Sequence[str], meter: Meter) -> None:
    """The ten best of the words of each query, as each scores them."""
    asker = Connection(ClusterOptions(hosts=cluster.opensearch_hosts))
    files = IndexFiles(open_snapshots(cluster).current().reader.folder, UNKNOWN)
    index, queries_of = files.index, Queries(files.lexicon()).of
    asker.ask("PUT", f"/{index}/_clone/bm25")
    asker.ask("POST", "/bm25/_close")
    plain = {"index.similarity.alinea": {"type": "BM25", "script.source": None}}
    asker.ask("PUT", "/bm25/_settings", plain)
    asker.ask("POST", "/bm25/_open", wait_for_active_shards="all")
    words = [[word for word in query.lower().split() if word.isalpha()] for query in queries]

    def by_ours(terms: Iterable[str]) -> object:
        asked = [queries_of(TermClause("form", term)) for term in terms]
        return asker.ask("POST", f"/{index}/_search", body(asked))

    def by_lucene(terms: Iterable[str]) -> object:
        asked = [{"term": {"form": {"value": term}}} for term in terms]
        return asker.ask("POST", "/bm25/_search", body(asked))

    by = {"similarity of ours": by_ours, "Lucene's BM25": by_lucene}
    told({name: [lambda w=w, a=a: a(w) for w in words if w] for name, a in by.items()}, meter)


def body(should: Sequence[object]) -> dict[str, object]:
    return {
        "query": {"bool": {"should": should}},
        "size": 10,
        "track_total_hits": True,
        "stored_fields": "_none_",
    }


def told(asked: dict[str, Sequence[Callable[[], object]]], meter: Meter) -> None:
    """Each in turn, in several rounds, once they have settled."""
    for ones in asked.values():
        settle(ones, meter)
    every: dict[str, list[float]] = {name: [] for name in asked}
    spent = dict.fromkeys(asked, Spent(0, 0, 0))
    for _ in range(ROUNDS):
        for name, ones in asked.items():
            began = meter()
            every[name] += run(ones)
            found = meter() - began
            spent[name] = Spent(*map(sum, zip(spent[name], found, strict=True)))
    for name, times in every.items():
        cuts = quantiles(times, n=100)
        _, here, there = (1000 * seconds / len(times) for seconds in spent[name])
        print(
            f"{name}: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f}; of the"
            f" processor {here:.2f} ms here and {there:.2f} ms in the nodes",
            flush=True,
        )


def settle(asked: Sequence[Callable[[], object]], meter: Meter) -> None:
    """Ask until what is remembered is learnt, and what the nodes run is compiled."""
    least, gainless = math.inf, 0
    for _ in range(WARMING):
        began = meter()
        run(asked)
        _, here, there = meter() - began
        gainless = gainless + 1 if here + there > SETTLED * least else 0
        if gainless == 2:
            return
        least = min(least, here + there)


def run(asked: Sequence[Callable[[], object]]) -> list[float]:
    return list(map(milliseconds, asked))


def milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
