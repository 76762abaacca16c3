"""bm25s, NumPy arrays of scores made when it indexes; French stems, no highlighting."""

import json
from collections.abc import Callable
from pathlib import Path

from peer import TOP, not_installed, paragraphs, run

try:
    import bm25s
    import Stemmer
except ImportError:
    not_installed()


def build(corpus: Path, folder: Path) -> int:
    texts = [paragraph.text for paragraph in paragraphs(corpus)]
    tokens = bm25s.tokenize(
        texts, stopwords="fr", stemmer=Stemmer.Stemmer("french"), show_progress=False
    )
    retriever = bm25s.BM25()
    retriever.index(tokens, show_progress=False)
    retriever.save(folder)
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    return len(texts)


def open_index(folder: Path) -> Callable[[str], int]:
    retriever = bm25s.BM25.load(folder)
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    stemmer = Stemmer.Stemmer("french")

    def search(query: str) -> int:
        tokens = bm25s.tokenize(query, stopwords="fr", stemmer=stemmer, show_progress=False)
        found, _ = retriever.retrieve(tokens, k=TOP, show_progress=False)
        return len([texts[number] for number in found[0]])

    return search


if __name__ == "__main__":
    run(build, open_index)
