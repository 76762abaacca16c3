"""What tests read of files of records."""

from collections.abc import Iterable

from search.documents import Chunk
from search.errors import DocumentError
from search.model import Document


def documents(chunks: Iterable[Chunk]) -> list[Document | DocumentError]:
    """The documents of some chunks, built, and what is none."""
    found = [one for chunk in chunks for one in chunk.documents()]
    return [one if isinstance(one, DocumentError) else one.build() for one in found]
