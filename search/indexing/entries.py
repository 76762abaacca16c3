"""A document → the entries that an engine is given, one a paragraph."""

from collections.abc import Iterator

from ..analysis import Analyzer
from ..engines.base import Entry, paragraph_key
from ..model import Document
from ..stored import to_payload


def entries(document: Document, number: int, analyzer: Analyzer) -> Iterator[Entry]:
    """The paragraphs of `document`, analysed.

    A title of its own counts for every paragraph. One that is taken from the lead only
    names the lead: as a title it cost 0.10 MRR, and it says nothing of the hundredth page.
    """
    info = document.info
    days = (info.date.first.toordinal(), info.date.last.toordinal()) if info.date else (0, 0)
    title = _terms(analyzer, "lead_" if info.title_is_lead else "title_", info.title)
    for paragraph in document.paragraphs:
        terms = _terms(analyzer, "", paragraph.text)
        if paragraph.headings:
            terms |= _terms(analyzer, "heading_", " ".join(paragraph.headings))
        if paragraph.ordinal == 1 or not info.title_is_lead:
            terms |= title
        key = paragraph_key(number, paragraph.ordinal)
        yield Entry(key, terms, to_payload(info, paragraph), *days)


def _terms(analyzer: Analyzer, prefix: str, text: str) -> dict[str, str]:
    terms = analyzer.terms(text)
    return {f"{prefix}form": terms.forms, f"{prefix}stem": terms.stems}
