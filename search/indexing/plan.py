"""Which files have to be read, and in what parts."""

import hashlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..analysis import Analyzer
from ..documents import SourceFile, chunks, is_records, walk
from ..errors import DocumentError
from .catalog import FileState
from .pool import Task
from .tasks import Candidate, FilesTask, Finished, Known, LinesTask, Outcome, Refused

#: Bytes and files that are read as one task.
_TASK_BYTES = 1 << 18
_TASK_FILES = 256
#: A file changed so shortly before it was read may change again within the same tick of
#: its file system's clock, so its time is not kept and proves nothing (nanoseconds).
_RACY = 2_000_000_000


class Plan:
    """What there is in a folder, against what is known of it.

    found: the ids of the files that are there
    unchanged: how many of them needn't be read, by their size and time
    total: bytes to be read
    """

    def __init__(
        self, source: Path, index: Path, known: Mapping[str, FileState], analyzer: Analyzer
    ) -> None:
        self._analyzer = analyzer
        self._started = time.time_ns()
        self._unreadable: list[Outcome] = []
        self._candidates: list[Candidate] = []
        self.found: set[str] = set()
        self.unchanged = 0
        for item in walk(source, without=index):
            if isinstance(item, DocumentError):
                self._unreadable.append(Refused(item.path, item.reason))
            else:
                self._consider(item, known.get(item.id))
        self.total = sum(candidate.file.size for candidate in self._candidates)

    @property
    def files(self) -> int:
        """How many files there are to be read."""
        return len(self._candidates)

    def tasks(self) -> Iterator[Task[Outcome]]:
        """All there is to do, in the order of the files' ids."""
        if self._unreadable:
            yield Known(tuple(self._unreadable))
        gathered: list[Candidate] = []
        for candidate in self._candidates:
            if is_records(candidate.file.path):
                yield from self._gathered(gathered)
                gathered = []
                yield from self._records(candidate)
                continue
            gathered.append(candidate)
            size = sum(one.file.size for one in gathered)
            if size >= _TASK_BYTES or len(gathered) >= _TASK_FILES:
                yield from self._gathered(gathered)
                gathered = []
        yield from self._gathered(gathered)

    def _consider(self, file: SourceFile, known: FileState | None) -> None:
        self.found.add(file.id)
        if known and (file.size, file.modified) == (known.size, known.modified):
            self.unchanged += 1
            return
        modified = file.modified if self._started - file.modified > _RACY else 0
        self._candidates.append(Candidate(file, known.hash if known else None, modified))

    def _gathered(self, candidates: list[Candidate]) -> Iterator[Task[Outcome]]:
        if candidates:
            yield FilesTask(tuple(candidates), self._analyzer)

    def _records(self, candidate: Candidate) -> Iterator[Task[Outcome]]:
        """A file of records is cut into tasks here; its documents are read there."""
        file = candidate.file
        try:
            with file.path.open("rb") as content:
                found = hashlib.file_digest(content, hashlib.blake2b).digest()
            state = FileState(file.size, candidate.modified, found)
            if found == candidate.known:
                yield Known((Finished(file.id, state, same=True),))
                return
            for lines in chunks(file.id, file.path):
                yield LinesTask(lines, self._analyzer)
            yield Known((Finished(file.id, state),))
        except OSError as error:
            yield Known((Refused(file.id, str(error)),))
        except DocumentError as error:
            yield Known((Refused(file.id, error.reason),))
