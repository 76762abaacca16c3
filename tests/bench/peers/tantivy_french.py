"""tantivy with its own French chain, its own query parser and its own snippets."""

import re
from collections.abc import Callable
from pathlib import Path

from peer import TOP, not_installed, paragraphs, run

try:
    import tantivy
except ImportError:
    not_installed()


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.remove_long(40),
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("french"),
        tantivy.Filter.stemmer("french"),
        tantivy.Filter.ascii_fold(),
    ):
        builder = builder.filter(one)
    return builder.build()


def _index(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("doc", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True, tokenizer_name="fr")
    index = tantivy.Index(builder.build(), str(folder))
    index.register_tokenizer("fr", _analyzer())
    return index


def build(corpus: Path, folder: Path) -> int:
    writer = _index(folder).writer(512_000_000, 2)
    count = 0
    for paragraph in paragraphs(corpus):
        document = tantivy.Document()
        document.add_text("doc", paragraph.doc)
        document.add_text("text", paragraph.text)
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def open_index(folder: Path) -> Callable[[str], int]:
    index = _index(folder)
    searcher = index.searcher()
    schema = index.schema

    def search(query: str) -> int:
        parsed = index.parse_query(" ".join(re.findall(r"\w+", query)).lower(), ["text"])
        generator = tantivy.SnippetGenerator.create(searcher, parsed, schema, "text")
        generator.set_max_num_chars(300)
        hits = searcher.search(parsed, TOP).hits
        documents = [searcher.doc(address) for _, address in hits]
        snippets = [generator.snippet_from_doc(document) for document in documents]
        return sum(1 for snippet in snippets if snippet.to_html())

    return search


if __name__ == "__main__":
    run(build, open_index)
