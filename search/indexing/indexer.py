"""Building the index: read, analyse, write, swap."""

import hashlib
import os
import time
from pathlib import Path

from ..analysis import Analyzer
from ..documents import SourceFile, read_bytes, read_document, walk
from ..engines.base import MAX_ORDINAL
from ..errors import DocumentError, IndexUnusableError, SourceError
from ..messages import translate
from ..model import Document
from . import drafts
from .catalog import FileState, Listed
from .drafts import Draft
from .entries import entries
from .lock import writing
from .report import Progress, Report, silent
from .snapshots import Snapshots

#: A file changed so shortly before it was read may change again within the same tick of
#: its file system's clock, so its time is not kept and proves nothing (nanoseconds).
_RACY = 2_000_000_000


class Indexer:
    """Builds generations from a folder of documents, one builder at a time."""

    def __init__(self, snapshots: Snapshots, analyzer: Analyzer) -> None:
        self._snapshots = snapshots
        self._analyzer = analyzer

    def rebuild(self, source: Path, progress: Progress = silent) -> Report:
        """Index `source` anew.

        Files that can't be read are in the report; the rest is indexed. Raises
        SourceError if there is no such folder, IndexLockedError if another writer is at
        work.
        """
        _refuse_nowhere(source)
        with writing(self._snapshots.generations.folder):
            return self._build(source, drafts.begin(self._snapshots), progress)

    def update(self, source: Path, progress: Progress = silent) -> Report:
        """Index what has changed in `source` since the current generation was built.

        Without a usable generation this is a rebuild, and the report says why.
        """
        _refuse_nowhere(source)
        with writing(self._snapshots.generations.folder):
            try:
                draft = drafts.clone(self._snapshots)
            except IndexUnusableError as error:
                report = self._build(source, drafts.begin(self._snapshots), progress)
                report.rebuilt_because = str(error)
                return report
            return self._build(source, draft, progress)

    def _build(self, source: Path, draft: Draft, progress: Progress) -> Report:
        try:
            return _Build(source, draft, self._analyzer, progress).run(self._snapshots)
        except BaseException:
            drafts.abandon(draft)
            raise


def _refuse_nowhere(source: Path) -> None:
    """A folder that isn't there is a mistake, not a folder without documents."""
    if not os.access(source, os.R_OK):
        raise SourceError(path=source)


class _Build:
    """One build into one draft."""

    def __init__(self, source: Path, draft: Draft, analyzer: Analyzer, progress: Progress) -> None:
        self._source = source
        self._draft = draft
        self._analyzer = analyzer
        self._progress = progress
        self._known = draft.catalog.files()
        self._started = time.time_ns()
        self._report = Report()

    def run(self, snapshots: Snapshots) -> Report:
        report, clock = self._report, time.perf_counter()
        found = list(walk(self._source, without=snapshots.generations.folder))
        for done, item in enumerate(found):
            name = item.id if isinstance(item, SourceFile) else item.path
            self._progress(done, len(found), report.paragraphs_read, name)
            self._visit(item)
        self._progress(len(found), len(found), report.paragraphs_read, "")
        self._remove_all_but({item.id for item in found if isinstance(item, SourceFile)})
        self._finish(snapshots)
        report.seconds = time.perf_counter() - clock
        return report

    def _visit(self, item: SourceFile | DocumentError) -> None:
        try:
            if isinstance(item, DocumentError):
                raise item
            self._index(item)
        except DocumentError as error:
            self._report.skipped.append(error)
            if error.path in self._known:
                self._remove(error.path)

    def _index(self, file: SourceFile) -> None:
        known = self._known.get(file.id)
        if known and (file.size, file.modified) == (known.size, known.modified):
            self._report.unchanged += 1
            return
        content = read_bytes(file)
        modified = file.modified if self._started - file.modified > _RACY else 0
        state = FileState(file.size, modified, hashlib.blake2b(content).digest())
        if known and known.hash == state.hash:
            self._draft.catalog.put_file(file.id, state)
            self._report.unchanged += 1
            return
        document = read_document(file.id, content)
        if len(document.paragraphs) > MAX_ORDINAL:
            reason = translate("it has more than {limit} paragraphs.").format(limit=MAX_ORDINAL)
            raise DocumentError(path=file.id, reason=reason)
        if known:
            self._report.changed += 1
        else:
            self._report.added += 1
        self._write(document, file, state)

    def _write(self, document: Document, file: SourceFile, state: FileState) -> None:
        catalog = self._draft.catalog
        number = catalog.number_of(document.info.id)
        if file.id in self._known:
            self._draft.writer.delete(number)
        for entry in entries(document, number, self._analyzer):
            self._draft.writer.add(entry)
        catalog.put(Listed(number, document.info, len(document.paragraphs)), file.id)
        catalog.put_file(file.id, state)
        self._report.paragraphs_read += len(document.paragraphs)

    def _remove_all_but(self, seen: set[str]) -> None:
        for path in self._known.keys() - seen:
            self._remove(path)

    def _remove(self, path: str) -> None:
        numbers = self._draft.catalog.documents_of(path)
        for number in numbers:
            self._draft.writer.delete(number)
        self._draft.catalog.remove(numbers)
        self._draft.catalog.remove_file(path)
        self._report.removed += 1

    def _finish(self, snapshots: Snapshots) -> None:
        report, catalog = self._report, self._draft.catalog
        report.documents, report.paragraphs = catalog.document_count, catalog.paragraph_count
        nothing_new = self._known and not (report.added or report.changed or report.removed)
        before = {(error.path, error.reason) for error in catalog.skipped()}
        if nothing_new and before == {(error.path, error.reason) for error in report.skipped}:
            drafts.abandon(self._draft)
            report.generation = snapshots.generations.current()
            return
        catalog.put_skipped(report.skipped)
        drafts.commit(snapshots, self._draft, str(self._source), len(report.skipped))
        report.generation = self._draft.name
