"""Documents held in memory, so that a test says what a reader has found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from conformance.reference_reader import ReferenceReader, ReferenceVectors

from search.errors import DocumentError
from search.model import Count, Document, DocumentInfo, ListingFilter, Outline, outline_of
from search.query.columns import column_key

EVERYTHING = ListingFilter()


@dataclass(frozen=True)
class Standing:
    """A document in its place."""

    number: int
    document: Document

    @property
    def info(self) -> DocumentInfo:
        return self.document.info

    @property
    def paragraphs(self) -> int:
        return len(self.document.paragraphs)


@dataclass(frozen=True)
class Label:
    """What a generation says of itself."""

    documents: int
    paragraphs: int
    skipped: int
    engine: str = "shelf"
    created: str = "2024-11-05T10:30:00+00:00"
    source: str = "shelf"
    size: int = 0


@dataclass(frozen=True)
class Shelf:
    """What a Searcher needs of a generation: its reader, and its catalogue.

    documents: by id; places: the ids of what has the text of a document, by its id
    errors: what was skipped, the commonest cause first
    """

    documents_in_order: Sequence[Document]
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Sequence[DocumentError] = ()
    name: str = "shelf"

    @cached_property
    def reader(self) -> ReferenceReader:
        return ReferenceReader(self.documents_in_order)

    @property
    def vectors(self) -> ReferenceVectors:
        return self.reader.vectors

    @property
    def seen(self) -> ReferenceReader:
        return self.reader

    @property
    def manifest(self) -> "Label":
        paragraphs = sum(len(one.paragraphs) for one in self.documents_in_order)
        return Label(self.document_count, paragraphs, len(self.errors))

    @property
    def catalog(self) -> "Shelf":
        return self

    @cached_property
    def _standing(self) -> list[Standing]:
        return [Standing(*one) for one in enumerate(self.documents_in_order)]

    @property
    def columns(self) -> dict[str, str]:
        names = (name for one in self.documents_in_order for name in one.info.metadata)
        return {column_key(name): name for name in names}

    @property
    def document_count(self) -> int:
        return len(self._standing)

    def documents(
        self, offset: int, limit: int, asked: ListingFilter = EVERYTHING
    ) -> list[Standing]:
        assert asked == EVERYTHING, "a shelf is listed as it stands"
        return self._standing[offset : offset + limit]

    def count_documents(self, asked: ListingFilter) -> int:
        assert asked == EVERYTHING, "a shelf is counted whole"
        return self.document_count

    def years(self) -> list[Count]:
        return []

    formats = folders = years

    def document(self, document_id: str) -> Standing | None:
        return next((one for one in self._standing if one.info.id == document_id), None)

    def outline(self, number: int) -> Outline:
        return outline_of(self._standing[number].document.paragraphs)

    @property
    def has_copies(self) -> bool:
        return bool(self.places)

    def copies(self, number: int) -> Sequence[str]:
        return self.places.get(self._standing[number].info.id, ())

    @property
    def metadata_names(self) -> list[str]:
        return sorted({name for one in self.documents_in_order for name in one.info.metadata})

    @property
    def skipped_count(self) -> int:
        return len(self.errors)

    def skipped_by_cause(self, offset: int, limit: int) -> Sequence[DocumentError]:
        return self.errors[offset : offset + limit]

    def skipped_causes(self) -> list[tuple[DocumentError, int]]:
        causes = list(dict.fromkeys(one.cause for one in self.errors))
        same = [[one for one in self.errors if one.cause == cause] for cause in causes]
        return [(errors[0], len(errors)) for errors in same]
