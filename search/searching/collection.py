"""What there is to be searched: the documents in lists, the shape of it all, what was skipped."""

from collections.abc import Callable

from ..errors import PageBeyondLastError
from ..model import (
    DocumentInfo,
    DocumentListing,
    ListingFilter,
    Outline,
    Overview,
    Skipped,
    SkippedListing,
    Statistics,
)
from ..query.clauses import DocumentClause
from .current import Current
from .overview import overview
from .reading import listed_document
from .recovery import NoRecovery, Recovery, recovering
from .snapshot import Snapshot
from .statistics import statistics

_EVERYTHING = ListingFilter()
#: A document that may be there or not.
_LEAST = DocumentClause((0,))


class Collection:
    """Tells of whatever generation is current.

    current: gives it, or raises IndexUnusableError, as all that is asked here does
    recovery: who knows what to ask where that generation turns out to be damaged
    """

    def __init__(self, current: Callable[[], Snapshot], recovery: Recovery | None = None) -> None:
        self._current = Current(current)
        self.recovery: Recovery = recovery or NoRecovery()
        self._overview: Overview | None = None
        self._statistics: Statistics | None = None

    @recovering
    def probe(self) -> None:
        """Ask the engine for next to nothing. Raises BusyError where it can't answer now, as a
        cluster may.
        """
        self._current().reader.count(_LEAST)

    @recovering
    def overview(self) -> Overview:
        """Its shape; counted once for each generation."""
        snapshot = self._current()
        known = self._overview
        if known is None or known.generation != snapshot.name:
            self._overview = known = overview(snapshot)
        return known

    @recovering
    def statistics(self) -> Statistics:
        """What the index holds; counted once for each generation."""
        snapshot = self._current()
        known = self._statistics
        if known is None or known.generation != snapshot.name:
            self._statistics = known = statistics(snapshot)
        return known

    @recovering
    def documents(
        self, asked: ListingFilter = _EVERYTHING, *, page: int = 1, size: int = 100
    ) -> DocumentListing:
        """One page of the documents asked for. A page beyond the last has none."""
        catalog = self._current().catalog
        listed = catalog.documents((page - 1) * size, size, asked)
        total = catalog.document_count if asked == _EVERYTHING else catalog.count_documents(asked)
        documents = tuple((document.info, document.paragraphs) for document in listed)
        return DocumentListing(total, documents)

    @recovering
    def info(self, document_id: str) -> DocumentInfo:
        """What there is to say of a document, without its text. Raises DocumentNotFoundError."""
        return listed_document(self._current(), document_id).info

    @recovering
    def outline(self, document_id: str) -> Outline:
        """Where the headings and pages of a document begin. Raises DocumentNotFoundError."""
        snapshot = self._current()
        return snapshot.catalog.outline(listed_document(snapshot, document_id).number)

    @property
    @recovering
    def skipped_count(self) -> int:
        """How many files, and lines of files, could not be indexed."""
        return self._current().catalog.skipped_count

    @recovering
    def skipped(self, *, page: int = 1, size: int = 100) -> SkippedListing:
        """One page of what could not be indexed, the commonest reason first."""
        catalog = self._current().catalog
        found = catalog.skipped_by_cause((page - 1) * size, size)
        return SkippedListing(
            catalog.skipped_count,
            tuple(Skipped(one.path, one.line, one.reason, one.kind) for one in found),
            tuple((error.kind, count) for error, count in catalog.skipped_causes()),
        )


def check_page(page: int, total: int, size: int) -> None:
    """Raises PageBeyondLastError for a page of a list that there isn't; there is a first one."""
    last = max(1, -(-total // size))
    if page > last:
        raise PageBeyondLastError(page=page, last=last)
