"""Writing documents into a staged generation: each under an id of its own, or as a copy."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ..analysis.term_lists import TermLists
from ..engines.base import MAX_ORDINAL
from ..errors import DocumentError
from ..wording.messages import mark
from .catalog import Listed
from .catalog_writer import Copy, Place
from .fields import written
from .prepared import Mark, Prepared
from .report import Report
from .staging import StagedGeneration
from .tasks import Outcome, Read, Rearranged

TOO_MANY_PARAGRAPHS = mark("{document} has more than {limit} paragraphs.")


class DocumentWriter:
    """Writes what is new, keeps what is as it was, and takes out what is gone.

    report: is told what was written, and what wasn't
    """

    def __init__(self, staged: StagedGeneration, report: Report) -> None:
        self._staged = staged
        self._catalog = staged.catalog
        self._report = report
        self._numbers: dict[str, int] = {}
        self._pending: dict[str, dict[str, int]] = {}
        self._replaced: dict[str, tuple[int, bytes]] = {}
        self._counts: dict[str, int] = {}
        self._marks: Iterator[Mark] = iter(())  # of the batch's paragraphs that are still to come
        self._latest: tuple[TermLists | None, Sequence[Any]] = (None, ())

    def look_ahead(self, batch: Iterable[Outcome]) -> None:
        """Ask once for all documents of the batch what has to be known of each."""
        read = [outcome for outcome in batch if isinstance(outcome, Read)]
        built = [
            document
            for outcome in read
            for document in outcome.documents
            if isinstance(document, Prepared)
        ]
        digests = b"".join(document.digests for document in built)
        signatures = b"".join(document.signatures for document in built)
        self._marks = iter(self._staged.registry.marks(digests, signatures))
        self._catalog.look_ahead(
            (document.info.id for document in built), (document.digest for document in built)
        )

    def rearrange(self, outcome: Rearranged) -> None:
        """The chunks that a file of records still has stay as they are."""
        file = outcome.file
        self._pending[file] = self._catalog.numbers(file, outcome.gone)
        self._catalog.remove_copies(file, outcome.gone)
        self._catalog.rearrange(file, outcome.gone, outcome.moved)

    def keep(self, document_id: str, place: Place) -> None:
        """A document of a changed chunk is as it was.

        The second time it is a copy of itself. Where another record of the same id came before
        it, and has taken its place, it is one of a text that is nowhere: it will be read again.
        """
        if self._pending[place.file].pop(document_id, None) is not None:
            self._catalog.place(document_id, place)
            return
        number, digest = self._replaced.get(document_id) or self._catalog.text_of(document_id)
        own = self._own_id(document_id, place.file)
        self._catalog.put_copy(number, Copy(own, place, digest))

    def delete(self, removed: dict[str, int]) -> None:
        """Take out documents, given by id with their numbers, which they have again if they come
        back.
        """
        self._numbers |= removed
        for number in removed.values():
            self._staged.writer.delete(number)
            self._staged.vectors.delete(number)

    def write(self, document: Prepared, place: Place) -> None:
        """A document of the batch, the next one that was looked ahead at."""
        own = list(islice(self._marks, len(document.payloads)))
        if len(document.payloads) > MAX_ORDINAL:
            name = document.info.id
            self._report.skipped.append(
                DocumentError(
                    path=place.file, cause=TOO_MANY_PARAGRAPHS, document=name, limit=MAX_ORDINAL
                )
            )
            return
        document = self._with_own_id(document, place.file)
        self._report.count(document, place.file)
        number = self._catalog.number_of_text(document.digest) if document.digest else None
        if number is not None:
            self._catalog.put_copy(number, Copy(document.info.id, place, document.digest))
            return
        self.index(document, place, own)

    def index(self, document: Prepared, place: Place, marks: Iterable[Mark]) -> None:
        """A document that says what no other does; marks: of its paragraphs"""
        number = self._numbers.get(document.info.id)
        number = self._catalog.new_number() if number is None else number
        for entry in document.entries(number, self._lists_of(document), marks):
            self._staged.writer.add(entry)
        self._staged.vectors.add(number, document.vectors, document.title_vector)
        listed = Listed(number, document.info, len(document.payloads))
        self._catalog.put(listed, place, document.digest, document.stamp)
        self._catalog.put_outline(number, document.outline)

    def drop_pending(self, file: str) -> None:
        """What a file of records had and has no more."""
        for document_id, number in self._pending.pop(file, {}).items():
            self._drop(document_id, number)

    def _drop(self, document_id: str, number: int) -> None:
        self._catalog.remove_document(document_id)
        self.delete({document_id: number})

    def _lists_of(self, document: Prepared) -> Sequence[Any]:
        """Its lists as the writer takes them; documents prepared together have the same."""
        if document.lists is not self._latest[0]:
            self._latest = document.lists, written(document.lists, self._staged.writer)
        return self._latest[1]

    def _with_own_id(self, document: Prepared, file: str) -> Prepared:
        """A file of records may name a document twice: the second has another id."""
        own = self._own_id(document.info.id, file)
        return document if own == document.info.id else document.renamed(own)

    def _own_id(self, document_id: str, file: str) -> str:
        """The id, or the first like it that is free; what is pending makes room."""
        own, count = document_id, self._counts.get(document_id, 2)
        while not self._is_free(own, file):
            own = f"{document_id}~{count}"
            count += 1
        if own != document_id:
            self._counts[document_id] = count
        return own

    def _is_free(self, document_id: str, file: str) -> bool:
        number = self._pending.get(file, {}).pop(document_id, None)
        if number is not None:
            self._replaced[document_id] = self._catalog.text_of(document_id)
            self._drop(document_id, number)
        return not self._catalog.is_taken(document_id)
