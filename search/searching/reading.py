"""A document to be read, whole or in part, with what a query matches in it."""

from ..engines.base import MAX_ORDINAL, Order
from ..errors import DocumentNotFoundError
from ..model import LitDocument, LitParagraph, Paragraph, Snippet
from ..query.clauses import DocumentClause
from .as_written import stored
from .highlighting import Highlighter
from .snapshot import Snapshot


def read_document(
    snapshot: Snapshot, document_id: str, lit: Highlighter, part: slice = slice(None)
) -> LitDocument:
    """The document, or the paragraphs of it in a part, counted from 0. Raises
    DocumentNotFoundError.
    """
    listed = snapshot.catalog.document(document_id)
    if listed is None:
        raise DocumentNotFoundError(address=document_id)
    reader = snapshot.reader
    matches = reader.search(DocumentClause((listed.number,)), MAX_ORDINAL, Order.DOCUMENT)
    paragraphs = [stored(reader, match)[1] for match in matches.best[part]]
    return LitDocument(
        listed.info,
        lit.light(listed.info.title, is_title=True),
        tuple(_lit(paragraph, lit) for paragraph in paragraphs),
        tuple(snapshot.catalog.copies(listed.number)),
        matches.total,
    )


def _lit(paragraph: Paragraph, highlighter: Highlighter) -> LitParagraph:
    heading = highlighter.light(paragraph.heading) if paragraph.headings else Snippet("")
    return LitParagraph(paragraph, highlighter.light(paragraph.text), heading)
