"""What means about the same as a document, or as a passage of it."""

import time
from collections.abc import Iterator, Sequence

from ..engines.base import MAX_ORDINAL, Match, Order, document_of
from ..errors import DocumentNotFoundError
from ..meaning import Neighbour, Neighbours
from ..model import Hit, Similar, Snippet
from ..query.budget import SHOWN, Budget, scanning
from ..query.clauses import DocumentClause
from ..query.cost import cost
from .as_written import stored
from .highlighting import Highlighter
from .snapshot import Listed, Snapshot


class SimilarFinder:
    """Finds it in one generation, within one budget.

    plain: shows texts, lighting nothing in them
    snippet_size: characters
    """

    def __init__(
        self, snapshot: Snapshot, budget: Budget, plain: Highlighter, snippet_size: int
    ) -> None:
        self._snapshot = snapshot
        self._budget = budget
        self._plain = plain
        self._snippet_size = snippet_size

    def find(self, document_id: str, ordinal: int | None, limit: int) -> Similar:
        """The `limit` passages that are most like one, the ordinal of which is given, or the
        documents that are most like a whole one, each with its passage that is.

        Raises DocumentNotFoundError, and what the budget does.
        """
        began = time.perf_counter()
        asked, vectors = self._asked(document_id, ordinal), self._snapshot.vectors
        neighbours = Neighbours(vectors, asked.number, asked.paragraphs, ordinal)
        nearest: list[Neighbour] = []
        if neighbours.is_known:
            self._budget.charge(scanning(vectors.rows))
            nearest = neighbours.nearest(limit, self._budget.check)
        return Similar(
            document=asked.info,
            ordinal=ordinal,
            is_known=neighbours.is_known,
            hits=tuple(self._hits(nearest)),
            generation=self._snapshot.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _asked(self, document_id: str, ordinal: int | None) -> Listed:
        listed = self._snapshot.catalog.document(document_id)
        if listed is None:
            raise DocumentNotFoundError(address=document_id)
        if ordinal and ordinal > listed.paragraphs:
            raise DocumentNotFoundError(address=f"{document_id}#p{ordinal}")
        return listed

    def _hits(self, nearest: Sequence[Neighbour]) -> Iterator[Hit]:
        """In the order of ids where they are equally near, as all hits are."""
        matches = self._matches({document_of(one.key) for one in nearest})
        similarity = {one.key: one.similarity for one in nearest}
        chosen = [match for match in matches if match.key in similarity]
        chosen.sort(key=lambda match: -similarity[match.key])
        self._budget.charge(SHOWN * len(chosen))
        found = [stored(self._snapshot.reader, match) for match in chosen]
        texts, sentences = [one.text for _, one in found], [one.sentences for _, one in found]
        snippets = self._plain.snippets(texts, self._snippet_size, sentences)
        catalog = self._snapshot.catalog
        for match, (document, paragraph), snippet in zip(chosen, found, snippets, strict=True):
            copies = catalog.copies(document_of(match.key)) if catalog.has_copies else ()
            yield Hit(
                document,
                paragraph,
                similarity[match.key],
                snippet,
                Snippet(document.title),
                Snippet(paragraph.heading),
                copies=tuple(copies),
            )

    def _matches(self, documents: set[int]) -> Sequence[Match]:
        """The paragraphs of documents, in order."""
        if not documents:
            return ()
        clause, reader = DocumentClause(tuple(sorted(documents))), self._snapshot.reader
        self._budget.charge(cost(clause, reader))
        return reader.search(clause, MAX_ORDINAL, Order.DOCUMENT, self._budget).best
