"""Xapian with its French stemmer, OR queries and its own snippets."""

from collections.abc import Callable
from pathlib import Path

from peer import TOP, not_installed, paragraphs, run

try:
    import xapian
except ImportError:
    not_installed()


def build(corpus: Path, folder: Path) -> int:
    database = xapian.WritableDatabase(str(folder / "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("fr"))
    count = 0
    for paragraph in paragraphs(corpus):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(paragraph.text)
        document.set_data(paragraph.text)
        database.add_document(document)
        count += 1
    database.commit()
    database.close()
    return count


def open_index(folder: Path) -> Callable[[str], int]:
    enquire = xapian.Enquire(xapian.Database(str(folder / "xapian")))
    stemmer = xapian.Stem("fr")
    parser = xapian.QueryParser()
    parser.set_stemmer(stemmer)
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_OR)

    def search(query: str) -> int:
        enquire.set_query(parser.parse_query(query, 0))
        found = enquire.get_mset(0, TOP)
        return sum(1 for hit in found if found.snippet(hit.document.get_data(), 300, stemmer))

    return search


if __name__ == "__main__":
    run(build, open_index)
