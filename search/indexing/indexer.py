"""Building the index: read, analyse, write, swap."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..analysis import Analyzer
from ..documents import Sources
from ..errors import (
    ClusterRefusedError,
    IndexDamagedError,
    IndexMissingError,
    IndexUnusableError,
    IndexUnwritableError,
)
from . import staging
from .build import Build
from .empty_roots import refuse_empty_roots
from .garbage import seldom_collected
from .generations import REBUILD
from .interruption import held
from .lock import writing
from .plan import Plan
from .report import Progress, Report, silent
from .snapshots import Snapshots
from .staging import StagedGeneration
from .tasks import Outcome
from .workers import Limits, WorkerPool


class Indexer:
    """Builds generations from folders of documents, one builder at a time.

    workers: processes that read and analyse when there is enough to do; 0 for one a core
    limits: what the reading of a file may take
    As a context manager it keeps its workers from one build to the next.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        analyzer: Analyzer,
        workers: int = 0,
        limits: Limits | None = None,
    ) -> None:
        self._snapshots = snapshots
        self._analyzer = analyzer
        self._workers = workers
        self._limits = limits or Limits()
        self._kept: WorkerPool[Outcome] | None = None
        self._began = 0.0

    @property
    def folder(self) -> Path:
        """The folder of the index."""
        return self._snapshots.generations.folder

    def __enter__(self) -> "Indexer":
        self._kept = WorkerPool(self._workers, self._limits)
        return self

    @property
    def generation(self) -> str | None:
        """The name of the generation in use, if there is one."""
        return self._snapshots.generations.current_if_any()

    def __exit__(self, *error: Any) -> None:
        if self._kept is not None:
            self._kept.__exit__(*error)
            self._kept = None

    @contextmanager
    def _pool(self) -> Iterator[WorkerPool[Outcome]]:
        """The workers that are kept, or some for one build."""
        if self._kept is not None:
            yield self._kept
            return
        with WorkerPool[Outcome](self._workers, self._limits) as pool:
            yield pool

    def rebuild(
        self, sources: Sources | Path, progress: Progress = silent, *, allow_empty: bool = False
    ) -> Report:
        """Index `sources` anew.

        allow_empty: whether a folder may be empty of which the index holds documents
        Files that can't be read are in the report; the rest is indexed. Raises
        SourceError if there is no such folder, EmptySourceError if it's empty and shouldn't be,
        IndexLockedError if another writer is at work, IndexUnwritableError if the index can't
        be written.
        """
        sources = _listed(sources)
        with self._writing():
            self._refuse_empty(sources, allow_empty)
            return self._build(sources, staging.begin(self._snapshots), progress)

    def update(
        self,
        sources: Sources | Path,
        progress: Progress = silent,
        changed: Iterable[Path] | None = None,
        *,
        allow_empty: bool = False,
        by_content: bool = False,
    ) -> Report:
        """Index what has changed in `sources` since the current generation was built.

        changed: the only paths to look at; everything if left out. What is gone of these is
            gone; of everything, as in a rebuild, no folder may be empty without allow_empty
        by_content: whether files are read that have the size and the time that they had
        Without a usable generation this is a rebuild; if there is one, the report says why
        it can't be used.
        """
        sources = _listed(sources)
        with self._writing():
            if changed is None:
                self._refuse_empty(sources, allow_empty)
            try:
                staged = staging.clone(self._snapshots)
                return self._build(sources, staged, progress, changed, by_content=by_content)
            except ClusterRefusedError:
                raise  # which would refuse a rebuild, too
            except IndexUnusableError as error:
                self._distrust(error)
                self._refuse_empty(sources, allow_empty)
                report = self._build(sources, staging.begin(self._snapshots), progress)
                if not isinstance(error, IndexMissingError):
                    report.rebuilt_because = str(error)
                return report

    def _distrust(self, error: IndexUnusableError) -> None:
        """What is damaged isn't kept as the generation to go back to."""
        if isinstance(error, IndexDamagedError) and (name := self.generation):
            self._snapshots.distrusted.add(name)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The lock; what the system refuses meanwhile is about the index, since whatever is
        wrong with a document is a DocumentError. Whatever ends it early leaves nothing staged.
        """
        folder = self._snapshots.generations.folder
        self._began = time.perf_counter()
        try:
            with writing(folder), self._snapshots.sharing.writing():
                try:
                    yield
                except BaseException:
                    with held():
                        self._snapshots.generations.remove_drafts()
                    raise
        except (OSError, sqlite3.OperationalError) as error:
            raise IndexUnwritableError(path=folder, reason=error) from error
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(path=folder, reason=error, command=REBUILD) from error

    def _refuse_empty(self, sources: Sources, allow_empty: bool) -> None:
        if not allow_empty:
            refuse_empty_roots(sources.folders(without=self.folder), self._snapshots)

    def _build(
        self,
        sources: Sources,
        staged: StagedGeneration,
        progress: Progress,
        changed: Iterable[Path] | None = None,
        *,
        by_content: bool = False,
    ) -> Report:
        try:
            plan = Plan(
                sources,
                self.folder,
                staged.catalog,
                self._analyzer,
                self._limits,
                changed,
                by_content=by_content,
            )
            build = Build(staged, plan, progress)
            with seldom_collected():
                with self._pool() as pool:
                    build.read(pool)
                # Workers of this build alone have ended: to commit takes memory, too.
                report = build.finish(self._snapshots, str(sources))
            report.seconds = time.perf_counter() - self._began
            return report
        except BaseException:
            with held():
                staging.abandon(self._snapshots, staged)
            raise


def _listed(sources: Sources | Path) -> Sources:
    """The sources, all of which are there: one that isn't is a mistake (SourceError), and
    nothing is written because of it.
    """
    found = Sources((sources,)) if isinstance(sources, Path) else sources
    found.folders()
    return found
