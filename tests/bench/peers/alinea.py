"""Alinéa itself, through the real Indexer and the real Searcher, with its snippets.

ALINEA_ENGINE says with which engine.
"""

from collections.abc import Callable
from pathlib import Path

from peer import TOP, run

from search import load_settings, open_indexer, open_searcher


def build(corpus: Path, folder: Path) -> int:
    settings = load_settings({"index": folder})
    return open_indexer(settings).rebuild(corpus).paragraphs


def open_index(folder: Path) -> Callable[[str], int]:
    searcher = open_searcher(load_settings({"index": folder}))

    def search(query: str) -> int:
        hits = searcher.search(query, size=TOP).hits
        return sum(1 for hit in hits if hit.snippet.text)

    return search


if __name__ == "__main__":
    run(build, open_index)
