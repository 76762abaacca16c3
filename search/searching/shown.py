"""What is shown of a match: its paragraph and document, the snippet, what is lit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from ..engines.base import Match, document_of
from ..model import DocumentInfo, Hit, Paragraph, Snippet
from ..query.budget import SHOWN, Budget
from .as_written import stored, stored_page
from .duplicates import Duplicates, Members
from .highlighting import Highlighter
from .matched import Matched
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Shown:
    """Matches of one query → hits. snippet_size: characters"""

    snapshot: Snapshot
    highlighter: Highlighter
    snippet_size: int
    matched: Matched
    duplicates: Duplicates
    budget: Budget

    def within(self, budget: Budget, matched: Matched) -> "Shown":
        """The same, charged to another budget."""
        return replace(self, budget=budget, matched=matched)

    def hits(self, matches: Sequence[Match], members: Members) -> dict[Match, Hit]:
        """Each with its snippet; members: of the clusters that they stand for"""
        self.budget.charge(SHOWN * len(matches))
        found = stored_page(self.snapshot.reader, matches)
        lit = self.highlighter.page(
            [paragraph.text for _, paragraph in found],
            [paragraph.sentences for _, paragraph in found],
            self.snippet_size,
            [document.title for document, _ in found],
            [paragraph.heading for _, paragraph in found],
            list(map(_name, found)),
        )
        hits = {
            match: Hit(
                document,
                paragraph,
                match.score,
                snippet,
                title,
                heading,
                copies=self._copies(match),
                meaning=match.meaning,
                path=Snippet(document.path, name.spans),
                also=self.duplicates.repetitions(match, paragraph.text, members),
            )
            for match, (document, paragraph), (snippet, title, heading, name) in zip(
                matches, found, lit, strict=True
            )
        }
        for match, kinds in self.matched.otherwise(hits).items():
            hits[match] = structs.replace(hits[match], matched=kinds)
        return hits

    def plain_hits(self, matches: Sequence[Match]) -> list[Hit]:
        """The same without snippets and with nothing lit, which costs a tenth."""
        kinds = self.matched.kinds(matches)
        return [
            structs.replace(self._plain_hit(match), matched=kinds[match.key]) for match in matches
        ]

    def _plain_hit(self, match: Match) -> Hit:
        document, paragraph = stored(self.snapshot.reader, match)
        title, heading = Snippet(document.title), Snippet(paragraph.heading)
        return Hit(
            document,
            paragraph,
            match.score,
            Snippet(""),
            title,
            heading,
            copies=self._copies(match),
            meaning=match.meaning,
            path=Snippet(document.path),
        )

    def _copies(self, match: Match) -> tuple[str, ...]:
        catalog = self.snapshot.catalog
        return tuple(catalog.copies(document_of(match.key))) if catalog.has_copies else ()


def _name(stored: tuple[DocumentInfo, Paragraph]) -> str:
    """What a document's file is called, where it may have been found by that: in its first
    paragraph.
    """
    document, paragraph = stored
    return document.name if paragraph.ordinal == 1 else ""
