"""Files → documents of paragraphs.

folder.py       the files below a folder
plain_text.py   the reader of each format gives an outline…
records.py      …and one of records many of them, a chunk of lines at a time
structure.py    …from which the document is built: title, headings, paragraphs
"""

from ..model import Document
from .folder import SourceFile, read_bytes, walk
from .plain_text import read_plain_text
from .records import Lines, chunks, is_records
from .structure import build_document

__all__ = ["Lines", "SourceFile", "chunks", "is_records", "read_bytes", "read_document", "walk"]


def read_document(file_id: str, content: bytes) -> Document:
    """The document in a file. Raises DocumentError if it can't be read."""
    return build_document(file_id, read_plain_text(file_id, content))
