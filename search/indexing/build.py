"""One build: what comes of reading, written into a staged generation."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing

from . import staging
from .batches import batched
from .catalog import TO_BE_READ
from .catalog_writer import Copy, Place
from .document_writer import DocumentWriter
from .interruption import check
from .plan import Plan
from .report import Progress, Report, Step
from .snapshots import Snapshots
from .staging import StagedGeneration
from .tasks import Finished, Kept, Outcome, Read, Rearranged, Refused
from .workers import WorkerPool


class Build:
    """Writes what is new into a staged generation, takes out what is gone, and commits it."""

    def __init__(self, staged: StagedGeneration, plan: Plan, progress: Progress) -> None:
        self._staged = staged
        self._catalog = staged.catalog
        self._plan = plan
        self._progress = progress
        #: Files of which not all has come yet: those that have documents, and of which a part is
        #: to be tried again.
        self._begun: set[str] = set()
        self._unfinished: set[str] = set()
        self._is_other = False
        self._files_done = 0
        self._bytes_done = 0
        self._position = 0
        self._report = Report(unchanged=plan.unchanged, skipped=list(plan.retained))
        self._documents = DocumentWriter(staged, self._report)

    def read(self, pool: WorkerPool[Outcome]) -> None:
        """Write what comes of what there is to read; nothing is left for the workers then."""
        for path in sorted(self._plan.gone):
            self._remove(path)
            self._forget(path)
        with (
            closing(self._plan.tasks()) as tasks,
            closing(pool.outcomes(tasks, self._plan.new_bytes)) as outcomes,
        ):
            for batch in batched(outcomes):
                self._documents.look_ahead(batch)
                for outcome in batch:
                    check()
                    self._apply(outcome)
        self._promote_copies(pool)
        self._tell("")

    def _apply(self, outcome: Outcome) -> None:
        match outcome:
            case Read():
                self._read(outcome)
            case Rearranged():
                self._note(outcome.file)
                self._documents.rearrange(outcome)
            case Finished():
                self._finished(outcome)
                self._forget(outcome.file)
            case Refused():
                self._refused(outcome)
                if not outcome.part:
                    self._forget(outcome.file)

    def _read(self, outcome: Read) -> None:
        self._begin(outcome.file)
        for number, document in enumerate(outcome.documents):
            place = Place(outcome.file, outcome.chunk, number)
            if isinstance(document, Kept):
                self._documents.keep(document.id, place)
            else:
                self._documents.write(document, place)
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
        self._note(file)
        if self._is_known(file) if was_known is None else was_known:
            self._documents.delete(self._catalog.remove_documents_of(file))

    def _note(self, file: str) -> None:
        """Something of it is written, or taken out."""
        self._begun.add(file)
        self._is_other = True

    def _forget(self, file: str) -> None:
        """Nothing comes of it any more."""
        self._begun.discard(file)
        self._unfinished.discard(file)

    # ---- files

    def _finished(self, outcome: Finished) -> None:
        self._documents.drop_pending(outcome.file)
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

    def _refused(self, outcome: Refused) -> None:
        self._report.skipped.append(outcome.error)
        if outcome.part:
            if outcome.passing:
                self._unfinished.add(outcome.file)
            return
        self._documents.drop_pending(outcome.file)
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
                    self._documents.index(document.renamed(copy_here.id), place, marks)
                    del by_place[place]
        self._is_other = True
        if by_place:
            self._catalog.put_file(file, TO_BE_READ)
            for chunk in {place.chunk for place in by_place}:
                self._catalog.put_chunk(file, chunk, b"")  # wherever that stands now

    # ---- the end

    def finish(self, snapshots: Snapshots, source: str) -> Report:
        """Commit what was written, unless there is nothing new."""
        report, catalog = self._report, self._catalog
        report.copies = catalog.copy_count
        report.skipped.sort(key=lambda error: (error.path, error.line))
        nothing_new = self._staged.is_clone and not self._is_other
        before = set(map(str, catalog.skipped()))
        if nothing_new and before == set(map(str, report.skipped)):
            report.documents, report.paragraphs = catalog.document_count, catalog.paragraph_count
            staging.abandon(snapshots, self._staged)
            report.generation = snapshots.generations.current()
            return report
        catalog.put_skipped(report.skipped)
        manifest = staging.commit(snapshots, self._staged, source, len(report.skipped))
        report.documents, report.paragraphs = manifest.documents, manifest.paragraphs
        report.generation = self._staged.name
        return report

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
