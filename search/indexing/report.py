"""What a build says while it runs and when it has ended."""

from dataclasses import dataclass, field
from typing import Protocol

from ..errors import DocumentError


@dataclass(slots=True)
class Report:
    """The outcome of a rebuild or an update.

    documents, paragraphs: in the index now
    added, changed, removed, unchanged: files, since the generation before
    paragraphs_read: paragraphs analysed by this build; seconds: that it took
    skipped: the files that couldn't be read
    generation: the new one, or the old one if nothing had changed
    rebuilt_because: why an update had to begin anew
    """

    documents: int = 0
    paragraphs: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    paragraphs_read: int = 0
    seconds: float = 0.0
    skipped: list[DocumentError] = field(default_factory=list)
    generation: str = ""
    rebuilt_because: str = ""

    @property
    def rate(self) -> float:
        """Paragraphs read per second."""
        return self.paragraphs_read / self.seconds if self.seconds else 0.0


class Progress(Protocol):
    """Is told how far a build is."""

    def __call__(self, done: int, total: int, paragraphs: int, current: str) -> None:
        """done of total files; paragraphs read so far; the file that is next."""


def silent(done: int, total: int, paragraphs: int, current: str) -> None:
    """A `Progress` that says nothing."""
