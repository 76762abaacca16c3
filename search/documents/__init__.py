"""Files → documents of paragraphs.

sources.py      where the documents are: folders, patterns of what is wanted…
folder.py       …the files below each
formats.py      which format a file has, and who reads it…
text/           …plain text and mail
markup/         …HTML, EPUB, Markdown
office/         …DOCX, ODT, RTF
pdf/            …PDF: each reader gives an outline…
structure.py    …from which the document is built
bulk/           files of many documents: JSON Lines, CSV, mailboxes
originals.py    the files themselves, as they lie there
causes.py       why a file can't be read
"""

from ..model import Document
from .bulk import Chunk, Columns, Unbuilt, change_hash, check_holes, chunks, is_bulk
from .causes import is_passing, unreadable
from .folder import Folder, Found, SourceFile, read_file
from .formats import format_of, is_harmless, is_risky, reader
from .originals import Original, Originals
from .patterns import Patterns
from .sources import Sources, places
from .structure import build_document

__all__ = [
    "Chunk",
    "Columns",
    "Folder",
    "Found",
    "Original",
    "Originals",
    "Patterns",
    "SourceFile",
    "Sources",
    "Unbuilt",
    "change_hash",
    "check_holes",
    "chunks",
    "is_bulk",
    "is_harmless",
    "is_passing",
    "is_risky",
    "places",
    "read_document",
    "read_file",
    "unreadable",
]


def read_document(file_id: str, content: bytes) -> Document:
    """The document in a file. Raises DocumentError if it can't be read."""
    found = format_of(file_id, content)
    return build_document(file_id, found.name, reader(found, file_id)(file_id, content))
