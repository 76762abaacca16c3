"""Writing through Whoosh: its index, lock, segments, commit and merge; our bulk segments."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import clean_files
from whoosh.writing import SegmentWriter

from ...vocabulary import TermDictionary
from ..base import ORDINAL_BITS, Entry, Places
from ..checksums import UNKNOWN, Checksums
from .codec import ArrayCodec
from .errors import translate_errors
from .index import ArrayIndex
from .segments import Segment
from .toc import JsonToc


class BulkWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh is not typed
    """Whoosh's writer, given whole entries in place of documents of fields."""

    def __init__(self, opened: ArrayIndex, terms: TermDictionary) -> None:
        self._checksums = opened.checksums
        super().__init__(opened, codec=ArrayCodec(terms), compound=False)

    @property
    def is_full(self) -> bool:
        return bool(self.fieldwriter.builder.is_full)

    def add_entry(self, entry: Entry) -> None:
        self.fieldwriter.builder.add(entry)
        self.perdocwriter.add(entry.payload)
        self.docnum += 1
        self._added = True

    def add_reader(self, reader: Any) -> None:
        """A segment that is merged: Whoosh's merge policy calls this."""
        segment = Segment(Path(self.storage.folder), reader.segment(), self._checksums)
        kept = np.arange(segment.size) if segment.live is None else np.flatnonzero(segment.live)
        self.fieldwriter.builder.add_segment(segment, kept)
        for document in kept.tolist():
            self.perdocwriter.add(segment.payload(document))
        self.docnum += len(kept)
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.newsegment.lengths = self.fieldwriter.builder.total_lengths()
        self.fieldwriter.write(self.perdocwriter.ends)

    def _commit_toc(self, segments: Sequence[Any]) -> None:
        JsonToc(self.schema, segments, self.generation).write(self.storage, self.indexname)
        clean_files(self.storage, self.indexname, self.generation, segments)


class WhooshWriter:
    """See `base.Writer`."""

    def __init__(self, folder: Path, *, create: bool, checksums: Checksums = UNKNOWN) -> None:
        self._folder = folder
        self._terms = TermDictionary()
        with translate_errors(folder, writing=True):
            self._index = ArrayIndex.create(folder) if create else ArrayIndex(folder, checksums)
        self._committed = list(self._segments())
        with translate_errors(folder, writing=True):
            self._writer: BulkWriter | None = BulkWriter(self._index, self._terms)

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence["array[int]"]:
        """As numbers of the dictionary."""
        numbers, _ = self._terms.numbers_within([terms])
        every = array("I", numbers.astype(np.uint32)[places].tobytes())
        return [every[start:end] for start, end in pairwise([0, *ends.tolist()])]

    def add(self, entry: Entry) -> None:
        assert self._writer is not None
        if self._writer.is_full:
            # Segments that are full are committed within the folder, which nobody reads yet.
            self._writer.commit(merge=False)
            self._writer = BulkWriter(self._index, self._terms)
        self._writer.add_entry(entry)

    def delete(self, document: int) -> None:
        assert self._writer is not None
        base = 0
        for segment in self._committed:
            for place in np.flatnonzero(segment.keys >> ORDINAL_BITS == document).tolist():
                self._writer.delete_document(base + place)
            base += segment.size

    def commit(self) -> None:
        assert self._writer is not None
        with translate_errors(self._folder, writing=True):
            self._writer.commit()
        self._close()

    def rollback(self) -> None:
        if self._writer is not None:
            with suppress(Exception):  # a writer that has failed can't end well
                self._writer.cancel()
            self._close()

    def _close(self) -> None:
        self._writer = None
        # Whoosh leaves its lock's file behind; a generation's files are content.
        (self._folder / "MAIN_WRITELOCK").unlink(missing_ok=True)

    def _segments(self) -> Iterator[Segment]:
        """What was there before this writer: all that it may delete from."""
        with translate_errors(self._folder):
            for segment in self._index._segments():
                yield Segment(self._folder, segment, self._index.checksums)
