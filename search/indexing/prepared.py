"""A document, read and analysed: what a worker process hands to the one that writes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from ..analysis import Analyzer
from ..engines.base import Entry, paragraph_key
from ..engines.payload import from_payload, to_payload
from ..meaning import FRENCH_VECTORS
from ..model import Document, DocumentInfo, Paragraph
from ..query.clauses import LANGUAGE_FIELD

_DIGEST_BYTES = 16
#: The fields that say what a paragraph means.
_MEANT = ("lead_stem", "heading_stem", "stem")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document in columns, which are cheap to send between processes.

    terms: the text of each field, by paragraph; a field may be left out
    payloads: what is stored of each paragraph
    vectors: what each means, one after the other (`meaning.DIMENSIONS` bytes each)
    title_vector: what the title means; nothing if the document has none of its own
    kind: the format that it was read from
    digest: of the text: equal for documents that say the same; nothing if there is none
    stamp: of the records that it was built from; nothing if it is a file of its own
    """

    info: DocumentInfo
    terms: dict[str, list[str]]
    payloads: list[bytes]
    vectors: bytes = b""
    title_vector: bytes = b""
    kind: str = ""
    digest: bytes = b""
    stamp: bytes = b""

    def entries(self, number: int) -> Iterator[Entry]:
        """What the engine is given, the document being `number`."""
        date = self.info.date
        days = (date.first.toordinal(), date.last.toordinal()) if date else (0, 0)
        names = tuple(self.terms)
        rows = zip(*self.terms.values(), strict=True)
        for ordinal, (row, payload) in enumerate(zip(rows, self.payloads, strict=True), start=1):
            terms = dict(zip(names, row, strict=True))
            yield Entry(paragraph_key(number, ordinal), terms, payload, *days)

    def renamed(self, document_id: str) -> "Prepared":
        """The same under another id."""
        info = replace(self.info, id=document_id)
        stored = (from_payload(payload)[1] for payload in self.payloads)
        payloads = [to_payload(info, replace(one, document=document_id)) for one in stored]
        return replace(self, info=info, payloads=payloads)


def prepare(document: Document, analyzer: Analyzer) -> Prepared:
    """Analyse the paragraphs of `document`.

    A title of its own counts for every paragraph. One that is taken from the lead only
    names the lead: as a title it cost 0.10 MRR, and it says nothing of the hundredth page.
    """
    info, paragraphs = document.info, document.paragraphs
    if not paragraphs:
        return Prepared(info, {}, [], kind=document.kind)
    columns = _columns(analyzer, "", [paragraph.text for paragraph in paragraphs])
    if any(paragraph.headings for paragraph in paragraphs):
        headings = [" ".join(paragraph.headings) for paragraph in paragraphs]
        columns |= _columns(analyzer, "heading_", headings)
        columns |= _columns(analyzer, "section_", list(_section_headings(paragraphs)))
    if info.title_is_lead:
        columns |= _columns(analyzer, "lead_", [info.title] + [""] * (len(paragraphs) - 1))
    else:
        title = _columns(analyzer, "title_", [info.title])
        columns |= {field: texts * len(paragraphs) for field, texts in title.items()}
    if info.language:
        columns[LANGUAGE_FIELD] = [info.language] * len(paragraphs)
    payloads = [to_payload(info, paragraph) for paragraph in paragraphs]
    vectors = _vectors(columns)
    return Prepared(info, columns, payloads, *vectors, document.kind, text_digest(document))


def _section_headings(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """The headings that begin at each paragraph: those that the one before isn't under."""
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        pairs = zip(paragraph.headings, above, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        yield " ".join(paragraph.headings[shared:])
        above = paragraph.headings


def _vectors(columns: dict[str, list[str]]) -> tuple[bytes, bytes]:
    """What the paragraphs mean, each with the headings that it stands under; and the title.

    Where there is no title, the lead counts twice: what comes first says what it is about.
    """
    said = [columns[field] for field in _MEANT if field in columns]
    texts = [" ".join(parts) for parts in zip(*said, strict=True)]
    title = columns["title_stem"][:1] if "title_stem" in columns else []
    vectors = FRENCH_VECTORS.of_texts([*title, *texts])
    return vectors[len(title) :].tobytes(), vectors[: len(title)].tobytes()


def text_digest(document: Document) -> bytes:
    """BLAKE2b of what a document says: its paragraphs, and its title if it has one of its own."""
    info = document.info
    said = ["" if info.title_is_lead else info.title]
    said += (paragraph.text for paragraph in document.paragraphs)
    return hashlib.blake2b("\0".join(said).encode(), digest_size=_DIGEST_BYTES).digest()


def _columns(analyzer: Analyzer, prefix: str, texts: list[str]) -> dict[str, list[str]]:
    analysed = analyzer.terms_of_texts(texts)
    return {
        f"{prefix}form": [terms.forms for terms in analysed],
        f"{prefix}stem": [terms.stems for terms in analysed],
        f"{prefix}spelling": [terms.spellings for terms in analysed],
    }
