"""A codec for Whoosh: plain arrays in place of pickled, compressed blocks of 128 postings.

A segment is two files, one of arrays (`arrays.py`, `builder.py`) and one of payloads, which
are mapped and not assembled into one. The readers here show them to Whoosh as it expects
them, so that its readers, matchers and queries work on them; our own evaluation takes the
arrays as they are (`segments.py`).
"""

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from ...query.bm25 import KEPT_LENGTHS
from ...query.clauses import FIELDS
from ...vocabulary import TermDictionary
from ..arrays import write_arrays
from ..checksums import UNKNOWN, Checksums
from .builder import SegmentBuilder
from .segments import ARRAYS, PAYLOADS, Segment


class ArraySegment(base.Segment):  # type: ignore[misc]  # Whoosh is not typed
    """A segment whose files stay apart, to be mapped.

    segid: what its files are called by; another one for each segment ever made
    documents: those deleted included; lengths: the occurrences in each field
    """

    def __init__(
        self,
        indexname: str,
        segid: str = "",
        documents: int = 0,
        deleted: set[int] | None = None,
        lengths: Mapping[str, int] | None = None,
        checksums: Checksums = UNKNOWN,
    ) -> None:
        super().__init__(indexname)
        self.segid: str = segid or self.segid
        self._documents = documents
        self.deleted = deleted or set()
        self.lengths = dict(lengths or {})
        self._checksums = checksums
        self._arrays: Segment | None = None

    def arrays(self, folder: Path) -> Segment:
        """Its files, mapped once, with what was deleted then."""
        if self._arrays is None:
            self._arrays = Segment(folder, self, self._checksums)
        return self._arrays

    def codec(self) -> "ArrayCodec":
        return ArrayCodec()

    def is_compound(self) -> bool:
        """Whoosh unpickles the directory of a compound file."""
        return False

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        self._documents = doccount

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self.deleted.add if delete else self.deleted.discard)(docnum)


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Writes and reads `ArraySegment`s.

    terms: of what is written
    """

    def __init__(self, terms: TermDictionary | None = None) -> None:
        self._terms = TermDictionary() if terms is None else terms

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> "PayloadWriter":
        return PayloadWriter(segment.create_file(storage, PAYLOADS))

    def field_writer(self, storage: Any, segment: ArraySegment) -> "ArraysWriter":
        return ArraysWriter(storage, segment, self._terms)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> "ArrayDocuments":
        return ArrayDocuments(segment.arrays(Path(storage.folder)), segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> "ArrayTerms":
        return ArrayTerms(segment.arrays(Path(storage.folder)))


class PayloadWriter:
    """The file of payloads: one after the other."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.ends = array("Q", [])
        self.is_closed = False

    def add(self, payload: bytes) -> None:
        self._file.write(payload)
        self.ends.append((self.ends[-1] if self.ends else 0) + len(payload))

    def close(self) -> None:
        self._file.close()
        self.is_closed = True


class ArraysWriter:
    """The file of arrays, written when it is closed."""

    def __init__(self, storage: Any, segment: ArraySegment, terms: TermDictionary) -> None:
        self._storage = storage
        self._segment = segment
        self.builder = SegmentBuilder(terms)
        self.is_closed = False

    def write(self, payload_ends: "array[int]") -> None:
        arrays = self.builder.take_arrays()
        arrays["payload_ends"] = np.frombuffer(payload_ends, np.uint64)
        with self._segment.create_file(self._storage, ARRAYS) as file:
            write_arrays(file, arrays)
        self.close()

    def close(self) -> None:
        self.is_closed = True


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """The documents of a segment, as Whoosh reads them."""

    def __init__(self, arrays: Segment, segment: ArraySegment) -> None:
        self._arrays = arrays
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._arrays.size

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in FIELDS:
            return default
        return KEPT_LENGTHS[int(self._arrays.lengths(fieldname)[docnum])]

    def field_length(self, fieldname: str) -> int:
        return self._segment.lengths.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return KEPT_LENGTHS[int(self._arrays.lengths(fieldname).min(initial=255))]

    def max_field_length(self, fieldname: str) -> int:
        return KEPT_LENGTHS[int(self._arrays.lengths(fieldname).max(initial=0))]

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        return {"payload": self._arrays.payload(docnum)}


class ArrayTermInfo(TermInfo):  # type: ignore[misc]
    """The statistics of a term."""

    def __init__(self, documents: list[int], counts: list[float]) -> None:
        super().__init__(
            weight=sum(counts),
            df=len(documents),
            maxweight=max(counts),
            minid=documents[0],
            maxid=documents[-1],
        )


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """The terms and postings of a segment, as Whoosh reads them."""

    def __init__(self, arrays: Segment) -> None:
        self._arrays = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and self._arrays.lexicon(field).rank(text) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        return FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            yield from ((field, term) for term in self._arrays.lexicon(field))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], ArrayTermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], ArrayTermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> ArrayTermInfo:
        documents, counts = self._arrays.postings(fieldname, text.decode())
        if not len(documents):
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return ArrayTermInfo(documents.tolist(), counts.tolist())

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self._arrays.postings(fieldname, text.decode())[1].sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._arrays.frequency(fieldname, text.decode())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        documents, counts = self._arrays.postings(fieldname, text.decode())
        info = self.term_info(fieldname, text)
        return ListMatcher(
            documents.tolist(),
            counts.tolist(),
            values=self._positions(fieldname, text, format_),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=info,
        )

    def _positions(self, fieldname: str, text: bytes, format_: Any) -> list[bytes] | None:
        """Each document's positions, encoded as the field's format does."""
        if not format_.supports("positions"):
            return None
        by_document: dict[int, list[int]] = {}
        for place in self._arrays.occurrences(fieldname, text.decode()).tolist():
            by_document.setdefault(place >> 32, []).append(place & 0xFFFFFFFF)
        return [format_.encode(positions) for positions in by_document.values()]
