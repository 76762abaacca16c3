"""A cluster beside the embedded engine: paragraphs built a second, milliseconds of a search.

    python tests/bench/past_one_machine.py CORPUS QUERIES [--nodes 1]

CORPUS is a file of records, QUERIES a list in JSON, as `corpus.py` makes them. Builds an index with
tantivy and one in a cluster of so many nodes of its own, asks both the same, and the cluster the
same terms as Lucene's BM25 scores them, which is what the similarity of ours costs.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from statistics import quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from cluster.node import Node, free_port, wait_for

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.engines.opensearch import writer
from search.engines.opensearch.connection import ClusterOptions, Connection
from search.engines.opensearch.schema import index_body
from search.query.clauses import TermClause

HEAP, ROUNDS = 512, 2


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--nodes", type=int, default=1)
    given = options.parse_args()
    queries = json.loads(given.queries.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        nodes = started(Path(folder), given.nodes)
        try:
            hosts = tuple(node.url for node in nodes)
            compare(Path(folder), hosts, given.corpus, queries, given.nodes)
        finally:
            for node in nodes:
                node.kill()


def started(folder: Path, count: int) -> list[Node]:
    ports, names = [free_port() for _ in range(count)], [f"node{n}" for n in range(count)]
    peers = ports if count > 1 else []
    nodes = [
        Node(folder / name, name, transport=port, peers=peers, names=names, heap=HEAP).start()
        for name, port in zip(names, ports, strict=True)
    ]
    wait_for(nodes)
    return nodes


def compare(
    folder: Path, hosts: tuple[str, ...], corpus: Path, queries: Sequence[str], shards: int
) -> None:
    embedded = Settings(index=folder / "tantivy", engine="tantivy")
    cluster = Settings(
        index=folder / "opensearch",
        engine="opensearch",
        opensearch_hosts=hosts,
        opensearch_shards=shards,
    )
    for settings in (embedded, cluster):
        began = time.perf_counter()
        report = open_indexer(settings).rebuild(corpus)
        seconds = time.perf_counter() - began
        rate = report.paragraphs / seconds
        print(f"{settings.engine}: {report.paragraphs} paragraphs, {rate:.0f} a second")
    connection = Connection(ClusterOptions(hosts=hosts))
    for one in connection.ask("GET", "/_cat/indices/alinea-*?format=json&bytes=b"):
        print(f"{one['index'][:20]}: {one['docs.count']}, {one['pri.store.size']} bytes")
    searchers = [open_searcher(embedded), open_searcher(cluster)]
    for settings, searcher in zip((embedded, cluster), searchers, strict=True):
        told(settings.engine, [lambda q=q, s=searcher: s.search(q) for q in queries])
    similarities(cluster, corpus, folder, queries)


def similarities(cluster: Settings, corpus: Path, folder: Path, queries: Sequence[str]) -> None:
    """The ten best of the words of each query, as each scores them."""
    writer.index_body, ours = without_similarity, writer.index_body
    plain = Settings(
        index=folder / "bm25",
        engine="opensearch",
        opensearch_prefix="bm25",
        opensearch_hosts=cluster.opensearch_hosts,
        opensearch_shards=cluster.opensearch_shards,
    )
    open_indexer(plain).rebuild(corpus)
    writer.index_body = ours
    scripted, lucene = (open_snapshots(one).current().reader for one in (cluster, plain))
    words = [[word for word in query.lower().split() if word.isalpha()] for query in queries]

    def by_ours(terms: Iterable[str]) -> object:
        asked = [scripted._queries.of(TermClause("form", term)) for term in terms]
        return scripted._connection.ask("POST", scripted._path, body(asked))

    def by_lucene(terms: Iterable[str]) -> object:
        asked = [{"term": {"form": {"value": term}}} for term in terms]
        return lucene._connection.ask("POST", lucene._path, body(asked))

    told("similarity of ours", [lambda w=w: by_ours(w) for w in words if w])
    told("Lucene's BM25", [lambda w=w: by_lucene(w) for w in words if w])


def without_similarity(shards: int) -> dict[str, Any]:
    found = index_body(shards)
    for field in found["mappings"]["properties"].values():
        field.pop("similarity", None)
    return found


def body(should: Sequence[object]) -> dict[str, object]:
    return {
        "query": {"bool": {"should": should}},
        "size": 10,
        "track_total_hits": True,
        "_source": False,
    }


def told(name: str, asked: Sequence[Callable[[], object]]) -> None:
    """Of the second round, when what is remembered is remembered."""
    rounds = [[milliseconds(one) for one in asked] for _ in range(ROUNDS)]
    found = quantiles(chain(*rounds[1:]), n=100)
    print(f"{name}: p50 {found[49]:.1f} ms, p95 {found[94]:.1f}, p99 {found[98]:.1f}")


def milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
