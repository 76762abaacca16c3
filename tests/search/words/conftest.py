"""Sentences indexed by each engine and asked by the real Searcher."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import pytest
from conformance.reference_reader import ReferenceSnapshot, ReferenceVectors

from search.analysis import FRENCH
from search.indexing.fields import written
from search.indexing.prepared import Prepared, prepare
from search.model import Document, DocumentInfo, Hit, Paragraph
from search.opening import EMBEDDED, engine
from search.query.rewrite import Weights
from search.searching import Searcher


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


@pytest.fixture(params=sorted(EMBEDDED))
def asking(request, tmp_path_factory) -> Asking:
    """Makes an index of some sentences, each a document with a paragraph."""

    def index(*sentences: str) -> Asked:
        own = engine(request.param)
        folder = tmp_path_factory.mktemp("index")
        writer = own.create(folder)
        prepared = [_prepared(f"{n:03}", sentence) for n, sentence in enumerate(sentences)]
        for number, document in enumerate(prepared):
            # none is told to be a copy of another, however alike they are
            marks = repeat((0, False, 0), len(document.payloads))
            for entry in document.entries(number, written(document.lists, writer), marks):
                writer.add(entry)
        writer.commit()
        snapshot = ReferenceSnapshot(own.open(folder), ReferenceVectors(prepared))
        words_alone = Weights(meaning=0.0)  # what they mean is tested in meaning/
        return Asked(Searcher(lambda: snapshot, weights=words_alone))

    return index


def _prepared(document_id: str, sentence: str) -> Prepared:
    info = DocumentInfo(document_id, sentence, title_is_lead=True)
    return prepare(Document(info, (Paragraph(document_id, 1, sentence),)), FRENCH)
