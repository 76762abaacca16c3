"""What a build says while it runs and when it has ended."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from ..errors import DocumentError
from .prepared import Prepared


@dataclass(slots=True)
class Report:
    """The outcome of a rebuild or an update.

    documents, paragraphs, copies: in the index now; copies are documents left out since
        another one has their text
    added, changed, removed, unchanged: files, since the generation before
    paragraphs_read: paragraphs analysed by this build; seconds: that it took
    formats, languages: the documents read by this build, by format and by language
    guessed: the files whose encoding was guessed, by encoding
    skipped: the files, or records of them, that can't be read
    generation: the new one, or the old one if nothing had changed
    rebuilt_because: why an update had to begin anew
    """

    documents: int = 0
    paragraphs: int = 0
    copies: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    paragraphs_read: int = 0
    seconds: float = 0.0
    formats: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    guessed: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[DocumentError] = field(default_factory=list)
    generation: str = ""
    rebuilt_because: str = ""

    @property
    def rate(self) -> float:
        """Paragraphs read per second."""
        return self.paragraphs_read / self.seconds if self.seconds else 0.0

    @property
    def reasons(self) -> Counter[str]:
        """How much was skipped, by cause (marked for translation)."""
        return Counter(error.cause for error in self.skipped)

    def count(self, document: Prepared, file: str) -> None:
        """Count a document that was read in a file."""
        self.paragraphs_read += len(document.payloads)
        self.formats[document.info.format] += 1
        if document.info.language:
            self.languages[document.info.language] += 1
        if encoding := document.info.metadata.get("encoding"):
            files = self.guessed.setdefault(encoding, [])
            if file not in files[-1:]:
                files.append(file)


class SkippedJson(msgspec.Struct):
    """path: of a file; line: in it, or null; reason: in the language of the context"""

    path: str
    line: int | None
    reason: str


class SkippedList(msgspec.Struct):
    """All that was skipped."""

    skipped: list[SkippedJson]


class ReportJson(msgspec.Struct):
    """A report for programs; see `Report`."""

    generation: str
    documents: int
    paragraphs: int
    copies: int
    added: int
    changed: int
    removed: int
    unchanged: int
    paragraphs_read: int
    seconds: float
    formats: dict[str, int]
    languages: dict[str, int]
    guessed_encodings: dict[str, list[str]]
    skipped: list[SkippedJson]


def report_json(report: Report) -> ReportJson:
    return ReportJson(
        report.generation,
        report.documents,
        report.paragraphs,
        report.copies,
        report.added,
        report.changed,
        report.removed,
        report.unchanged,
        report.paragraphs_read,
        round(report.seconds, 3),
        dict(report.formats),
        dict(report.languages),
        report.guessed,
        skipped_json(report.skipped),
    )


def skipped_json(errors: list[DocumentError]) -> list[SkippedJson]:
    return [SkippedJson(error.path, error.line or None, error.reason) for error in errors]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is.

    files of all_files are done, bytes of all_bytes have been read
    paragraphs: read so far; current: what was read last
    """

    files: int
    all_files: int
    bytes: int
    all_bytes: int
    paragraphs: int
    current: str


class Progress(Protocol):
    """Is told how far a build is."""

    def __call__(self, step: Step) -> None: ...


def silent(step: Step) -> None:
    """A `Progress` that says nothing."""
