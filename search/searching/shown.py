"""What is shown of a match: its paragraph and document, the snippet, what is lit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..engines.base import Match, document_of
from ..model import DocumentInfo, Hit, Paragraph, Snippet
from ..query.budget import SHOWN, Budget
from .as_written import stored
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
        hits = {match: self._hit(match, members) for match in matches}
        for match, kinds in self.matched.otherwise(hits).items():
            hits[match] = replace(hits[match], matched=kinds)
        return hits

    def plain_hits(self, matches: Sequence[Match]) -> list[Hit]:
        """The same without snippets and with nothing lit, which costs a tenth."""
        kinds = self.matched.kinds(matches)
        return [replace(self._plain_hit(match), matched=kinds[match.key]) for match in matches]

    def _hit(self, match: Match, members: Members) -> Hit:
        """With its snippet, and what is lit."""
        self.budget.charge(SHOWN)
        document, paragraph = stored(self.snapshot.reader, match)
        return Hit(
            document,
            paragraph,
            match.score,
            self.highlighter.snippet(paragraph.text, self.snippet_size),
            self.highlighter.light(document.title, is_title=True),
            self.highlighter.light(paragraph.heading),
            copies=self._copies(match),
            meaning=match.meaning,
            path=self._path(document, paragraph),
            also=self.duplicates.repetitions(match, paragraph.text, members),
        )

    def _path(self, document: DocumentInfo, paragraph: Paragraph) -> Snippet:
        """Lit where it may have been found: names are those of the first paragraph."""
        if paragraph.ordinal > 1 or not document.name:
            return Snippet(document.path)
        return Snippet(document.path, self.highlighter.light(document.name).spans)

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
