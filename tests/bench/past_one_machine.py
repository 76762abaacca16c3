"""Clusters beside the embedded engines: what a build and a search take of each.

    python tests/bench/past_one_machine.py CORPUS QUERIES [--nodes 1 3] [--heap MB] [--times 1]

CORPUS is a file of records, QUERIES a list in JSON, as `corpus.py` makes them. Builds an index with
each engine, one in each of some clusters of so many nodes of their own, and asks all of them the
same, in turn. Times of the clock say little on a machine that others use, so those of the processor
stand beside them: of this process with its workers, and of the nodes. A cluster is filled twice,
since Java compiles what it runs while it runs it, which takes a young node as long as its work, and
asked until it has settled. Then it is asked for the same terms as they are scored here and by
Lucene's BM25, which is what the similarity of ours costs.

With --times the first of the clusters alone is filled, with so many copies of which the words are
others; with --limit by a process that may have no more memory than that (RLIMIT_DATA), its workers
neither.
"""

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from changed_words import changed
from cluster.node import Node, running
from steady_state import Ask, Asked, Memory, Meter, Spent, tell

from search import Settings, open_indexer, open_searcher, open_snapshots
from search.engines.checksums import UNKNOWN
from search.engines.opensearch.connection import ClusterOptions, Connection
from search.engines.opensearch.pointer import IndexFiles
from search.engines.opensearch.queries import Queries
from search.indexing.report import Step
from search.query.clauses import TermClause

