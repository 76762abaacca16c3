"""What a long document is found one's way in by: where its headings and its pages begin."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

import msgspec

from .document import Paragraph


class Heading(NamedTuple):
    """ordinal: of the first paragraph under it; depth: from 1, how many headings it stands under
    and itself
    """

    ordinal: int
    depth: int
    text: str


class PageStart(NamedTuple):
    """page: of the file, from 1; ordinal: of the first paragraph on it"""

    page: int
    ordinal: int


class Outline(msgspec.Struct, frozen=True):
    """Both in the order of the paragraphs; empty where a document has none."""

    headings: tuple[Heading, ...] = ()
    pages: tuple[PageStart, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.headings or self.pages)

    def first_on(self, page: int) -> int:
        """The ordinal of the first paragraph on a page, or on the next that has any; of the last
        page if there is none behind it, and 1 where there are no pages.
        """
        starts = [start.ordinal for start in self.pages if start.page >= page]
        return starts[0] if starts else self.pages[-1].ordinal if self.pages else 1


def outline_of(paragraphs: Iterable[Paragraph]) -> Outline:
    """The outline of a document's paragraphs, which are in order."""
    headings: list[Heading] = []
    pages: list[PageStart] = []
    above: tuple[str, ...] = ()
    page = 0
    for paragraph in paragraphs:
        if paragraph.headings != above:
            headings += _begun(paragraph, above)
            above = paragraph.headings
        if paragraph.page > page:
            page = paragraph.page
            pages.append(PageStart(page, paragraph.ordinal))
    return Outline(tuple(headings), tuple(pages))


def _begun(paragraph: Paragraph, above: tuple[str, ...]) -> Iterator[Heading]:
    """The headings that begin at a paragraph: those that the one before isn't under."""
    for depth in range(shared_headings(paragraph.headings, above), len(paragraph.headings)):
        yield Heading(paragraph.ordinal, depth + 1, paragraph.headings[depth])


def shared_headings(headings: tuple[str, ...], above: tuple[str, ...]) -> int:
    """How many headings two paths of them have in common, from the outermost on."""
    pairs = zip(headings, above, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
