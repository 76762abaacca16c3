"""Running heads and page numbers: what stands at the edge of pages and is repeated there."""

import re
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import NamedTuple

from .lines import Line, Page

#: Lines from an edge that are looked at.
_EDGE = 2
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:page\s*|p\.\s*)?[-–—\[(]*\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—\])]*"
    r"(?:\s*(?:/|sur|of|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
#: Points that two lines of the same place may differ by.
_PLACE = 3.0
#: The part of all pages on which something has a place before all that is there is dropped,
#: and before a second row is dropped too.
_ESTABLISHED, _SECOND = 0.4, 0.4
#: Running heads are repeated on the next page, or the one after it.
_NEXT = 2


class _Edge(NamedTuple):
    """A line near an edge. row: from the edge, 0 for the outermost"""

    page: Page
    where: str
    row: int
    line: Line


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages without it; changes them."""
    edges = [edge for page in pages for edge in _edges(page)]
    repeated = _repeated(edges, len(pages))
    numbered = _numbered(edges)
    found = [edge for edge in edges if id(edge.line) in repeated or id(edge.line) in numbered]
    places = _places([(edge.where, edge.line.base) for edge in found], len(pages))
    dropped = {id(edge.line) for edge in found}
    dropped |= {
        id(edge.line)
        for edge in edges
        if edge.row == 0
        and _is_near(edge.where, edge.line.base, places)
        and _stands_apart(edge.page, edge.line)
    }
    if len(dropped) == sum(len(page.lines) for page in pages):
        return pages  # there is no text that it could be the furniture of
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in dropped]
    return pages


def _edges(page: Page) -> list[_Edge]:
    """The lines at the head and the foot of a page."""
    ordered = sorted(page.lines, key=lambda line: -line.base)
    rows = [list(group) for _, group in groupby(ordered, lambda line: round(line.base / 2))]
    head = [
        _Edge(page, "head", place, line)
        for place, row in enumerate(rows[:_EDGE])
        for line in row
        if line.base > 0.8 * page.height
    ]
    foot = [
        _Edge(page, "foot", place, line)
        for place, row in enumerate(rows[: -_EDGE - 1 : -1])
        for line in row
        if line.base < 0.2 * page.height
    ]
    return head + foot


def _repeated(edges: list[_Edge], pages: int) -> set[int]:
    """Lines of the same words at the same place, on pages near each other."""
    alike: dict[tuple[str, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if any(map(str.isalpha, key := _key(edge.line))):
            alike[edge.where, key].append(edge)
    least = 2 if pages < 5 else 3
    found: set[int] = set()
    for group in alike.values():
        numbers = sorted({edge.page.number for edge in group})
        near = sum(after - before <= _NEXT for before, after in pairwise(numbers))
        if len(numbers) < least or near < (len(numbers) - 1) / 2:
            continue
        is_usual = len(numbers) >= _SECOND * pages
        found |= {id(edge.line) for edge in group if edge.row == 0 or is_usual}
    return found


def _key(line: Line) -> str:
    """The text without its numbers; a head that is cut is known by how it begins."""
    text = _DIGITS.sub("#", line.text).casefold().strip()
    return text[:20] if text.endswith(("…", "...")) else text


def _numbered(edges: list[_Edge]) -> set[int]:
    """Numbers alone at an edge that go up with the pages; Roman ones in the outermost row."""
    alone = [
        (edge, int(digits[-1] if len(digits) < 2 else digits[0]) if digits else None)
        for edge in edges
        if _NUMBER.fullmatch(edge.line.text)
        and not _is_before_a_note(edge.page, edge.line)
        and ((digits := _DIGITS.findall(edge.line.text)) or edge.row == 0)
    ]
    steps = Counter(number - edge.page.number for edge, number in alone if number is not None)
    likely = {step for step, count in steps.items() if count > 2 or step == 0 or -3 < step < 3}
    return {
        id(edge.line)
        for edge, number in alone
        if (number is None and edge.row == 0)
        or (number is not None and number - edge.page.number in likely)
    }


def _is_before_a_note(page: Page, number: Line) -> bool:
    """Whether a number is the mark of a footnote, which stands right behind it."""
    return any(
        abs(line.base - number.base) < 0.7 * line.size
        and -1 < line.left - number.right < 2 * line.size
        for line in page.lines
    )


def _places(found: list[tuple[str, float]], pages: int) -> list[tuple[str, float]]:
    """Where there is furniture on enough pages that nothing else can be there."""
    counted = Counter((where, round(base)) for where, base in found)
    return [
        place for place, count in counted.items() if count >= 3 and count >= _ESTABLISHED * pages
    ]


def _is_near(where: str, base: float, places: list[tuple[str, float]]) -> bool:
    return any(where == edge and abs(base - place) < _PLACE for edge, place in places)


def _stands_apart(page: Page, line: Line) -> bool:
    """Farther from the text than its lines are from each other."""
    gaps = [
        abs(other.base - line.base) for other in page.lines if abs(other.base - line.base) > _PLACE
    ]
    return not gaps or min(gaps) > 1.4 * line.size
