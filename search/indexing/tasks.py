"""What there is to read, in parts that can be sent to another process, and what comes of it."""

import hashlib
from dataclasses import dataclass, replace

from ..analysis import Analyzer
from ..documents import Lines, SourceFile, read_bytes, read_document
from ..errors import DocumentError
from ..messages import translate
from .catalog import FileState
from .prepared import Prepared, prepare


@dataclass(frozen=True, slots=True)
class Read:
    """Documents of a file, ready to be written."""

    file: str
    documents: list[Prepared]


@dataclass(frozen=True, slots=True)
class Finished:
    """All of a file has been read; `same` if it holds what it held."""

    file: str
    state: FileState
    same: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of it, can't be read."""

    file: str
    reason: str


Outcome = Read | Finished | Refused


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may have to be read.

    known: the hash of its content in the generation before, if it was there
    modified: what to keep as the time of its last change (nanoseconds; 0 proves nothing)
    """

    file: SourceFile
    known: bytes | None
    modified: int

    def outcomes(self, analyzer: Analyzer) -> list[Outcome]:
        file = self.file
        try:
            content = read_bytes(file)
            state = FileState(file.size, self.modified, hashlib.blake2b(content).digest())
            if state.hash == self.known:
                return [Finished(file.id, state, same=True)]
            document = prepare(read_document(file.id, content), analyzer)
        except DocumentError as error:
            return [Refused(file.id, error.reason)]
        return [Read(file.id, [document]), Finished(file.id, state)]


@dataclass(frozen=True, slots=True)
class FilesTask:
    """Some files, one after the other."""

    files: tuple[Candidate, ...]
    analyzer: Analyzer

    @property
    def size(self) -> int:
        return sum(candidate.file.size for candidate in self.files)

    def run(self) -> list[Outcome]:
        return [
            outcome for candidate in self.files for outcome in candidate.outcomes(self.analyzer)
        ]

    def split(self) -> "list[FilesTask]":
        if len(self.files) == 1:
            return []
        return [replace(self, files=(candidate,)) for candidate in self.files]

    def refused(self, reason: str) -> list[Outcome]:
        return [Refused(candidate.file.id, reason) for candidate in self.files]


@dataclass(frozen=True, slots=True)
class LinesTask:
    """Some lines of a file of records."""

    lines: Lines
    analyzer: Analyzer

    @property
    def size(self) -> int:
        return sum(map(len, self.lines.lines))

    def run(self) -> list[Outcome]:
        documents, refused = [], []
        for found in self.lines.documents():
            if isinstance(found, DocumentError):
                refused.append(Refused(self.lines.file, found.reason))
                continue
            documents.append(prepare(found, self.analyzer))
        return [Read(self.lines.file, documents), *refused]

    def split(self) -> "list[LinesTask]":
        return [LinesTask(part, self.analyzer) for part in self.lines.halves()]

    def refused(self, reason: str) -> list[Outcome]:
        line = translate("line {number}: {reason}").format(number=self.lines.first, reason=reason)
        return [Refused(self.lines.file, line)]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known without reading."""

    outcomes: tuple[Outcome, ...]
    size: int = 0

    def run(self) -> list[Outcome]:
        return list(self.outcomes)

    def split(self) -> "list[Known]":
        return []

    def refused(self, reason: str) -> list[Outcome]:  # noqa: ARG002
        return self.run()
