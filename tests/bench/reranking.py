"""What each choice in the sorting by meaning is worth: MRR@10 on judged questions.

    python tests/bench/reranking.py --corpus C.jsonl --queries Q.jsonl --qrels R.tsv \
        [--task text|titled] [--engine E]

The files are those of `relevance.py`, which measures the real Searcher; here its hits are
fetched once for each question, and sorted by each of the formulas below.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ablation import VARIANTS
from numpy.typing import NDArray
from relevance import DEPTH, JudgedSet, arguments, questions_of, read_set, searcher

from search.engines.base import Match, document_of, paragraph_key
from search.errors import QueryError
from search.meaning import DIMENSIONS, FRENCH_VECTORS
from search.query.parser import parse
from search.query.rewrite import Weights, rewrite
from search.query.synonyms import SynonymFile, expand
from search.searching import Searcher
from search.searching.reranking import WINDOW, words_rarity

#: Hits fetched: more than any formula sorts anew.
FETCHED = 200

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """matches: the hits by words alone, the best first
    query, own, titles: vectors, of the question, and of each hit and its title
    rarity: Σ idf of the question's words
    right: the numbers of the documents that answer
    """

    matches: Sequence[Match]
    query: Floats
    own: Floats
    titles: Floats
    rarity: float
    right: frozenset[int]

    def gains(self, dimensions: int = DIMENSIONS, *, titles: bool = True) -> Floats:
        """Σ idf · cosine."""
        query, own, title = (
            _units(vectors[..., :dimensions]) for vectors in (self.query, self.own, self.titles)
        )
        cosines = np.maximum(own @ query, title @ query) if titles else own @ query
        return np.asarray(self.rarity * cosines)

    def reciprocal_rank(self, gains: Floats, window: int) -> float:
        scores = np.array([match.score for match in self.matches[:window]])
        order = np.argsort(-np.round(scores + gains[:window], 4), kind="stable").tolist()
        ranked = [*(self.matches[place] for place in order), *self.matches[window:]]
        found = dict.fromkeys(document_of(match.key) for match in ranked)
        ranks = (rank for rank, one in enumerate(found, start=1) if one in self.right)
        rank = next(ranks, DEPTH + 1)
        return 1 / rank if rank <= DEPTH else 0.0


def _positive(weight: float, dimensions: int = DIMENSIONS) -> Callable[[Question], Floats]:
    return lambda one: weight * np.maximum(one.gains(dimensions), 0)


def _of_the_best(one: Question) -> Floats:
    return one.matches[0].score / max(one.rarity, 1e-9) * one.gains()


#: What each formula adds to the scores, and how many of the first hits it sorts anew.
FORMULAS: dict[str, tuple[Callable[[Question], Floats], int]] = {
    "words alone": (_positive(0), WINDOW),
    **{f"{weight} · Σ idf · cosine": (_positive(weight), WINDOW) for weight in (0.5, 1, 1.5, 2)},
    "the same (1.5), also where it is negative": (lambda one: 1.5 * one.gains(), WINDOW),
    "the same, titles left out": (
        lambda one: 1.5 * np.maximum(one.gains(titles=False), 0),
        WINDOW,
    ),
    "the same, of 64 dimensions": (_positive(1.5, 64), WINDOW),
    "the same, of 32 dimensions": (_positive(1.5, 32), WINDOW),
    "the same, of the first 20 hits": (_positive(1.5), 20),
    "the same, of the first 200 hits": (_positive(1.5), FETCHED),
    "the best score · cosine": (_of_the_best, WINDOW),
}


def read_questions(judged: JudgedSet, task: str, asked: Searcher) -> Iterator[Question]:
    """The questions that have hits."""
    snapshot, words = asked._current(), SynonymFile(Path("words.txt")).current()
    names = list(judged.documents)
    numbers = {
        names[int(one.info.id.removesuffix(".txt"))]: one.number
        for one in snapshot.catalog.documents(0, len(names))
    }
    for text, right in questions_of(judged, task):
        try:
            tree = expand(parse(text), words)
        except QueryError:
            continue
        clause = rewrite(tree, snapshot.reader, Weights()).clause
        if not (matches := snapshot.reader.search(clause, FETCHED).best):
            continue
        keys = [match.key for match in matches]
        titles = [paragraph_key(document_of(key), 0) for key in keys]
        rarity = words_rarity(tree, snapshot.reader)
        yield Question(
            matches,
            FRENCH_VECTORS.of_stems(rarity).astype(np.float64),
            snapshot.vectors[np.array(keys, np.int64)].astype(np.float64),
            snapshot.vectors[np.array(titles, np.int64)].astype(np.float64),
            sum(rarity.values()),
            frozenset(numbers[name] for name in right if name in numbers),
        )


def _units(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def main() -> None:
    given = arguments(__doc__)
    judged = read_set(given.corpus, given.queries, given.qrels)
    for task in [given.task] if given.task else ["text", "titled"]:
        asked_in_all = len(list(questions_of(judged, task)))
        with searcher(judged, task, given.engine, VARIANTS[0]) as asked:
            questions = list(read_questions(judged, task, asked))
        for name, (gains, window) in FORMULAS.items():
            ranks = [one.reciprocal_rank(gains(one), window) for one in questions]
            print(f"{task}: {name:50} {sum(ranks) / asked_in_all:.4f}")


if __name__ == "__main__":
    main()
