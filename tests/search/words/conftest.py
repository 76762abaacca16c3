"""Sentences indexed by each engine and asked by the real Searcher."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from conformance.reference_reader import ReferenceSnapshot

from search.analysis import FRENCH
from search.indexing.prepared import prepare
from search.model import Document, DocumentInfo, Hit, Paragraph
from search.opening import ENGINES, engine
from search.searcher import Searcher


@dataclass(frozen=True)
class Asked:
    """An index of sentences."""

    searcher: Searcher

    def hits(self, query: str) -> Sequence[Hit]:
        return self.searcher.search(query, size=100).hits

    def found(self, query: str) -> list[str]:
        """The sentences found, the best first."""
        return [hit.paragraph.text for hit in self.hits(query)]

    def lit(self, query: str) -> dict[str, list[str]]:
        """What is lit in each sentence found."""
        return {
            hit.paragraph.text: [piece for piece, is_lit in hit.snippet.pieces() if is_lit]
            for hit in self.hits(query)
        }


Asking = Callable[..., Asked]


@pytest.fixture(params=sorted(ENGINES))
def asking(request, tmp_path_factory) -> Asking:
    """Makes an index of some sentences, each a document with a paragraph."""

    def index(*sentences: str) -> Asked:
        own = engine(request.param)
        folder = tmp_path_factory.mktemp("index")
        writer = own.create(folder)
        for number, sentence in enumerate(sentences):
            info = DocumentInfo(f"{number:03}", sentence, title_is_lead=True)
            document = Document(info, (Paragraph(info.id, 1, sentence),))
            for entry in prepare(document, FRENCH).entries(number):
                writer.add(entry)
        writer.commit()
        snapshot = ReferenceSnapshot(own.open(folder))
        return Asked(Searcher(lambda: snapshot))

    return index
