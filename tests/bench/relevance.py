"""How good the ranking is, on judged questions: MRR@10, nDCG@10, success@1 and @10.

    python tests/bench/relevance.py --corpus C.jsonl --queries Q.jsonl --qrels R.tsv \
        --task text|titled [--engine E] [--json] [--ablation]

C.jsonl has {"id", "title", "text"} a line, Q.jsonl {"id", "text"} and perhaps {"kind"},
R.tsv `query<TAB>document<TAB>relevance`. The corpus is written as a folder of documents
and indexed by the real Indexer; the real Searcher answers with its default settings.

task text: the titles are left out, every question is asked.
task titled: the titles are in, and questions whose kind is "title" aren't asked, being
titles themselves. Without --task both are run.
"""

import argparse
import csv
import json
import math
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ablation import VARIANTS, Variant, without_accents

from search.errors import QueryError
from search.indexing.generations import Generations
from search.indexing.indexer import Indexer
from search.indexing.snapshots import Snapshots
from search.model import Hit
from search.opening import engine
from search.query.synonyms import SynonymFile
from search.searching import Searcher

DEPTH = 10
FIGURES = ("MRR@10", "nDCG@10", "success@1", "success@10")


@dataclass(frozen=True)
class JudgedSet:
    """documents: id → (title, text); questions: id → (text, kind); right: id → {id: gain}"""

    documents: Mapping[str, tuple[str, str]]
    questions: Mapping[str, tuple[str, str]]
    right: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Measures:
    questions: int
    mrr: float
    ndcg: float
    success_1: float
    success_10: float

    def figures(self) -> tuple[float, float, float, float]:
        return (self.mrr, self.ndcg, self.success_1, self.success_10)

    def named(self) -> dict[str, float]:
        return {"questions": self.questions} | dict(zip(FIGURES, self.figures(), strict=True))

    def row(self, name: str) -> str:
        figures = " ".join(f"{figure:10.4f}" for figure in self.figures())
        return f"{name:63} {self.questions:5} {figures}"


def read_set(corpus: Path, queries: Path, qrels: Path) -> JudgedSet:
    documents = {d["id"]: (d.get("title") or "", d["text"]) for d in _json_lines(corpus)}
    questions = {q["id"]: (q["text"], q.get("kind", "")) for q in _json_lines(queries)}
    right: dict[str, dict[str, int]] = {}
    with qrels.open(encoding="utf-8", newline="") as file:
        for query, document, gain in csv.reader(file, delimiter="\t"):
            right.setdefault(query, {})[document] = int(gain)
    return JudgedSet(documents, questions, right)


@contextmanager
def searcher(
    judged: JudgedSet, task: str, engine_name: str, variant: Variant
) -> Iterator[Searcher]:
    """A searcher of the corpus; a document's id is the number of its line, in five digits."""
    with tempfile.TemporaryDirectory() as folder:
        source, index = Path(folder, "documents"), Path(folder, "index")
        source.mkdir()
        for number, (title, text) in enumerate(judged.documents.values()):
            header = f"title: {title}\n\n" if task == "titled" else ""
            (source / f"{number:05}.txt").write_text(header + text, "utf-8")
        analyzer = variant.analyzer
        snapshots = Snapshots(Generations(index), engine(engine_name), analyzer.fingerprint)
        Indexer(snapshots, analyzer).rebuild(source)
        yield Searcher(
            snapshots.current,
            analyzer=analyzer,
            weights=variant.weights,
            synonyms=SynonymFile(Path(folder, "words.txt")),  # none: the one that comes along
        )


def measure(judged: JudgedSet, task: str, asked: Searcher, *, accents: bool = True) -> Measures:
    """The measures over the questions that have a right answer (Voorhees & Harman, TREC:
    Experiment and Evaluation in Information Retrieval, 2005, chapter 3).
    """
    ids = list(judged.documents)
    ranks: list[tuple[float, float, float, float]] = []
    for text, right in questions_of(judged, task):
        hits = _hits(asked, text if accents else without_accents(text))
        found = [ids[int(hit.document.id.removesuffix(".txt"))] for hit in hits]
        ranks.append(_of_one(found, right))
    mean = [sum(column) / len(ranks) for column in zip(*ranks, strict=True)]
    return Measures(len(ranks), *mean)


def questions_of(judged: JudgedSet, task: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    """The questions that are asked, each with its right answers."""
    for question, (text, kind) in judged.questions.items():
        if question in judged.right and not (task == "titled" and kind == "title"):
            yield text, judged.right[question]


def _hits(asked: Searcher, question: str) -> tuple[Hit, ...]:
    """A question that can't be searched (too long, nothing in it) has no hits."""
    try:
        return asked.search(question, size=DEPTH, group="document").hits
    except QueryError:
        return ()


def _of_one(found: list[str], right: Mapping[str, int]) -> tuple[float, float, float, float]:
    """(reciprocal rank, nDCG, success at 1, success at 10) of one question."""
    gains = [right.get(document, 0) for document in found[:DEPTH]]
    first = next((rank for rank, gain in enumerate(gains, start=1) if gain > 0), 0)
    ideal = _dcg(sorted(right.values(), reverse=True)[:DEPTH])
    ndcg = _dcg(gains) / ideal if ideal else 0.0
    return (1 / first if first else 0.0), ndcg, float(first == 1), float(first > 0)


def _dcg(gains: list[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _json_lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main() -> None:
    given = arguments(__doc__)
    judged = read_set(given.corpus, given.queries, given.qrels)
    tasks = [given.task] if given.task else ["text", "titled"]
    variants = VARIANTS if given.ablation else VARIANTS[:1]
    rows: list[tuple[str, str, Measures]] = []
    for task in tasks:
        for variant in variants:
            if task not in variant.tasks:
                continue
            with searcher(judged, task, given.engine, variant) as asked:
                rows.append((task, variant.name, measure(judged, task, asked)))
                if variant.also_without_accents and given.ablation:
                    bare = measure(judged, task, asked, accents=False)
                    rows.append((task, f"{variant.name}, asked without accents", bare))
    _print(rows, as_json=given.json)


def _print(rows: list[tuple[str, str, Measures]], *, as_json: bool) -> None:
    if as_json:
        answer = [
            {"task": task, "variant": variant, **found.named()} for task, variant, found in rows
        ]
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    print(f"{'':63} asked " + " ".join(f"{figure:>10}" for figure in FIGURES))
    for task, name, found in rows:
        print(found.row(f"{task}: {name}"))


def arguments(about: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--qrels", type=Path, required=True)
    parser.add_argument("--task", choices=["text", "titled"])
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ablation", action="store_true", help="also without each decision")
    return parser.parse_args()


if __name__ == "__main__":
    main()
