"""Everything that can go wrong, and what it says.

AlineaError
├── SettingsError            a setting has a value that it can't have
├── WordsError               a line of words.txt isn't understood: told, and left out
├── SourceError              there are no documents where they should be
│   └── EmptySourceError     there were some, and now there is nothing: nothing is removed
├── DocumentError            a file can't be read: reported and skipped
├── DocumentNotFoundError    no such document, or no such paragraph in it
├── OriginalError            the file of a document can't be given
├── QueryError               what was typed can't be searched; has a position
│   ├── QuerySyntaxError
│   ├── QueryTooLongError
│   ├── QueryTooCostlyError
│   ├── UnknownFacetError
│   ├── TooManyValuesError
│   └── EmptyQueryError
├── ParameterError           what is asked besides the query has a value that it can't have
├── PageError                there is no such page
│   ├── PageBeyondLastError
│   ├── PageTooDeepError     no number goes so far
│   ├── CursorError          a cursor that this query hasn't given
│   └── CursorOutdatedError  nor has this index
├── BusyError                others are searching: try again a little later
│   ├── ExportBusyError
│   ├── SearchTimeoutError
│   ├── ClusterUnavailableError
│   └── IndexOpeningError
├── RequestRefusedError      nothing is answered to whoever asks so
│   ├── HostError            under a name that isn't this server's
│   ├── BodyTooLargeError    with so much
│   ├── AddressTooLongError  in so many words
│   ├── HeadTooLargeError
│   ├── NoKeyError           without a key that is known
│   └── TooManyRequestsError
├── IndexUnusableError       there is nothing to search; names the command that mends it
│   ├── IndexMissingError
│   ├── IndexIncompatibleError
│   ├── IndexUnreadableError this machine lacks what reading it takes
│   ├── IndexDamagedError
│   └── ClusterRefusedError
├── GenerationNotFoundError  the index has no generation of that name
├── NothingBeforeError       nor any to go back to
├── IndexUnwritableError     the index can't be written there: no right, no room
├── IndexLockedError         another writer is at work
│   └── IndexReplacedError   or was, on another machine
└── ServerError              nothing can be served at that address

Each says what happened, where, and what to do, in the language of the context in which it
is read (`str(error)`).
"""

import re
from functools import partial
from typing import Any, ClassVar

from .wording.messages import mark, number, translate


class AlineaError(Exception):
    """Base of all errors that are ours; `details` fill the message's braces."""

    message: ClassVar[str] = mark("Alinéa failed: {reason}")

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return translate(self.message).format_map(self.in_words)

    @property
    def in_words(self) -> dict[str, object]:
        """The details as they are read, by name."""
        return {
            name: number(value) if isinstance(value, int) else value
            for name, value in self.details.items()
        }


class SettingsError(AlineaError):
    """A setting is unknown or has a value that it can't have."""

    message = mark("Setting {name} ({origin}): {reason}")


class WordsError(AlineaError):
    """A line of the file of words can't be understood; line 0 is the whole file."""

    def __str__(self) -> str:
        if not self.details["line"]:
            return translate("{path}: {reason}").format_map(self.in_words)
        return translate("{path}, line {line}: {reason}").format_map(self.in_words)


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


class QueryError(AlineaError):
    """What was typed can't be searched.

    position: characters before the place that is wrong.
    """

    @property
    def position(self) -> int:
        return int(str(self.details.get("position", 0)))


class QuerySyntaxError(QueryError):
    message = mark("At character {place}: {reason}")

    def __init__(self, *, position: int, reason: str) -> None:
        super().__init__(position=position, place=position + 1, reason=reason)


class QueryTooLongError(QueryError):
    message = mark("The query has {count} {unit}; the limit is {limit}.")


class QueryTooCostlyError(QueryError):
    message = mark(
        "Answering this would take too long. Ask for fewer words, for longer beginnings before “*”,"
        " or leave out “~”."
    )


class UnknownFacetError(QueryError):
    message = mark("There is no facet “{name}”. There are: {names}.")


class TooManyValuesError(QueryError):
    message = mark(
        "“{name}” has more than {limit} values in what was found, too many to be counted."
    )


class EmptyQueryError(QueryError):
    message = mark("There is nothing to search for in it: type a word or a number.")


class ParameterError(AlineaError):
    """What narrows or shapes an answer, by the name that it has in a URL, can't be so."""

    message = mark("Parameter {name}: {reason}")

    def __init__(self, *, name: str, reason: str) -> None:
        super().__init__(name=name, reason=reason)
        self.name = name


class PageError(AlineaError):
    """There is no such page of an answer."""


