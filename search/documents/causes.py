"""Why a file can't be read: what a `DocumentError` says of it, marked for translation.

All files that one cause keeps from being read are counted together in the report.
"""

from ..errors import DocumentError
from ..regular_files import NO_FILE, NoFileError
from ..wording.messages import mark

BINARY = mark("it is not a text but a binary file.")
CHANGING = mark("it changed while it was read; the next update reads it again.")
COMPRESSED = mark("it is a compressed file; only records are read from such.")
DAMAGED = mark("it is damaged ({reason}).")
DENIED = mark("it may not be read (permission denied).")
EMPTY = mark("it is empty.")
ENCRYPTED = mark("it is encrypted.")
LEADS_NOWHERE = mark("it is a link that leads nowhere.")
LEADS_OUT = mark("it is a link that leads out of the folder.")
NEEDS_FORMATS = mark("it needs alinea[formats]. To install it: {command}")
LONG_RECORD = mark("it has more than {limit} MB, which no record may have.")
LONG_MESSAGE = mark("message {number} has more than {limit} MB, which no message may have.")
NEVER_CLOSED = mark("a quotation mark opens here that is never closed.")
NO_COLUMN = mark(
    "no column has the text (looked for: {declared}; there are: {names}). "
    "The setting {setting} names it."
)
NO_RECORD = mark("it is not a JSON object ({reason}).")
NO_ROW = mark("it is not a row of a table ({reason}).")
NO_TEXT = mark("it has no text.")
OF_OTHER_FILES = mark("it is an archive of other files.")
OLD_OFFICE = mark(
    "it is an Office file of the old kind (.doc, .xls, .ppt). Saved as .docx it is read."
)
OTHER_OFFICE = mark("it is a spreadsheet, a presentation or a drawing.")
PICTURE = mark("it is a picture.")
PICTURES = mark("it has no text, only pictures of pages.")
PROGRAM = mark("it is a program.")
SOUND = mark("it is sound or video.")
TOO_LARGE = mark("unpacked, it has more than {limit} MB.")
HOLLOW = mark("it has {size} MB, hardly any of which are on the disk.")
TOO_MANY_RECORDS = mark("it has more than {limit} records; those behind them aren't read.")
TOO_MANY_PARTS = mark("it has more than {limit} parts.")
UNKNOWN_XML = mark("it is XML of a kind that isn't read.")
UNREADABLE = mark("it can't be read ({reason}).")
WRONG_CELLS = mark("it has {count} cells where {columns} are expected.")

#: What may be otherwise the next time, the file being the same.
_PASSING = frozenset((CHANGING, DENIED, NEEDS_FORMATS, UNREADABLE))


def is_passing(error: DocumentError) -> bool:
    """Whether the file should be tried again even if it hasn't changed."""
    return error.cause in _PASSING


def unreadable(path: str, error: OSError) -> DocumentError:
    """What to say of a file that the system doesn't give."""
    cause = UNREADABLE
    if isinstance(error, PermissionError):
        cause = DENIED
    elif isinstance(error, NoFileError):
        cause = NO_FILE
    return DocumentError(path=path, cause=cause, reason=error.strerror or error)
