"""Writing through Whoosh's own segment writer."""

from pathlib import Path
from typing import Any

from whoosh import index

from ...bm25 import length_byte
from ..base import Entry, document_of
from .errors import translate_errors
from .schema import length_column, new_schema

#: Memory that Whoosh gathers postings in before it sorts them to disk, in megabytes.
_LIMIT_MB = 256


class WhooshWriter:
    """See `base.Writer`."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        with translate_errors(folder):
            opened = index.create_in(folder, new_schema()) if create else index.open_dir(folder)
            self._writer = opened.writer(limitmb=_LIMIT_MB)
        self._folder = folder
        self._open = True

    def add(self, entry: Entry) -> None:
        fields: dict[str, Any] = {
            "document": str(document_of(entry.key)),
            "key": entry.key,
            "first_day": entry.first_day,
            "last_day": entry.last_day,
            "payload": entry.payload,
        }
        for name, text in entry.terms.items():
            if text:
                fields[name] = text
                fields[length_column(name)] = length_byte(text.count(" ") + 1)
        self._writer.add_document(**fields)

    def delete(self, document: int) -> None:
        with translate_errors(self._folder):
            self._writer.delete_by_term("document", str(document))

    def commit(self) -> None:
        with translate_errors(self._folder):
            self._writer.commit()
        # Whoosh leaves its lock's file behind; a generation's files are content.
        (self._folder / "MAIN_WRITELOCK").unlink(missing_ok=True)
        self._open = False

    def rollback(self) -> None:
        if self._open:
            self._writer.cancel()
            self._open = False
