"""Entries → tantivy's segments."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import tantivy

from ..base import Entry, Places, document_of, ordinal_of
from ..checksums import UNKNOWN, Checksums
from ..payload_file import PayloadWriter
from .errors import refused, translate_write_errors
from .schema import LAST_DAY, VALUES
from .values import MARK

#: Bytes that the writer gathers in memory before it writes a segment, and its threads: the
#: analysis needs the other cores, and one thread writes one segment.
_HEAP = 400_000_000
_THREADS = 1


class TantivyWriter:
    """See `base.Writer`."""

    def __init__(self, index: tantivy.Index, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        self._folder = folder
        self._schema = index.schema
        self._writer: tantivy.IndexWriter | None = index.writer(_HEAP, _THREADS)
        self._payloads = PayloadWriter(folder, checksums)
        self._latest: tuple[Mapping[str, Sequence[str]], str] = ({}, "")

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence[str]:
        """As texts, which tantivy splits again, at spaces."""
        # A third less than one by one.
        every = np.array(terms.split(), object).take(places).tolist()
        return [" ".join(every[start:end]) for start, end in pairwise([0, *ends.tolist()])]

    def add(self, entry: Entry) -> None:
        assert self._writer is not None
        document = tantivy.Document()
        for name, text in entry.terms.items():
            if text:
                document.add_text(name, text)
        if entry.values:
            document.add_json(VALUES, self._values(entry.values))
        document.add_unsigned("key", entry.key)
        document.add_unsigned("document", document_of(entry.key))
        if ordinal_of(entry.key) == 1:
            document.add_unsigned("lead", 1)
        document.add_unsigned("first_day", entry.first_day)
        document.add_unsigned("last_day", entry.last_day)
        document.add_unsigned("age", LAST_DAY - entry.first_day if entry.first_day else 0)
        document.add_unsigned("added", entry.added)
        document.add_unsigned("cluster", entry.cluster)
        if entry.is_copy:
            document.add_unsigned("copy", 1)
        self._payloads.add(entry.key, entry.payload)
        try:
            self._writer.add_document(document)
        except ValueError as error:  # the thread that writes has ended
            raise refused(str(error), self._folder) or error from error

    def _values(self, values: Mapping[str, Sequence[str]]) -> str:
        """As JSON; all paragraphs of a document have the same."""
        if values is not self._latest[0]:
            marked = {key: [MARK + one for one in found] for key, found in values.items()}
            self._latest = (values, msgspec.json.encode(marked).decode())
        return self._latest[1]

    def delete(self, document: int) -> None:
        assert self._writer is not None
        # By query: deleting by a term of a numeric field does nothing (tantivy-py 0.27).
        self._writer.delete_documents_by_query(
            tantivy.Query.term_query(self._schema, "document", document, "basic")
        )
        self._payloads.delete(document)

    def commit(self) -> None:
        assert self._writer is not None
        with translate_write_errors(self._folder):
            self._writer.commit()
            self._writer.wait_merging_threads()
        self._payloads.commit()
        self._close()

    def rollback(self) -> None:
        if self._writer is not None:
            with suppress(ValueError):  # a writer that has failed can't end well
                self._writer.rollback()
            self._payloads.rollback()
            self._close()

    def _close(self) -> None:
        self._writer = None
        for lock in (".tantivy-writer.lock", ".tantivy-meta.lock"):
            (self._folder / lock).unlink(missing_ok=True)
