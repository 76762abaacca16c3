"""One build: what comes of reading, written into a draft."""

import os
import time
from collections import Counter
from pathlib import Path

from ..engines.base import MAX_ORDINAL
from ..errors import DocumentError
from ..messages import translate
from . import drafts
from .catalog import Listed
from .drafts import Draft
from .plan import Plan
from .pool import Pool
from .prepared import Prepared
from .report import Progress, Report
from .snapshots import Snapshots
from .tasks import Finished, Outcome, Read, Refused


class Build:
    """Writes what is new into a draft, takes out what is gone, and commits it."""

    def __init__(self, draft: Draft, plan: Plan, progress: Progress) -> None:
        self._draft = draft
        self._plan = plan
        self._progress = progress
        self._known = draft.catalog.files()
        self._numbers: dict[str, int] = {}
        self._begun: set[str] = set()
        self._places: Counter[str] = Counter()
        self._done = 0
        self._report = Report(unchanged=plan.unchanged)

    def run(self, pool: Pool[Outcome], snapshots: Snapshots, source: Path) -> Report:
        clock = time.perf_counter()
        for outcome in pool.outcomes(self._plan.tasks(), self._plan.total):
            self._apply(outcome)
        self._tell("")
        for path in self._known.keys() - self._plan.found:
            self._remove(path)
        self._finish(snapshots, source)
        self._report.seconds = time.perf_counter() - clock
        return self._report

    def _apply(self, outcome: Outcome) -> None:
        match outcome:
            case Read():
                self._begin(outcome.file)
                for document in outcome.documents:
                    self._write(document, outcome.file)
                self._tell(outcome.file)
            case Finished():
                self._finished(outcome)
            case Refused():
                self._refused(outcome)

    def _begin(self, file: str) -> None:
        """The documents that the file had before make room for those that it has."""
        if file in self._begun:
            return
        self._begun.add(file)
        removed = self._draft.catalog.remove_documents_of(file)
        self._numbers |= removed
        for number in removed.values():
            self._draft.writer.delete(number)

    def _write(self, document: Prepared, file: str) -> None:
        if len(document.payloads) > MAX_ORDINAL:
            reason = translate("{document} has more than {limit} paragraphs.")
            reason = reason.format(document=document.info.id, limit=MAX_ORDINAL)
            self._refused(Refused(file, reason))
            return
        document = self._with_own_id(document)
        catalog = self._draft.catalog
        number = self._numbers.get(document.info.id)
        number = catalog.new_number() if number is None else number
        for entry in document.entries(number):
            self._draft.writer.add(entry)
        listed = Listed(number, document.info, len(document.payloads))
        catalog.put(listed, file, self._places[file])
        self._places[file] += 1
        self._report.paragraphs_read += len(document.payloads)

    def _with_own_id(self, document: Prepared) -> Prepared:
        """A file of records may name a document twice: the second has another id."""
        taken = self._draft.catalog.document(document.info.id)
        if taken is None:
            return document
        count = 2
        while self._draft.catalog.document(f"{document.info.id}~{count}"):
            count += 1
        return document.renamed(f"{document.info.id}~{count}")

    def _finished(self, outcome: Finished) -> None:
        self._done += 1
        self._draft.catalog.put_file(outcome.file, outcome.state)
        if outcome.same:
            self._report.unchanged += 1
            return
        self._begin(outcome.file)
        if outcome.file in self._known:
            self._report.changed += 1
        else:
            self._report.added += 1
        self._tell(outcome.file)

    def _refused(self, outcome: Refused) -> None:
        self._report.skipped.append(DocumentError(path=outcome.file, reason=outcome.reason))
        if outcome.file in self._known and outcome.file not in self._begun:
            self._remove(outcome.file)

    def _remove(self, path: str) -> None:
        self._begin(path)
        self._draft.catalog.remove_file(path)
        self._report.removed += 1

    def _finish(self, snapshots: Snapshots, source: Path) -> None:
        report, catalog = self._report, self._draft.catalog
        report.documents, report.paragraphs = catalog.document_count, catalog.paragraph_count
        nothing_new = self._draft.is_clone and not (
            report.added or report.changed or report.removed
        )
        before = {(error.path, error.reason) for error in catalog.skipped()}
        if nothing_new and before == {(error.path, error.reason) for error in report.skipped}:
            drafts.abandon(snapshots, self._draft)
            report.generation = snapshots.generations.current()
            return
        catalog.put_skipped(report.skipped)
        name = os.fsencode(source).decode("utf-8", "replace")
        drafts.commit(snapshots, self._draft, name, len(report.skipped))
        report.generation = self._draft.name

    def _tell(self, current: str) -> None:
        self._progress(self._done, self._plan.files, self._report.paragraphs_read, current)
