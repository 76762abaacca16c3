"""Everything that can go wrong, and what it says.

AlineaError
├── SettingsError            a setting has a value that it can't have
│   └── SettingsFileError    or none can be read
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
│   ├── IndexOpeningError
│   └── SystemLimitError     what is needed of the system
├── RequestRefusedError      nothing is answered to whoever asks so
│   ├── HostError            under a name that isn't this server's
│   ├── BodyTooLargeError    with so much
│   ├── AddressTooLongError  in so many words
│   ├── TooManyParametersError
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
├── ServerError              nothing can be served at that address
└── OutputError              what a command prints can't be written

base.py what all share; configuration.py, documents.py, indexes.py, queries.py, requests.py.

Each says what happened, where, and what to do, in the language of the context in which it
is read (`str(error)`).
"""

from .base import AlineaError, OutputError
from .configuration import (
    ServerError,
    SettingsError,
    SettingsFileError,
    WordsError,
)
from .documents import (
    DocumentError,
    DocumentNotFoundError,
    EmptySourceError,
    OriginalError,
    SourceError,
)
from .indexes import (
    ClusterRefusedError,
    GenerationNotFoundError,
    IndexDamagedError,
    IndexIncompatibleError,
    IndexLockedError,
    IndexMissingError,
    IndexReplacedError,
    IndexUnreadableError,
    IndexUnusableError,
    IndexUnwritableError,
    NothingBeforeError,
)
from .queries import (
    CursorError,
    CursorOutdatedError,
    EmptyQueryError,
    PageBeyondLastError,
    PageError,
    PageTooDeepError,
    ParameterError,
    QueryError,
    QuerySyntaxError,
    QueryTooCostlyError,
    QueryTooLongError,
    TooManyValuesError,
    UnknownFacetError,
)
from .requests import (
    AddressTooLongError,
    BodyTooLargeError,
    BusyError,
    ClusterUnavailableError,
    ExportBusyError,
    HeadTooLargeError,
    HostError,
    IndexOpeningError,
    NoKeyError,
    RequestRefusedError,
    SearchTimeoutError,
    SystemLimitError,
    TooManyParametersError,
    TooManyRequestsError,
)

__all__ = [
    "AddressTooLongError",
    "AlineaError",
    "BodyTooLargeError",
    "BusyError",
    "ClusterRefusedError",
    "ClusterUnavailableError",
    "CursorError",
    "CursorOutdatedError",
    "DocumentError",
    "DocumentNotFoundError",
    "EmptyQueryError",
    "EmptySourceError",
    "ExportBusyError",
    "GenerationNotFoundError",
    "HeadTooLargeError",
    "HostError",
    "IndexDamagedError",
    "IndexIncompatibleError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexOpeningError",
    "IndexReplacedError",
    "IndexUnreadableError",
    "IndexUnusableError",
    "IndexUnwritableError",
    "NoKeyError",
    "NothingBeforeError",
    "OriginalError",
    "OutputError",
    "PageBeyondLastError",
    "PageError",
    "PageTooDeepError",
    "ParameterError",
    "QueryError",
    "QuerySyntaxError",
    "QueryTooCostlyError",
    "QueryTooLongError",
    "RequestRefusedError",
    "SearchTimeoutError",
    "ServerError",
    "SettingsError",
    "SettingsFileError",
    "SourceError",
    "SystemLimitError",
    "TooManyParametersError",
    "TooManyRequestsError",
    "TooManyValuesError",
    "UnknownFacetError",
    "WordsError",
]
