"""Which files have to be read, and in what parts."""

import time
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

from ..analysis import Analyzer
from ..documents import Folder, Found, SourceFile, Sources, is_bulk, places
from ..errors import DocumentError
from .catalog_writer import CatalogWriter
from .records import Records
from .tasks import Candidate, FilesTask, Known, Outcome, Refused
from .workers import Limits, Task

#: Bytes and files that are read as one task.
_TASK_BYTES = 1 << 19
_TASK_FILES = 256


class Plan:
    """What there is in the folders, against what the catalogue knows of it.

    gone: the ids of files that are no more
    unchanged: how many needn't be read, by their size and time
    retained: what was skipped before and still would be
    earlier: what was skipped before of the files that are to be read; it still is where a
        file proves to be the same
    files, bytes: how many there are to be read
    new_bytes: how many at the least; of a known file of records it may be few
    """

    def __init__(
        self,
        sources: Sources,
        index: Path,
        catalog: CatalogWriter,
        analyzer: Analyzer,
        limits: Limits,
        changed: Iterable[Path] | None = None,
        *,
        by_content: bool = False,
    ) -> None:
        """changed: the only paths to look at; everything if left out

        by_content: whether to read files that have the size and the time that they had
        """
        self._by_content = by_content
        self._analyzer = analyzer
        self._limits = limits
        self._catalog = catalog
        self._columns = sources.columns
        self._started = time.time_ns()
        self._folders = sources.folders(without=index)
        self._errors: list[DocumentError] = []
        self.retained: list[DocumentError] = []
        self.earlier: defaultdict[str, list[DocumentError]] = defaultdict(list)
        self.files = self.bytes = self.new_bytes = 0
        scope = self._look(changed)
        self.unchanged = 0 if by_content else catalog.count_unchanged()
        self._sort_out(catalog.skipped(), scope)

    def tasks(self) -> Generator[Task[Outcome], None, None]:
        """All there is to do, in the order of the files' ids."""
        if self._errors:
            yield Known(tuple(map(Refused, self._errors)))
        gathered: list[Candidate] = []
        size = 0
        for candidate in self._candidates():
            if is_bulk(candidate.file.path):
                yield from self._gathered(gathered)
                gathered, size = [], 0
                yield from self._records(candidate).tasks()
                continue
            gathered.append(candidate)
            size += candidate.file.size
            if size >= _TASK_BYTES or len(gathered) >= _TASK_FILES:
                yield from self._gathered(gathered)
                gathered, size = [], 0
        yield from self._gathered(gathered)

    def again(self, file_id: str, chunk: int) -> Iterator[Task[Outcome]]:
        """Reading what is known once more: a file, or one chunk of a file of records."""
        for folder in self._folders:
            path = folder.path_of(file_id)
            if path is None:
                continue
            for found in folder.found_at(path):
                if isinstance(found, DocumentError):
                    continue
                candidate = Candidate(found, None, self._started)
                if is_bulk(path):
                    yield from self._records(candidate).one(chunk)
                else:
                    yield FilesTask((candidate,), self._analyzer, self._limits)

    def _look(self, changed: Iterable[Path] | None) -> "_Scope":
        """Find what there is, and what is gone."""
        scope = _Scope(everything=changed is None)
        self._catalog.begin_finding()
        for number, (folder, path) in enumerate(self._places(changed)):
            scope.add(folder.id_of(path))
            self._catalog.put_found(number, self._files(folder.found_at(path)))
        self._errors.sort(key=lambda error: error.path)
        self.gone = self._catalog.not_found(None if changed is None else scope.of(self._catalog))
        return scope

    def _files(self, found: Iterable[Found]) -> Iterator[SourceFile]:
        """What can be read of what was found."""
        for item in found:
            if isinstance(item, DocumentError):
                self._errors.append(item)
            else:
                yield item

    def _candidates(self) -> Iterator[Candidate]:
        for file, known in self._catalog.found(anew=self._by_content):
            yield Candidate(file, known, self._started)

    def _places(self, changed: Iterable[Path] | None) -> list[tuple[Folder, Path]]:
        """Where to look: also at files that an earlier build has left unfinished, and at links,
        which change with others.
        """
        if changed is None:
            return [(folder, folder.root) for folder in self._folders]
        besides = (
            path
            for file_id in self._catalog.unfinished_files() | self._catalog.links()
            for folder in self._folders
            if (path := folder.path_of(file_id)) is not None
        )
        return places(self._folders, [*changed, *besides])

    def _sort_out(self, skipped: Sequence[DocumentError], scope: "_Scope") -> None:
        """What was skipped before: of files to be read, of others that are there, or elsewhere;
        and count those that are to be read.
        """
        known = {error.path for error in skipped}
        read = {error.path for error in self._errors}
        for candidate in self._candidates():
            self._count(candidate)
            if candidate.file.id in known:
                read.add(candidate.file.id)
        for error in skipped:
            if error.path in read:
                self.earlier[error.path].append(error)
            elif error.path in self.gone:
                continue
            elif error.path not in scope or self._catalog.file(error.path) is not None:
                self.retained.append(error)

    def _count(self, candidate: Candidate) -> None:
        self.files += 1
        self.bytes += candidate.file.size
        if candidate.known is None or not is_bulk(candidate.file.path):
            self.new_bytes += candidate.file.size

    def _records(self, candidate: Candidate) -> Records:
        return Records(candidate, self._columns, self._analyzer, self._catalog, self._limits)

    def _gathered(self, candidates: list[Candidate]) -> Iterator[Task[Outcome]]:
        if candidates:
            yield FilesTask(tuple(candidates), self._analyzer, self._limits)


class _Scope:
    """The ids that were looked at: everything, or what is at or below some."""

    def __init__(self, *, everything: bool) -> None:
        self._everything = everything
        self._ids: set[str] = set()

    def add(self, file_id: str) -> None:
        self._ids.add(file_id.rstrip("/"))
        self._everything = self._everything or "" in self._ids

    def __contains__(self, file_id: str) -> bool:
        parts = file_id.split("/")
        above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        return self._everything or any(one in self._ids for one in above)

    def of(self, catalog: CatalogWriter) -> set[str]:
        """The known files that were looked at."""
        if self._everything:
            return catalog.files()
        return {file for one in self._ids for file in catalog.files(below=one)}
