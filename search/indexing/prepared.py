"""A document, read and analysed: what a worker process hands to the one that writes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from msgspec import structs

from ..analysis import Analyzer
from ..analysis.sentences import sentences as sentences_of
from ..analysis.term_lists import TermLists
from ..duplicates.digest import DIGEST_BYTES, as_shown, paragraph_digest, paragraph_digests
from ..duplicates.signature import row_of
from ..engines.base import Entry, paragraph_key
from ..engines.payload import from_payload, to_payload
from ..model import Document, DocumentInfo, Outline, outline_of
from ..query.clauses import KEYWORD_FIELD, LANGUAGE_FIELD
from .attributes import Values, counted_values, keyword_terms, metadata_values
from .fields import Words, lists_of_fields, vectors_of_fields

#: The cluster of a paragraph, whether it is a copy, and when it was first seen.
Mark = tuple[int, bool, int]


@dataclass(frozen=True)  # with slots it would be pickled field by field
class Prepared:
    """A document in columns, which are cheap to send between processes.

    lists: terms of this document, and of those that were prepared together with it
    fields: which of the lists are each field's, by paragraph; a field is left out where it is
        empty in all
    payloads: what is stored of each paragraph
    vectors: what each means, one after the other (`meaning.DIMENSIONS` bytes each)
    title_vector: what the title means; nothing if the document has none of its own
    digests: of the paragraphs, one after the other (`DIGEST_BYTES` each)
    signatures: of the paragraphs, likewise (`signature.ROW` bytes each)
    values: what it is counted by, by column
    digest: of the text: equal for documents that say the same; nothing if there is none
    stamp: of the records that it was built from; nothing if it is a file of its own
    outline: where its headings and pages begin
    """

    info: DocumentInfo
    lists: TermLists
    fields: dict[str, list[int]]
    payloads: list[bytes]
    vectors: bytes = b""
    title_vector: bytes = b""
    digests: bytes = b""
    signatures: bytes = b""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digest: bytes = b""
    stamp: bytes = b""
    outline: Outline = Outline()

    def entries(self, number: int, lists: Sequence[Any], marks: Iterable[Mark]) -> Iterator[Entry]:
        """What the engine is given, the document being `number`.

        lists: `self.lists`, as its writer takes them (`fields.written`)
        marks: of each paragraph (`duplicates.registry.Registry.marks`)
        """
        date = self.info.date
        days = (date.first.toordinal(), date.last.toordinal()) if date else (0, 0)
        names = tuple(self.fields)
        rows = zip(*self.fields.values(), strict=True)
        columns = zip(rows, self.payloads, marks, strict=True)
        for key, (row, payload, mark) in enumerate(columns, start=paragraph_key(number, 1)):
            terms = dict(zip(names, map(lists.__getitem__, row), strict=True))
            cluster, is_copy, added = mark
            yield Entry(key, terms, payload, *days, self.values, cluster, is_copy, added)

    def renamed(self, document_id: str) -> "Prepared":
        """The same under another id."""
        info = structs.replace(self.info, id=document_id)
        stored = (from_payload(payload)[1] for payload in self.payloads)
        payloads = [to_payload(info, structs.replace(one, document=document_id)) for one in stored]
        return replace(self, info=info, payloads=payloads)


def prepare(document: Document, analyzer: Analyzer) -> Prepared:
    """One document alone; see `prepare_together`."""
    return prepare_together([document], analyzer)[0]


def prepare_together(documents: Sequence[Document], analyzer: Analyzer) -> list[Prepared]:
    """To make something of all paragraphs of some documents together costs much less than of
    one document at a time.
    """
    metadata = [metadata_values(document.info) for document in documents]
    others = list(map(_other_fields, documents, metadata))
    lists, fields = lists_of_fields(documents, others, analyzer)
    texts = [[one.text.encode() for one in document.paragraphs] for document in documents]
    digests = iter(paragraph_digests(list(chain.from_iterable(texts))))
    sentences = iter(_sentences(documents))
    words = Words(lists)
    vectors = vectors_of_fields(lists, fields)
    shared = _Shared()
    prepared = []
    for document, own, said, values, meant in zip(
        documents, fields, texts, metadata, vectors, strict=True
    ):
        own_digests = list(islice(digests, len(said)))
        joined_digests = b"".join(own_digests)
        prepared.append(
            Prepared(
                document.info,
                lists,
                {name: column for name, column in own.items() if any(column)},
                _payloads(document, own_digests, sentences),
                *meant,
                joined_digests,
                b"".join(map(row_of, map(words.of, own.get("stem", ())), said)),
                shared(counted_values(document.info, values)),
                text_digest(document.info, joined_digests) if said else b"",
                outline=outline_of(document.paragraphs),
            )
        )
    return prepared


def _payloads(
    document: Document, digests: Iterable[bytes], sentences: Iterator[tuple[int, ...]]
) -> list[bytes]:
    """What is stored of each paragraph, with what is known of it by then."""
    return [
        to_payload(
            document.info,
            structs.replace(paragraph, sentences=next(sentences), digest=as_shown(digest)),
        )
        for paragraph, digest in zip(document.paragraphs, digests, strict=True)
    ]


def _sentences(documents: Sequence[Document]) -> list[tuple[int, ...]]:
    """Where all sentences but the first begin, of each paragraph: snippets begin and end there."""
    texts = [one.text for document in documents for one in document.paragraphs]
    return [tuple(found.starts[1:]) for found in sentences_of(texts)]


def _other_fields(document: Document, metadata: Values) -> dict[str, str]:
    """The fields that aren't text, as terms with spaces between them."""
    info = document.info
    found = {KEYWORD_FIELD: keyword_terms(info, metadata)}
    return found | {LANGUAGE_FIELD: info.language} if info.language else found


class _Shared:
    """Values, one object for all that are equal: it is sent once, and looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Values] = {}

    def __call__(self, values: Values) -> Values:
        return self._known.setdefault(tuple(values.items()), values)


def text_digest(info: DocumentInfo, digests: bytes) -> bytes:
    """BLAKE2b of what a document says: its title, if it has one of its own, and its paragraphs'
    digests, so that it is a copy where each of them is.
    """
    title = "" if info.title_is_lead else info.title
    said = paragraph_digest(title.encode()) + digests
    return hashlib.blake2b(said, digest_size=DIGEST_BYTES).digest()
