"""A document to be read, whole or in part, with what a query matches in it."""

from ..engines.base import MAX_ORDINAL, Order
from ..errors import DocumentNotFoundError
from ..model import LitDocument, LitParagraph
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
    (title,) = lit.light([listed.info.title], are_titles=True)
    texts = lit.light([paragraph.text for paragraph in paragraphs])
    headings = lit.light([paragraph.heading for paragraph in paragraphs])
    return LitDocument(
        listed.info,
        title,
        tuple(map(LitParagraph, paragraphs, texts, headings)),
        tuple(snapshot.catalog.copies(listed.number)),
        matches.total,
    )
