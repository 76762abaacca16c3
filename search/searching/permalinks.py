"""What a permalink leads to: the paragraph of a digest, wherever it stands by now.

The index knows to which cluster each digest belongs that it has ever seen, also of paragraphs
that are gone: what came in their place with a few words changed is of the same cluster.
"""

import re
from collections.abc import Sequence

from ..duplicates.digest import number_of, shown_digest
from ..engines.base import Order
from ..errors import DocumentNotFoundError
from ..model import DocumentInfo, Fate, FoundParagraph, Paragraph
from ..query.clauses import BooleanClause, Clause, ClusterClause, DocumentClause
from .as_written import stored
from .snapshot import Listed, Snapshot

#: Copies of a paragraph that are looked at.
_MOST = 1_000

Found = tuple[DocumentInfo, Paragraph]


class Permalinks:
    """Follows permalinks in one generation."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._reader = snapshot.reader
        self._catalog = snapshot.catalog
        self._seen = snapshot.seen

    def follow(self, digest: str, before: str) -> FoundParagraph:
        """The paragraph of a digest.

        before: its address when the link was made, or ""

        Raises DocumentNotFoundError where there is nothing that comes near.
        """
        document, ordinal = self._place(before)
        found = self._found(digest, document)
        same = [one for one in found if shown_digest(one[1].text) == digest]
        if same:
            return self._told(digest, before, same, document, ordinal)
        if found:
            nearest = _nearest(found, document, ordinal)
            return FoundParagraph(digest, before, "changed", *nearest)
        there = self._search(DocumentClause((document.number,))) if document else []
        if not there:
            raise DocumentNotFoundError(address=before or digest)
        return FoundParagraph(digest, before, "gone", *_nearest(there, document, ordinal))

    def _told(
        self,
        digest: str,
        before: str,
        same: Sequence[Found],
        document: Listed | None,
        ordinal: int,
    ) -> FoundParagraph:
        info, paragraph = _nearest(same, document, ordinal)
        fate: Fate = "here"
        if before and (document is None or info.id != document.info.id):
            fate = "elsewhere"
        elif before and paragraph.ordinal != ordinal:
            fate = "moved"
        return FoundParagraph(digest, before, fate, info, paragraph)

    def _place(self, before: str) -> tuple[Listed | None, int]:
        """The document of an address, if it is there, and the ordinal."""
        parts = re.fullmatch(r"(?s:(.*))#p([1-9][0-9]{0,8})", before)
        if not parts:
            return None, 0
        return self._catalog.document(parts[1]), int(parts[2])

    def _found(self, digest: str, document: Listed | None) -> Sequence[Found]:
        """What is of its cluster: in the document, or else anywhere."""
        number = number_of(digest)
        cluster = self._seen.cluster(number) if number else 0
        if not cluster:
            return []
        clause = ClusterClause((cluster,))
        if document:
            inside = BooleanClause(must=(clause, DocumentClause((document.number,))))
            found = self._search(inside)
            if any(shown_digest(paragraph.text) == digest for _, paragraph in found):
                return found
        return self._search(clause)

    def _search(self, clause: Clause) -> Sequence[Found]:
        matches = self._reader.search(clause, _MOST, Order.DOCUMENT).best
        return [stored(self._reader, match) for match in matches]


def _nearest(found: Sequence[Found], document: Listed | None, ordinal: int) -> Found:
    """The one nearest to a place: in its document, if any is."""
    own = document.info.id if document else None
    return min(found, key=lambda one: (one[0].id != own, abs(one[1].ordinal - ordinal)))
