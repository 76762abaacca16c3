"""One build: what comes of reading, written into a staged generation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from ..analysis.term_lists import TermLists
from ..engines.base import MAX_ORDINAL
from ..errors import DocumentError
from ..wording.messages import mark
from . import staging
from .batches import batched
from .catalog import TO_BE_READ, Listed
from .catalog_writer import Copy, Place
from .fields import written
from .interruption import check
from .plan import Plan
from .prepared import Mark, Prepared
from .report import Progress, Report, Step
from .snapshots import Snapshots
from .staging import StagedGeneration
from .tasks import Finished, Kept, Outcome, Read, Rearranged, Refused
from .workers import WorkerPool

TOO_MANY_PARAGRAPHS = mark("{document} has more than {limit} paragraphs.")


class Build:
    """Writes what is new into a staged generation, takes out what is gone, and commits it."""

    def __init__(self, staged: StagedGeneration, plan: Plan, progress: Progress) -> None:
        self._staged = staged
        self._catalog = staged.catalog
        self._plan = plan
        self._progress = progress
        self._numbers: dict[str, int] = {}
        self._begun: set[str] = set()
        self._pending: dict[str, dict[str, int]] = {}
        self._replaced: dict[str, tuple[int, bytes]] = {}
        self._counts: dict[str, int] = {}
        self._unfinished: set[str] = set()
        self._marks: Iterator[Mark] = iter(())  # of the batch's paragraphs that are still to come
        self._latest: tuple[TermLists | None, Sequence[Any]] = (None, ())
        self._files_done = 0
        self._bytes_done = 0
        self._position = 0
        self._rewritten = False
        self._report = Report(unchanged=plan.unchanged, skipped=list(plan.retained))

    def run(self, pool: WorkerPool[Outcome], snapshots: Snapshots, source: str) -> Report:
        for path in sorted(self._plan.gone):
            self._remove(path)
        with (
            closing(self._plan.tasks()) as tasks,
            closing(pool.outcomes(tasks, self._plan.new_bytes)) as outcomes,
        ):
            for batch in batched(outcomes):
                self._look_ahead(batch)
                for outcome in batch:
                    check()
                    self._apply(outcome)
        self._promote_copies(pool)
        self._tell("")
        self._finish(snapshots, source)
        return self._report

    def _look_ahead(self, batch: Iterable[Outcome]) -> None:
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

    def _apply(self, outcome: Outcome) -> None:
        match outcome:
            case Read():
                self._read(outcome)
            case Rearranged():
                self._rearrange(outcome)
            case Finished():
                self._finished(outcome)
            case Refused():
                self._refused(outcome)

    # ---- what a file has

    def _read(self, outcome: Read) -> None:
        self._begin(outcome.file)
        for number, document in enumerate(outcome.documents):
            place = Place(outcome.file, outcome.chunk, number)
            if isinstance(document, Kept):
                self._keep(document.id, place)
            else:
                self._write(document, place)
        if outcome.digest:
            self._catalog.put_chunk(outcome.file, outcome.chunk, outcome.digest)
        self._position = outcome.position
        self._tell(outcome.file)

    def _is_known(self, file: str) -> bool:
        """Whether the generation before has the file."""
        return self._staged.is_clone and self._catalog.file(file) is not None

    def _begin(self, file: str, *, was_known: bool | None = None) -> None:
        """The documents that the file had before make room for those that it has."""
        if file in self._begun:
            return
        self._begun.add(file)
        if self._is_known(file) if was_known is None else was_known:
            self._delete(self._catalog.remove_documents_of(file))

    def _rearrange(self, outcome: Rearranged) -> None:
        """The chunks that a file of records still has stay as they are."""
        file = outcome.file
        self._begun.add(file)
        self._pending[file] = self._catalog.numbers(file, outcome.gone)
        self._catalog.remove_copies(file, outcome.gone)
        self._catalog.rearrange(file, outcome.gone, outcome.moved)

    def _keep(self, document_id: str, place: Place) -> None:
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

    def _drop(self, document_id: str, number: int) -> None:
        self._catalog.remove_document(document_id)
        self._delete({document_id: number})

    def _delete(self, removed: dict[str, int]) -> None:
        self._numbers |= removed
        for number in removed.values():
            self._staged.writer.delete(number)
            self._staged.vectors.delete(number)

    def _write(self, document: Prepared, place: Place) -> None:
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
        self._index(document, place, own)

    def _index(self, document: Prepared, place: Place, marks: Iterable[Mark]) -> None:
        number = self._numbers.get(document.info.id)
        number = self._catalog.new_number() if number is None else number
        for entry in document.entries(number, self._lists_of(document), marks):
            self._staged.writer.add(entry)
        self._staged.vectors.add(number, document.vectors, document.title_vector)
        listed = Listed(number, document.info, len(document.payloads))
        self._catalog.put(listed, place, document.digest, document.stamp)
        self._catalog.put_outline(number, document.outline)

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

    # ---- files

    def _finished(self, outcome: Finished) -> None:
        self._drop_pending(outcome.file)
        self._end_of(outcome.state.size)
        was_known = self._is_known(outcome.file)
        unfinished = outcome.file in self._unfinished
        self._catalog.put_file(outcome.file, TO_BE_READ if unfinished else outcome.state)
        if outcome.same:
            earlier = self._plan.earlier[outcome.file]
            self._report.skipped += earlier
            self._report.unchanged += all(error.line for error in earlier)
            return
        self._begin(outcome.file, was_known=was_known)
        if was_known:
            self._report.changed += 1
        else:
            self._report.added += 1
        self._tell(outcome.file)

    def _drop_pending(self, file: str) -> None:
        """What a file of records had and has no more."""
        for document_id, number in self._pending.pop(file, {}).items():
            self._drop(document_id, number)

    def _refused(self, outcome: Refused) -> None:
        self._report.skipped.append(outcome.error)
        if outcome.part:
            if outcome.passing:
                self._unfinished.add(outcome.file)
            return
        self._drop_pending(outcome.file)
        if outcome.file not in self._begun and self._is_known(outcome.file):
            self._remove(outcome.file)
        if outcome.state is not None:
            self._end_of(outcome.state.size)
            self._catalog.put_file(outcome.file, outcome.state)
        elif outcome.file in self._begun:
            self._catalog.put_file(outcome.file, TO_BE_READ)
        self._tell(outcome.file)

    def _remove(self, path: str) -> None:
        self._begin(path)
        self._catalog.remove_file(path)
        self._report.removed += 1

    def _end_of(self, size: int) -> None:
        self._files_done += 1
        self._bytes_done += size
        self._position = 0

    # ---- copies

    def _promote_copies(self, pool: WorkerPool[Outcome]) -> None:
        """Where a document is gone whose text stands elsewhere too, that is read again."""
        while orphans := self._catalog.settle_copies():
            wanted: defaultdict[tuple[str, int], list[Copy]] = defaultdict(list)
            for copy in orphans:
                wanted[copy.place.file, copy.place.chunk].append(copy)
            for (file, chunk), copies in wanted.items():
                self._promote(file, pool.outcomes(self._plan.again(file, chunk), 0), copies)

    def _promote(self, file: str, outcomes: Iterable[Outcome], copies: list[Copy]) -> None:
        """Index the copies among what was read; a copy that isn't found is no more, and its
        file is read at the next update.
        """
        by_place = {copy.place: copy for copy in copies}
        for copy in copies:
            self._catalog.remove_copy(copy)
        read = [outcome for outcome in outcomes if isinstance(outcome, Read)]
        for outcome in read:
            for number, document in enumerate(outcome.documents):
                place = Place(file, outcome.chunk, number)
                copy_here = by_place.get(place)
                if isinstance(document, Kept) or copy_here is None:
                    continue
                if copy_here.digest == document.digest:
                    marks = self._staged.registry.marks(document.digests, document.signatures)
                    self._index(document.renamed(copy_here.id), place, marks)
                    del by_place[place]
        self._rewritten = True
        if by_place:
            self._catalog.put_file(file, TO_BE_READ)
            for chunk in {place.chunk for place in by_place}:
                self._catalog.put_chunk(file, chunk, b"")  # wherever that stands now

    # ---- the end

    def _finish(self, snapshots: Snapshots, source: str) -> None:
        report, catalog = self._report, self._catalog
        report.copies = catalog.copy_count
        report.skipped.sort(key=lambda error: (error.path, error.line))
        nothing_new = self._staged.is_clone and not (self._begun or self._rewritten)
        before = set(map(str, catalog.skipped()))
        if nothing_new and before == set(map(str, report.skipped)):
            report.documents, report.paragraphs = catalog.document_count, catalog.paragraph_count
            staging.abandon(snapshots, self._staged)
            report.generation = snapshots.generations.current()
            return
        catalog.put_skipped(report.skipped)
        manifest = staging.commit(snapshots, self._staged, source, len(report.skipped))
        report.documents, report.paragraphs = manifest.documents, manifest.paragraphs
        report.generation = self._staged.name

    def _tell(self, current: str) -> None:
        done = min(self._bytes_done + self._position, self._plan.bytes)
        self._progress(
            Step(
                self._files_done,
                self._plan.files,
                done,
                self._plan.bytes,
                self._report.paragraphs_read,
                current,
            )
        )
