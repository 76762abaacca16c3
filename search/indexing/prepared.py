"""A document, read and analysed: what a worker process hands to the one that writes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..analysis import Analyzer
from ..engines.base import Entry, paragraph_key
from ..model import Document, DocumentInfo
from ..stored import from_payload, to_payload


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document in columns, which are cheap to send between processes.

    terms: the text of each field, by paragraph; a field may be left out
    payloads: what is stored of each paragraph
    """

    info: DocumentInfo
    terms: dict[str, list[str]]
    payloads: list[bytes]

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
        return Prepared(info, self.terms, payloads)


def prepare(document: Document, analyzer: Analyzer) -> Prepared:
    """Analyse the paragraphs of `document`.

    A title of its own counts for every paragraph. One that is taken from the lead only
    names the lead: as a title it cost 0.10 MRR, and it says nothing of the hundredth page.
    """
    info, paragraphs = document.info, document.paragraphs
    if not paragraphs:
        return Prepared(info, {}, [])
    columns = _columns(analyzer, "", [paragraph.text for paragraph in paragraphs])
    if any(paragraph.headings for paragraph in paragraphs):
        headings = [" ".join(paragraph.headings) for paragraph in paragraphs]
        columns |= _columns(analyzer, "heading_", headings)
    if info.title_is_lead:
        columns |= _columns(analyzer, "lead_", [info.title] + [""] * (len(paragraphs) - 1))
    else:
        title = _columns(analyzer, "title_", [info.title])
        columns |= {field: texts * len(paragraphs) for field, texts in title.items()}
    return Prepared(info, columns, [to_payload(info, paragraph) for paragraph in paragraphs])


def _columns(analyzer: Analyzer, prefix: str, texts: list[str]) -> dict[str, list[str]]:
    analysed = [analyzer.terms(text) for text in texts]
    return {
        f"{prefix}form": [terms.forms for terms in analysed],
        f"{prefix}stem": [terms.stems for terms in analysed],
    }
