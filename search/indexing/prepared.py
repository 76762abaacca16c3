"""A document, read and analysed: what a worker process hands to the one that writes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile

from ..analysis import Analyzer, Terms
from ..duplicates.digest import DIGEST_BYTES, paragraph_digest
from ..duplicates.signature import row_of
from ..engines.base import Entry, paragraph_key
from ..engines.payload import from_payload, to_payload
from ..meaning import FRENCH_VECTORS
from ..model import Document, DocumentInfo, Paragraph
from ..query.clauses import KEYWORD_FIELD, LANGUAGE_FIELD
from .attributes import Values, counted_values, keyword_terms, metadata_values

#: The cluster of a paragraph, and whether it is a copy.
Mark = tuple[int, bool]

#: The fields that say what a paragraph means.
_MEANT = ("lead_stem", "heading_stem", "stem")


@dataclass(frozen=True)  # with slots it would be pickled field by field
class Prepared:
    """A document in columns, which are cheap to send between processes.

    terms: the text of each field, by paragraph; a field is left out where it is empty in all
    payloads: what is stored of each paragraph
    vectors: what each means, one after the other (`meaning.DIMENSIONS` bytes each)
    title_vector: what the title means; nothing if the document has none of its own
    digests: of the paragraphs, one after the other (`DIGEST_BYTES` each)
    signatures: of the paragraphs, likewise (`signature.ROW` bytes each)
    values: what it is counted by, by column
    digest: of the text: equal for documents that say the same; nothing if there is none
    stamp: of the records that it was built from; nothing if it is a file of its own
    """

    info: DocumentInfo
    terms: dict[str, list[str]]
    payloads: list[bytes]
    vectors: bytes = b""
    title_vector: bytes = b""
    digests: bytes = b""
    signatures: bytes = b""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digest: bytes = b""
    stamp: bytes = b""

    def entries(self, number: int, marks: Iterable[Mark]) -> Iterator[Entry]:
        """What the engine is given, the document being `number`.

        marks: of each paragraph, its cluster and whether it is a copy
        """
        date = self.info.date
        days = (date.first.toordinal(), date.last.toordinal()) if date else (0, 0)
        names = tuple(self.terms)
        rows = zip(*self.terms.values(), strict=True)
        columns = zip(rows, self.payloads, marks, strict=True)
        for key, (row, payload, mark) in enumerate(columns, start=paragraph_key(number, 1)):
            yield Entry(key, dict(zip(names, row, strict=True)), payload, *days, self.values, *mark)

    def renamed(self, document_id: str) -> "Prepared":
        """The same under another id."""
        info = replace(self.info, id=document_id)
        stored = (from_payload(payload)[1] for payload in self.payloads)
        payloads = [to_payload(info, replace(one, document=document_id)) for one in stored]
        return replace(self, info=info, payloads=payloads)


def prepare(document: Document, analyzer: Analyzer) -> Prepared:
    """One document alone; see `prepare_together`."""
    return prepare_together([document], analyzer)[0]


def prepare_together(documents: Sequence[Document], analyzer: Analyzer) -> list[Prepared]:
    """Analyse the paragraphs of documents: what is new in them together, which costs much less
    than one document at a time.

    A title of its own counts for every paragraph. One that is taken from the lead only
    names the lead: as a title it cost 0.10 MRR, and it says nothing of the hundredth page.
    """
    said = [_texts(document) for document in documents]
    terms = _analysed(analyzer, said)
    columns = [_columns(texts, terms) for texts in said]
    rows = zip(documents, columns, _vectors(columns), strict=True)
    shared = _Shared()
    return [_prepared(document, terms, shared, *vectors) for document, terms, vectors in rows]


class _Shared:
    """Values, one object for all that are equal: it is sent once, and looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Values] = {}

    def __call__(self, values: Values) -> Values:
        return self._known.setdefault(tuple(values.items()), values)


