"""What the lines of a document have in common: its type, the edges of its columns, its leading."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from .lines import Line, Page

#: Points that the left edges of a column may differ by.
_SAME_LEFT = 2.0
#: Lines that make a column, and the part of them that end together in justified text.
_COLUMN, _JUSTIFIED = 5, 0.2
_MOST_COLUMNS = 50
#: The part of lines that may stick out.
_BEYOND = 0.1


class Edge(NamedTuple):
    """The right edge of a column. justified: whether lines reach it exactly"""

    right: float
    justified: bool


class Measures:
    """Of all pages, once their lines are whole and in order."""

    def __init__(self, pages: list[Page]) -> None:
        lines = [line for page in pages for line in page.lines]
        self.size = _usual_size(lines)
        self._leading = _leadings(lines)
        self._of_pages = {page.number: _edges(page.lines) for page in pages}
        self._of_all = _edges(lines)
        self._columns: dict[tuple[int, int], list[tuple[float, Edge]]] = {}

    def leading(self, size: float) -> float:
        """From one line to the next, in points, in type of that size."""
        return self._leading.get(round(size), 1.2 * size)

    def is_body(self, size: float) -> bool:
        return abs(size - self.size) < 0.06 * self.size

    def edge(self, line: Line) -> Edge:
        """Where the lines of its column end."""
        of_page = self._of_pages.get(line.page, {}).get(_key(line))
        of_all = self._of_all.get(_key(line))
        own = [edge for edge in (of_page, of_all) if edge and edge.right > line.right - 1.0]
        if own:
            return next((edge for edge in own if edge.justified), own[0])
        around = (*self._around(line.page, round(line.size)), *self._around(0, round(line.size)))
        return next(
            (edge for left, edge in around if left < line.right and edge.right >= line.right - 1),
            Edge(line.right, False),
        )

    def _around(self, page: int, size: int) -> list[tuple[float, Edge]]:
        """The columns of a page (0: of all) in type of that size, from the right."""
        if (page, size) not in self._columns:
            edges = self._of_pages.get(page, {}) if page else self._of_all
            found = [(left, edge) for (other, left), edge in edges.items() if other == size]
            self._columns[page, size] = sorted(found, reverse=True)[:_MOST_COLUMNS]
        return self._columns[page, size]


def _key(line: Line) -> tuple[int, float]:
    return round(line.size), round(line.left / _SAME_LEFT) * _SAME_LEFT


def _usual_size(lines: Iterable[Line]) -> float:
    counted: Counter[float] = Counter()
    for line in lines:
        if not line.fixed and not line.cells:
            counted[round(line.size, 1)] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 10.0


def _leadings(lines: list[Line]) -> dict[int, float]:
    counted: dict[int, Counter[float]] = defaultdict(Counter)
    for above, line in pairwise(lines):
        drop = above.base - line.base
        alike = above.page == line.page and abs(above.size - line.size) < 0.2 and not line.cells
        if alike and 0.8 * line.size < drop < 2.2 * line.size:
            counted[round(line.size)][round(drop * 2) / 2] += 1
    return {size: _tightest(found) for size, found in counted.items()}


def _tightest(found: Counter[float]) -> float:
    """Of the gaps that are usual, the least: greater ones are between paragraphs."""
    most = found.most_common(1)[0][1]
    return min(gap for gap, count in found.items() if count >= 0.3 * most)


def _edges(lines: Iterable[Line]) -> dict[tuple[int, float], Edge]:
    columns: dict[tuple[int, float], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.cells and not line.fixed:
            columns[_key(line)].append(line)
    return {
        key: _edge([line.right for line in found])
        for key, found in columns.items()
        if len(found) >= _COLUMN
    }


def _edge(rights: list[float]) -> Edge:
    """Where most lines end; a few may stick out, as words do that can't be cut."""
    rights.sort()
    counted = Counter(map(round, rights))
    most, _ = counted.most_common(1)[0]
    end = most + 1.5
    reaching = sum(most - 1.5 <= right < end for right in rights)
    beyond = len(rights) - bisect_left(rights, end)
    if reaching >= max(3, _JUSTIFIED * len(rights)) and beyond <= 1 + _BEYOND * len(rights):
        return Edge(max(right for right in rights if right < end), True)
    return Edge(rights[-1 - int(_BEYOND * len(rights) / 2)], False)
