"""Documents to be read, and what is like them."""

from collections.abc import Iterator

from ..model import (
    DocumentPart,
    FoundParagraph,
    LitDocument,
    Similar,
)
from ..query.parser import parse
from .asking import Asking
from .permalinks import Permalinks
from .reading import PartReader, listed_document, read_document
from .recovery import recovering
from .similar import SimilarFinder


class Documents(Asking):
    """Reads them from whatever generation is current."""

    @recovering
    def document(self, document_id: str, query: str = "", part: slice = slice(None)) -> LitDocument:
        """A document, whole or its paragraphs in a part (from 0), with the matches of a query
        that found it.

        Raises DocumentNotFoundError, QueryError, BusyError, IndexUnusableError.
        """
        snapshot = self._current()
        if query.strip():
            with self._budget() as budget:
                tree = parse(query, self._analyzer, snapshot.catalog.columns)
                lit = self._answer(snapshot, tree, budget).highlighter
        else:
            lit = self._unlit
        return read_document(snapshot, document_id, lit, part)

    @recovering
    def read(
        self, document_id: str, query: str = "", *, near: int = 1, only_matches: bool = False
    ) -> DocumentPart:
        """The part of a document that is around a paragraph, with what a query finds in it, which
        is found and counted in the whole.

        near: the ordinal of the paragraph; that of the last part if there is none behind it
        only_matches: whether what the query doesn't find is left out

        Raises what `document` does.
        """
        snapshot = self._current()
        listed = listed_document(snapshot, document_id)
        if not query.strip():
            return PartReader(snapshot, self._unlit).part(listed, (), near, only_matches=False)
        with self._budget() as budget:
            tree = parse(query, self._analyzer, snapshot.catalog.columns)
            answer = self._answer(snapshot, tree, budget)
            matches = answer.within(listed.number)
        reader = PartReader(snapshot, answer.highlighter)
        return reader.part(listed, matches, near, only_matches=only_matches and bool(matches))

    def document_in_parts(
        self, document_id: str, query: str = "", size: int = 1000
    ) -> Iterator[LitDocument]:
        """The same, so many paragraphs at a time, all of one generation."""
        begin = total = 0
        with self.one_generation():
            while not begin or begin < total:
                part = self.document(document_id, query, slice(begin, begin + size))
                total = part.total
                begin += size
                yield part

    @recovering
    def paragraph(self, digest: str, before: str = "") -> FoundParagraph:
        """The paragraph of a digest, wherever it stands by now (see `permalinks.py`).

        before: its address when the link was made; "" if that isn't known

        Raises DocumentNotFoundError, IndexUnusableError.
        """
        return Permalinks(self._current()).follow(digest.lower(), before)

    @recovering
    def similar(self, document_id: str, ordinal: int | None = None, *, limit: int = 10) -> Similar:
        """The passages that are most like one of a document, or, without an ordinal, the
        documents that are most like it (see `similar.py`).

        Raises DocumentNotFoundError, BusyError, IndexUnusableError.
        """
        with self._budget() as budget:
            finder = SimilarFinder(self._current(), budget, self._unlit, self._snippet_size)
            return finder.find(document_id, ordinal, limit)
