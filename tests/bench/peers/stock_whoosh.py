"""Whoosh as it comes: LanguageAnalyzer("fr"), OR queries, its own highlighter."""

from collections.abc import Callable
from pathlib import Path

from peer import TOP, paragraphs, run
from whoosh import index
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.qparser import OrGroup, QueryParser


def build(corpus: Path, folder: Path) -> int:
    schema = Schema(doc=STORED, text=TEXT(analyzer=LanguageAnalyzer("fr"), stored=True))
    writer = index.create_in(folder, schema).writer(limitmb=512)
    count = 0
    for paragraph in paragraphs(corpus):
        writer.add_document(doc=paragraph.doc, text=paragraph.text)
        count += 1
    writer.commit()
    return count


def open_index(folder: Path) -> Callable[[str], int]:
    opened = index.open_dir(folder)
    searcher = opened.searcher()
    parser = QueryParser("text", opened.schema, group=OrGroup)

    def search(query: str) -> int:
        found = searcher.search(parser.parse(query), limit=TOP)
        return sum(1 for hit in found if hit.highlights("text") is not None)

    return search


if __name__ == "__main__":
    run(build, open_index)
