"""What there is to read, in parts that can be sent to another process, and what comes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..analysis import Analyzer
from ..documents import (
    Chunk,
    SourceFile,
    Unbuilt,
    is_harmless,
    is_passing,
    is_risky,
    read_document,
    read_file,
)
from ..errors import DocumentError
from ..model import Document
from .catalog import FileState
from .prepared import Prepared, prepare_together
from .workers import Limits, Refusal, RiskyError
from .workers.limits import TOO_MUCH

#: A file changed so shortly before it was read may change again within the same tick of
#: its file system's clock, so its time is not kept and proves nothing (nanoseconds).
_RACY = 2_000_000_000
#: Bytes of a file that is read in the process of whoever asks, however it has grown.
_MOST_HERE = 2 << 20


@dataclass(frozen=True, slots=True)
class Read:
    """Documents of a file, ready to be written.

    chunk: which part of a file of records they are, from 0; digest: of its content, or
        nothing if it has to be read again at the next update
    position: bytes of the file that have been read with it
    """

    file: str
    documents: "list[Prepared | Kept]"
    chunk: int = 0
    digest: bytes = b""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of a file of records that is as it was; only its place may be another."""

    id: str


@dataclass(frozen=True, slots=True)
class _Built:
    """A document of a file of records, with the stamp of these."""

    document: Document
    stamp: bytes


@dataclass(frozen=True, slots=True)
class Rearranged:
    """A file of records has changed: where its chunks are now.

    gone: the places of chunks that it has no more
    moved: the new places of chunks that are elsewhere now
    """

    file: str
    gone: frozenset[int]
    moved: dict[int, int]


@dataclass(frozen=True, slots=True)
class Finished:
    """All of a file has been read; `same` if it holds what it held."""

    file: str
    state: FileState
    same: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of it, can't be read.

    state: of the file, if reading it again would come to the same
    part: whether the rest of the file is read nevertheless
    passing: whether the next update has to try it again, though the file is the same
    """

    error: DocumentError
    state: FileState | None = None
    part: bool = False
    passing: bool = False

    @property
    def file(self) -> str:
        return self.error.path


Outcome = Read | Rearranged | Finished | Refused


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may have to be read.

    known: the hash of its content in the generation before, if it was there
    started: when the build began (nanoseconds since 1970)
    """

    file: SourceFile
    known: bytes | None
    started: int

    def state(self, digest: bytes = b"", file: SourceFile | None = None) -> FileState:
        """What to remember of the file, as it was when it was read."""
        file = file or self.file
        proves = self.started - file.modified > _RACY
        return FileState(file.size, file.modified if proves else 0, digest, file.is_link)

    def read(self, limits: Limits, *, here: bool = False) -> "tuple[Document | None, Outcome]":
        """The document, if there is one to be written, and what comes of the file.

        here: whether only what is harmless may be read; else RiskyError is raised
        """
        file, state = self.file, None
        try:
            content, read = read_file(file, _MOST_HERE if here else None)
            if here and not is_harmless(file.id, content):
                raise RiskyError
            digest = hashlib.blake2b(content).digest()
            state = self.state(digest, read)
            if digest == self.known:
                return None, Finished(file.id, state, same=True)
            document = read_document(file.id, content)
            if sum(len(one.text) for one in document.paragraphs) > limits.text:
                raise DocumentError(path=file.id, cause=TOO_MUCH, limit=limits.text_mb)
        except DocumentError as error:
            return None, Refused(error, None if is_passing(error) else state)
        return document, Finished(file.id, state)


@dataclass(frozen=True, slots=True)
class FilesTask:
    """Some files, one after the other."""

    files: tuple[Candidate, ...]
    analyzer: Analyzer
    limits: Limits = Limits()

    @property
    def size(self) -> int:
        return sum(candidate.file.size for candidate in self.files)

    @property
    def risky(self) -> bool:
        return any(is_risky(candidate.file.id) for candidate in self.files)

    def run(self, *, here: bool = False) -> list[Outcome]:
        """All are read, then analysed together."""
        read = [candidate.read(self.limits, here=here) for candidate in self.files]
        documents = [document for document, _ in read if document is not None]
        prepared = iter(prepare_together(documents, self.analyzer))
        outcomes: list[Outcome] = []
        for candidate, (document, outcome) in zip(self.files, read, strict=True):
            if document is not None:
                file = candidate.file
                outcomes.append(Read(file.id, [next(prepared)], position=file.size))
            outcomes.append(outcome)
        return outcomes

    def split(self) -> "list[FilesTask]":
        if len(self.files) == 1:
            return []
        return [replace(self, files=(candidate,)) for candidate in self.files]

    def refused(self, why: Refusal) -> list[Outcome]:
        return [
            Refused(
                DocumentError(path=one.file.id, cause=why.cause, **why.details),
                None if why.passing else one.state(),
            )
            for one in self.files
        ]


@dataclass(frozen=True, slots=True)
class ChunksTask:
    """Some chunks of a file of records, each with its place in the file.

    known: the stamps of documents that were there, by their ids
    """

    chunks: tuple[tuple[int, Chunk], ...]
    analyzer: Analyzer
    known: Mapping[str, bytes] = field(default_factory=dict)
    risky: bool = False

    @property
    def size(self) -> int:
        return sum(chunk.size for _, chunk in self.chunks)

    def run(self, *, here: bool = False) -> list[Outcome]:
        """All documents are built, then analysed together."""
        if here and any(chunk.risky for _, chunk in self.chunks):
            raise RiskyError
        read = [[self._read(found) for found in chunk.documents()] for _, chunk in self.chunks]
        built = [one for found in read for one in found if isinstance(one, _Built)]
        prepared = iter(prepare_together([one.document for one in built], self.analyzer))
        outcomes: list[Outcome] = []
        for (place, chunk), found in zip(self.chunks, read, strict=True):
            documents: list[Prepared | Kept] = []
            refused: list[Outcome] = []
            for one in found:
                match one:
                    case _Built():
                        documents.append(replace(next(prepared), stamp=one.stamp))
                    case Kept():
                        documents.append(one)
                    case DocumentError():
                        refused.append(Refused(one, part=True))
            digest = b"" if refused else chunk.digest
            outcomes.append(Read(chunk.file, documents, place, digest, chunk.position))
            outcomes += refused
        return outcomes

    def _read(self, found: Unbuilt | DocumentError) -> "_Built | Kept | DocumentError":
        if isinstance(found, DocumentError):
            return found
        if self.known.get(found.id) == found.stamp:
            return Kept(found.id)
        try:
            return _Built(found.build(), found.stamp)
        except DocumentError as error:
            return error

    def split(self) -> "list[ChunksTask]":
        if len(self.chunks) > 1:
            return [replace(self, chunks=(one,)) for one in self.chunks]
        ((place, chunk),) = self.chunks
        halves = [replace(half, digest=b"") for half in chunk.halves()]
        return [replace(self, chunks=((place, half),)) for half in halves]

    def refused(self, why: Refusal) -> list[Outcome]:
        return [
            Refused(
                DocumentError(path=one.file, cause=why.cause, line=one.first, **why.details),
                part=True,
                passing=why.passing,
            )
            for _, one in self.chunks
        ]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known without reading."""

    outcomes: tuple[Outcome, ...]
    size: int = 0
    risky: bool = False

    def run(self, *, here: bool = False) -> list[Outcome]:  # noqa: ARG002
        return list(self.outcomes)

    def split(self) -> "list[Known]":
        return []

    def refused(self, why: Refusal) -> list[Outcome]:  # noqa: ARG002
        return self.run()