EMBEDDED = ("tantivy", "whoosh")
#: Seconds that a search and a request may take, however busy the machine is.
PATIENCE = 600.0
#: Paragraphs between two lines that tell how far a build is, and between two looks at its workers.
TOLD, LOOKED = 100_000, 5_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--nodes", type=int, nargs="+", default=[1])
    options.add_argument("--heap", type=int, default=1024)
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--limit", type=int, help="MB")
    given = options.parse_args()
    queries = json.loads(given.queries.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        if given.times > 1:
            source = copies(folder / "copies", given.corpus, given.times)
        clusters = [
            stack.enter_context(running(folder / f"of{n}", n, heap=given.heap, lasting=True))
            for n in given.nodes
        ]
        if given.limit:
            resource.setrlimit(resource.RLIMIT_DATA, (given.limit << 20, given.limit << 20))
        if given.times > 1:
            grow(folder, clusters[0], source, queries)
        else:
            compare(folder, clusters, given.corpus, queries)


def copies(folder: Path, corpus: Path, times: int) -> Path:
    """Each in a file, written one after the other, so that they take no memory."""
    folder.mkdir()
    for number in range(times):
        with (folder / f"{number:02}.jsonl").open("wb") as file:
            file.writelines(changed(corpus, number))
    return folder


def compare(
    folder: Path, clusters: Sequence[Sequence[Node]], corpus: Path, queries: Sequence[str]
) -> None:
    asked = []
    for engine in EMBEDDED:
        settings = Settings(index=folder / engine, engine=engine, search_seconds=PATIENCE)
        build(settings, corpus, Meter())
        print(f"folder of {engine}: {size(folder / engine)} bytes", flush=True)
        asked.append(searches(engine, settings, queries, Meter()))
    for nodes in clusters:
        for settings in (in_cluster(folder, nodes, "young"), in_cluster(folder, nodes)):
            build(settings, corpus, Meter(nodes))
        sizes(nodes, settings.index)
        asked.append(searches(settings.index.name, settings, queries, Meter(nodes)))
    tell(asked)
    for nodes in clusters:
        tell(similarities(in_cluster(folder, nodes), queries, nodes))


def grow(folder: Path, nodes: Sequence[Node], source: Path, queries: Sequence[str]) -> None:
    settings, meter = in_cluster(folder, nodes), Meter(nodes)
    build(settings, source, meter)
    sizes(nodes, settings.index)
    tell([searches(settings.index.name, settings, queries, meter)])


def in_cluster(folder: Path, nodes: Sequence[Node], kind: str = "settled") -> Settings:
    name = f"{kind}-{len(nodes)}"
    return Settings(
        index=folder / name,
        engine="opensearch",
        opensearch_prefix=f"alinea-{kind}",
        opensearch_hosts=tuple(node.url for node in nodes),
        opensearch_shards=len(nodes),
        opensearch_seconds=PATIENCE,
        search_seconds=PATIENCE,
    )


def searches(name: str, settings: Settings, queries: Sequence[str], meter: Meter) -> Asked:
    search = open_searcher(settings).search
    return Asked(name, [lambda q=query: search(q) for query in queries], meter)


def build(settings: Settings, corpus: Path, meter: Meter) -> None:
    began, next_told, next_look, memory = meter(), TOLD, LOOKED, Memory()

    def progress(step: Step) -> None:
        nonlocal next_told, next_look
        if step.paragraphs >= next_look:
            next_look += LOOKED
            meter()
        if step.paragraphs >= next_told:
            next_told += TOLD
            rate(f"{settings.index.name}, on the way", step.paragraphs, meter() - began, memory)

    report = open_indexer(settings).rebuild(corpus, progress=progress)
    rate(settings.index.name, report.paragraphs, meter() - began, memory)


def rate(name: str, paragraphs: int, spent: Spent, memory: Memory) -> None:
    most, now = memory.megabytes()
    print(
        f"{name}: {paragraphs} paragraphs in {spent.clock:.0f} s, {paragraphs / spent.clock:.0f} a"
        f" second; of the processor {spent.here:.1f} s here and {spent.nodes:.1f} s in the nodes,"
        f" {paragraphs / spent.worked:.0f} a second; {now} MB here, at most {most} so far",
        flush=True,
    )


def sizes(nodes: Sequence[Node], folder: Path) -> None:
    for one in connection(nodes).ask("GET", "/_cat/indices/alinea-*?format=json&bytes=b"):
        print(f"{one['index'][:24]}: {one['docs.count']}, {one['pri.store.size']} bytes")
    print(f"folder of {folder.name}: {size(folder)} bytes", flush=True)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def connection(nodes: Sequence[Node]) -> Connection:
    return Connection(ClusterOptions(hosts=tuple(node.url for node in nodes)))


def similarities(cluster: Settings, queries: Sequence[str], nodes: Sequence[Node]) -> list[Asked]:
    """The ten best of the words of each query, as each scores them."""
    asker = connection(nodes)
    files = IndexFiles(open_snapshots(cluster).current().reader.folder, UNKNOWN)
    index, queries_of = files.index, Queries(files.lexicon()).of
    asker.ask("PUT", f"/{index}/_clone/bm25")
    asker.ask("POST", "/bm25/_close")
    plain = {"index.similarity.alinea": {"type": "BM25", "script.source": None}}
    asker.ask("PUT", "/bm25/_settings", plain)
    asker.ask("POST", "/bm25/_open", wait_for_active_shards="all")
    words = [[word for word in query.lower().split() if word.isalpha()] for query in queries]

    def by_ours(terms: Sequence[str]) -> Ask:
        asked = body([queries_of(TermClause("form", term)) for term in terms])
        return lambda: asker.ask("POST", f"/{index}/_search", asked)

    def by_lucene(terms: Sequence[str]) -> Ask:
        asked = body([{"term": {"form": {"value": term}}} for term in terms])
        return lambda: asker.ask("POST", "/bm25/_search", asked)

    by = {"similarity of ours": by_ours, "Lucene's BM25": by_lucene}
    return [
        Asked(f"{name}, {len(nodes)} nodes", [way(terms) for terms in words if terms], Meter(nodes))
        for name, way in by.items()
    ]


def body(should: Sequence[object]) -> dict[str, object]:
    return {
        "query": {"bool": {"should": should}},
        "size": 10,
        "track_total_hits": True,
        "stored_fields": "_none_",
    }


if __name__ == "__main__":
    main()
