"""Building the index: read, analyse, write, swap."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..analysis import Analyzer
from ..errors import IndexMissingError, IndexUnusableError, IndexUnwritableError, SourceError
from . import drafts
from .build import Build
from .drafts import Draft
from .lock import writing
from .plan import Plan
from .pool import Pool
from .report import Progress, Report, silent
from .snapshots import Snapshots
from .tasks import Outcome


class Indexer:
    """Builds generations from a folder of documents, one builder at a time.

    workers: processes that read and analyse when there is enough to do; 0 for one a core
    """

    def __init__(self, snapshots: Snapshots, analyzer: Analyzer, workers: int = 0) -> None:
        self._snapshots = snapshots
        self._analyzer = analyzer
        self._workers = workers

    def rebuild(self, source: Path, progress: Progress = silent) -> Report:
        """Index `source` anew.

        Files that can't be read are in the report; the rest is indexed. Raises
        SourceError if there is no such folder, IndexLockedError if another writer is at
        work, IndexUnwritableError if the index can't be written.
        """
        _refuse_nowhere(source)
        with self._writing():
            return self._build(source, drafts.begin(self._snapshots), progress)

    def update(self, source: Path, progress: Progress = silent) -> Report:
        """Index what has changed in `source` since the current generation was built.

        Without a usable generation this is a rebuild; if there is one, the report says why
        it can't be used.
        """
        _refuse_nowhere(source)
        with self._writing():
            try:
                draft = drafts.clone(self._snapshots)
            except IndexUnusableError as error:
                report = self._build(source, drafts.begin(self._snapshots), progress)
                if not isinstance(error, IndexMissingError):
                    report.rebuilt_because = str(error)
                return report
            return self._build(source, draft, progress)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The lock; what the system refuses meanwhile is about the index, since whatever is
        wrong with a document is a DocumentError.
        """
        folder = self._snapshots.generations.folder
        try:
            with writing(folder):
                yield
        except (OSError, sqlite3.OperationalError) as error:
            raise IndexUnwritableError(path=folder, reason=error) from error

    def _build(self, source: Path, draft: Draft, progress: Progress) -> Report:
        index = self._snapshots.generations.folder
        try:
            plan = Plan(source, index, draft.catalog.files(), self._analyzer)
            with Pool[Outcome](self._workers) as pool:
                return Build(draft, plan, progress).run(pool, self._snapshots, source)
        except BaseException:
            drafts.abandon(self._snapshots, draft)
            raise


def _refuse_nowhere(source: Path) -> None:
    """A folder that isn't there is a mistake, not a folder without documents."""
    if not os.access(source, os.R_OK):
        raise SourceError(path=source)