class PageBeyondLastError(PageError):
    message = mark("There is no page {page}: the last one is page {last}.")

    def __init__(self, *, page: int, last: int) -> None:
        super().__init__(page=page, last=last)
        self.last = last


class PageTooDeepError(PageError):
    message = mark(
        "Page {page} is too far: with {size} hits on a page there are {last} pages at the most."
        " What comes after them is reached from the last one, or exported."
    )


class CursorError(PageError):
    message = mark(
        "The cursor after= is none that this query has given. Begin anew with the first page."
    )


class CursorOutdatedError(PageError):
    message = mark(
        "The index has changed since the cursor after= was given. Begin anew with the first page;"
        " an export gives all hits of one index."
    )


class BusyError(AlineaError):
    """A search that can't be made now, but may be after `retry_after` seconds."""

    message = mark("Many costly searches are under way. Try again in a few seconds.")
    retry_after: ClassVar[int] = 2


class ExportBusyError(BusyError):
    message = mark("Another export is under way. Try again in half a minute.")
    retry_after = 30


class SearchTimeoutError(BusyError):
    message = mark(
        "The search took longer than {limit} seconds and was ended. Ask for less, or try again"
        " in a few seconds."
    )


class ClusterUnavailableError(BusyError):
    """A part of the cluster doesn't answer: no answer is better than one with fewer hits."""

    message = mark(
        "The search cluster ({hosts}) can't answer now: {reason}. Try again in a few seconds."
    )
    for_strangers = mark("The search can't answer now. Try again in a few seconds.")
    retry_after = 5


class IndexOpeningError(BusyError):
    message = mark("The index is being opened. Try again in a few seconds.")
    retry_after = 2


class RequestRefusedError(AlineaError):
    """A request that isn't answered, whatever it asks for."""


class HostError(RequestRefusedError):
    message = mark(
        "Nothing is served here under the name “{host}”. If it is meant to be, the setting hosts "
        "has to name it."
    )


class BodyTooLargeError(RequestRefusedError):
    message = mark("A request brings {limit} kB at the most. Nothing here is sent: it is asked.")


class AddressTooLongError(RequestRefusedError):
    message = mark("An address is of {limit} kB at the most.")


class HeadTooLargeError(RequestRefusedError):
    message = mark("The headers of a request, cookies among them, are {limit} kB at the most.")


class NoKeyError(RequestRefusedError):
    message = mark(
        "A key is needed here: Authorization: Bearer KEY, or X-API-Key: KEY. Whoever runs this "
        "server gives them out."
    )


class TooManyRequestsError(RequestRefusedError):
    """limit: requests a minute; retry_after: seconds"""

    message = mark("More than {limit} requests within a minute. Try again in {retry_after} s.")

    @property
    def retry_after(self) -> int:
        return int(str(self.details["retry_after"]))


class IndexUnusableError(AlineaError):
    """There is no index that can be searched; `command`, if there is one, mends it.

    for_strangers: what everybody may know of it, who is told no path
    """

    for_strangers: ClassVar[str] = mark("The index can't be used.")


class IndexMissingError(IndexUnusableError):
    message = mark("There is no index in {path}. To build it: {command}")
    for_strangers = mark("There is no index yet.")


class IndexIncompatibleError(IndexUnusableError):
    message = mark("The index in {path} can't be used: {reason}. To rebuild it: {command}")
    for_strangers = mark("The index was made by another version.")


class IndexDamagedError(IndexUnusableError):
    message = mark("The index in {path} is damaged: {reason}. To rebuild it: {command}")
    for_strangers = mark("The index is damaged.")


class IndexUnreadableError(IndexUnusableError):
    message = mark(
        "The index in {path} can't be read here: there is no folder for temporary files. TMPDIR "
        "says where one is."
    )


class GenerationNotFoundError(AlineaError):
    message = mark("There is no generation {name} in {path}. There are: {names}.")


class NothingBeforeError(AlineaError):
    message = mark("There is no generation in {path} to go back to.")


class ClusterRefusedError(IndexUnusableError):
    message = mark(
        "The search cluster ({hosts}) refuses what it is asked: {reason}. See the settings that"
        " begin with opensearch_."
    )
    for_strangers = mark("The search is refused an answer by its own cluster.")


class IndexUnwritableError(AlineaError):
    message = mark("The index in {path} can't be written: {reason}")


class IndexLockedError(AlineaError):
    message = mark("The index in {path} is being written by {holder}. Wait until it has finished.")


class IndexReplacedError(IndexLockedError):
    message = mark(
        "Another machine has replaced the index at {path} meanwhile. Nothing was changed there; run"
        " the command again."
    )


class ServerError(AlineaError):
    message = mark("Alinéa can't be served at {host}, port {port}: {reason}")