def _prepared(
    document: Document,
    terms: dict[str, list[str]],
    shared: _Shared,
    vectors: bytes,
    title_vector: bytes,
) -> Prepared:
    info, count = document.info, len(document.paragraphs)
    if not count:
        return Prepared(info, {}, [])
    metadata = metadata_values(info)
    terms[KEYWORD_FIELD] = [keyword_terms(info, metadata)] * count
    if info.language:
        terms[LANGUAGE_FIELD] = [info.language] * count
    payloads = [to_payload(info, paragraph) for paragraph in document.paragraphs]
    texts = [paragraph.text.encode() for paragraph in document.paragraphs]
    digests = b"".join(map(paragraph_digest, texts))
    return Prepared(
        info,
        {name: column for name, column in terms.items() if any(column)},
        payloads,
        vectors,
        title_vector,
        digests,
        b"".join(map(row_of, terms["stem"], texts)),
        shared(counted_values(info, metadata)),
        text_digest(info, digests),
    )


def _texts(document: Document) -> dict[str, list[str]]:
    """What there is to analyse, a text for each paragraph, by the prefix of its fields."""
    info, paragraphs = document.info, document.paragraphs
    if not paragraphs:
        return {}
    texts = {"": [paragraph.text for paragraph in paragraphs]}
    if any(paragraph.headings for paragraph in paragraphs):
        texts["heading_"] = [" ".join(paragraph.headings) for paragraph in paragraphs]
        texts["section_"] = list(_section_headings(paragraphs))
    if info.title_is_lead:
        texts["lead_"] = [info.title] + [""] * (len(paragraphs) - 1)
    else:
        texts["title_"] = [info.title] * len(paragraphs)
    if info.name:
        texts["name_"] = [info.name] + [""] * (len(paragraphs) - 1)
    return texts


def _section_headings(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """The headings that begin at each paragraph: those that the one before isn't under."""
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        pairs = zip(paragraph.headings, above, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        yield " ".join(paragraph.headings[shared:])
        above = paragraph.headings


def _analysed(analyzer: Analyzer, said: Iterable[dict[str, list[str]]]) -> dict[str, Terms]:
    """The terms of each text; many paragraphs share their headings, and all their title."""
    texts = list(dict.fromkeys(text for one in said for text in chain(*one.values())))
    return dict(zip(texts, analyzer.terms_of_texts(texts), strict=True))


def _columns(said: dict[str, list[str]], terms: dict[str, Terms]) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for prefix, texts in said.items():
        found = [terms[text] for text in texts]
        columns[f"{prefix}form"] = [one.forms for one in found]
        columns[f"{prefix}stem"] = [one.stems for one in found]
        columns[f"{prefix}spelling"] = [one.spellings for one in found]
    return columns


def _vectors(documents: Sequence[dict[str, list[str]]]) -> Iterator[tuple[bytes, bytes]]:
    """What the paragraphs mean, each with the headings that it stands under; and the title.

    Where there is no title, the lead counts twice: what comes first says what it is about.
    """
    texts: list[str] = []
    ends: list[tuple[int, int]] = []
    for columns in documents:
        texts += columns["title_stem"][:1] if "title_stem" in columns else []
        after_title = len(texts)
        said = [columns[field] for field in _MEANT if field in columns]
        texts += [" ".join(parts) for parts in zip(*said, strict=True)]
        ends.append((after_title, len(texts)))
    vectors = FRENCH_VECTORS.of_texts(texts)
    start = 0
    for after_title, end in ends:
        yield vectors[after_title:end].tobytes(), vectors[start:after_title].tobytes()
        start = end


def text_digest(info: DocumentInfo, digests: bytes) -> bytes:
    """BLAKE2b of what a document says: its title, if it has one of its own, and its paragraphs'
    digests, so that it is a copy where each of them is.
    """
    title = "" if info.title_is_lead else info.title
    said = paragraph_digest(title.encode()) + digests
    return hashlib.blake2b(said, digest_size=DIGEST_BYTES).digest()
