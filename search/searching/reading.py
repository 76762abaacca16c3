"""A document to be read, whole or in part, with what a query matches in it."""

from collections.abc import Sequence

from ..engines.base import Match, Order, ordinal_of
from ..errors import DocumentNotFoundError
from ..model import (
    DocumentPart,
    LitDocument,
    LitParagraph,
    Outline,
    Paragraph,
    ReadParagraph,
    part_of,
    part_starts,
    shared_headings,
)
from ..query.clauses import DocumentClause
from .as_written import stored
from .highlighting import Highlighter
from .snapshot import Listed, Snapshot

#: Matches in a part, where nothing else is shown: they are longer than most paragraphs.
_MATCHES = 100


def listed_document(snapshot: Snapshot, document_id: str) -> Listed:
    """The document of that id. Raises DocumentNotFoundError."""
    listed = snapshot.catalog.document(document_id)
    if listed is None:
        raise DocumentNotFoundError(address=document_id)
    return listed


def read_document(
    snapshot: Snapshot, document_id: str, lit: Highlighter, part: slice = slice(None)
) -> LitDocument:
    """The document, or the paragraphs of it in a part, counted from 0. Raises
    DocumentNotFoundError.
    """
    listed = listed_document(snapshot, document_id)
    start, stop, _ = part.indices(listed.paragraphs)
    paragraphs = _paragraphs(snapshot, listed, start, stop)
    (title,) = lit.light([listed.info.title], are_titles=True)
    texts = lit.light([paragraph.text for paragraph in paragraphs])
    headings = lit.light([paragraph.heading for paragraph in paragraphs])
    return LitDocument(
        listed.info,
        title,
        tuple(map(LitParagraph, paragraphs, texts, headings)),
        tuple(snapshot.catalog.copies(listed.number)),
        listed.paragraphs,
    )


class PartReader:
    """Reads documents of one generation part by part.

    lit: lights what is asked for
    """

    def __init__(self, snapshot: Snapshot, lit: Highlighter) -> None:
        self._snapshot = snapshot
        self._lit = lit

    def part(
        self, listed: Listed, matches: Sequence[Match], near: int, *, only_matches: bool
    ) -> DocumentPart:
        """The part that a paragraph is in, or, of the matches only, those around it.

        matches: what the query finds in the document, in order
        near: the ordinal of the paragraph
        """
        outline = self._snapshot.catalog.outline(listed.number)
        found = tuple(ordinal_of(match.key) for match in matches)
        if only_matches:
            starts = found[::_MATCHES] or (1,)
        else:
            starts = part_starts(listed.paragraphs, outline.headings)
        part = part_of(starts, near)
        if only_matches:
            shown = [
                self._stored(match) for match in matches[part * _MATCHES : (part + 1) * _MATCHES]
            ]
        else:
            last = starts[part + 1] - 1 if part + 1 < len(starts) else listed.paragraphs
            shown = _paragraphs(self._snapshot, listed, starts[part] - 1, last)
        return self._lit_part(listed, shown, found, part, starts, outline)

    def _stored(self, match: Match) -> Paragraph:
        return stored(self._snapshot.reader, match)[1]

    def _lit_part(
        self,
        listed: Listed,
        shown: Sequence[Paragraph],
        found: tuple[int, ...],
        part: int,
        starts: tuple[int, ...],
        outline: Outline,
    ) -> DocumentPart:
        (title,) = self._lit.light([listed.info.title], are_titles=True)
        return DocumentPart(
            info=listed.info,
            title=title,
            paragraphs=tuple(self._read(shown, frozenset(found))),
            total=listed.paragraphs,
            matches=found,
            part=part,
            starts=starts,
            outline=outline,
            copies=tuple(self._snapshot.catalog.copies(listed.number)),
        )

    def _read(self, shown: Sequence[Paragraph], found: frozenset[int]) -> list[ReadParagraph]:
        texts = self._lit.light([paragraph.text for paragraph in shown])
        names = list(dict.fromkeys(name for one in shown for name in one.headings))
        lit = dict(zip(names, self._lit.light(names), strict=True))
        above = [(), *(paragraph.headings for paragraph in shown)]
        return [
            ReadParagraph(
                paragraph,
                text,
                tuple(lit[name] for name in paragraph.headings),
                shared_headings(paragraph.headings, before),
                paragraph.ordinal in found,
            )
            for paragraph, text, before in zip(shown, texts, above, strict=False)
        ]


def _paragraphs(snapshot: Snapshot, listed: Listed, start: int, stop: int) -> list[Paragraph]:
    """Those at some places of a document, from 0; nothing else of it is read."""
    if stop <= start:
        return []
    clause, reader = DocumentClause((listed.number,)), snapshot.reader
    found = reader.search(clause, stop - start, Order.DOCUMENT, offset=start)
    return [stored(reader, match)[1] for match in found.best]
