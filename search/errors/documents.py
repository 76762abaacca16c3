"""What is wrong with documents and where they are."""

import re
from functools import partial
from typing import Any

from ..wording.messages import mark, number, translate
from .base import AlineaError


class SourceError(AlineaError):
    """What is to be indexed isn't there, or may not be read."""

    message = mark("There is no folder of documents at {path}, or it may not be read.")


class EmptySourceError(SourceError):
    """A root is empty of which the index holds documents: a disk that isn't mounted?"""

    message = mark(
        "There is nothing in {path}, but the index holds documents of it ({count}). Is a disk not "
        "mounted? If they are gone on purpose, add --allow-empty."
    )


class DocumentError(AlineaError):
    """A file can't be read; the build reports it and goes on."""

    def __init__(self, *, path: str, cause: str, line: int = 0, **details: Any) -> None:
        """path: the id of the file; line: in it, from 1, or 0 for the whole file

        cause: why, marked for translation, with `details` in its braces
        """
        super().__init__(**details)
        self.path = path
        self.cause = cause
        self.line = line

    @property
    def reason(self) -> str:
        """Why, in the language of the context."""
        return translate(self.cause).format_map(self.in_words)

    @property
    def kind(self) -> str:
        """The reason without its details, the same for all that have it."""
        bare = re.sub(r"\s*\([^()]*\{\w+\}[^()]*\)", "", translate(self.cause))
        return re.sub(r"\{\w+\}", "…", bare)

    def at(self, path: str) -> "DocumentError":
        """The same of another path: of the file that a document is in."""
        return DocumentError(path=path, cause=self.cause, line=self.line, **self.details)

    def __str__(self) -> str:
        if not self.line:
            return translate("{path}: {reason}").format(path=self.path, reason=self.reason)
        said = translate("{path}, line {line}: {reason}")
        return said.format(path=self.path, line=number(self.line), reason=self.reason)

    def __reduce__(self) -> tuple[Any, ...]:
        # An error of a library, given as a reason, may be what no process can send to another.
        details: dict[str, Any] = {
            name: value if isinstance(value, int) else str(value)
            for name, value in self.details.items()
        }
        known = {"path": self.path, "cause": self.cause, "line": self.line, **details}
        return partial(DocumentError, **known), ()


class DocumentNotFoundError(AlineaError):
    """No document, or no paragraph, has this address."""

    message = mark("There is nothing at {address} in the index.")


class OriginalError(AlineaError):
    """The file that a document was read from can't be given."""

    message = mark("The file of {document} can't be given: {reason}")
