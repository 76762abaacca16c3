"""Pieces of lines → whole lines: rows of tables, items with their marks.

A file says a table cell by cell, and a cell line by line: what goes on to the right, no lower
than the piece before, is the next cell of its row.
"""

import re
from dataclasses import replace
from itertools import pairwise

from .lines import Line

#: Of the size: a narrower gap is a space of the line, a wider one lies between cells.
_CELL, _NARROW = 1.6, 0.85
#: Points that cells below each other may differ by, and how far apart their rows may be.
_ALIGNED, _NEAR = 1.0, 60.0
#: How far an item may stand from its mark.
_ITEM = 4.0
#: How much higher the next cell may begin than the last one ended, and how far apart the
#: lines of a cell are.
_RISE, _LEADING = 3.2, 1.45
LABEL = re.compile(
    r"[•◦▪‣·●○■□–—✓➢➔►*\uf0b7\uf0a7-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)°]|(?:\d{1,2}\.)*\d{1,2}\.?"
    r"|[A-Z]\.|[IVX]{1,5}[.)]?"
)


def whole_lines(lines: list[Line]) -> list[Line]:
    """The lines of a page, in the order of their pieces."""
    made: list[Line] = []
    row: list[list[Line]] = []
    aligned = _aligned(lines)
    for line in lines:
        if row and _goes_on(row, line):
            _add(row, line, is_cell=id(line) in aligned)
            continue
        if row and _is_raised_cell(row, line):
            _take_back(made, row, line)
            row.append([line])
            continue
        if row:
            made.append(_made(row))
        row = [[line]]
    if row:
        made.append(_made(row))
    return made


def _aligned(lines: list[Line]) -> set[int]:
    """Pieces after a gap, below each other: cells, however narrow the gap is."""
    after = [
        line for last, line in pairwise(lines) if _is_level(last, line) and line.left > last.right
    ]
    return {
        id(one)
        for pair in pairwise(after)
        if abs(pair[0].left - pair[1].left) < _ALIGNED and pair[0].base - pair[1].base < _NEAR
        for one in pair
    }


def _goes_on(row: list[list[Line]], line: Line) -> bool:
    """Whether a piece is of the row: on its height, or below in its last cell."""
    last = row[-1][-1]
    if _is_mark(last, line):
        return True
    if line.left >= last.right - 0.3 * line.size and _is_level(last, line):
        return True
    drop = last.base - line.base
    return (
        len(row) > 1
        and 0.5 * line.size < drop < _LEADING * line.size
        and abs(line.left - row[-1][0].left) < 0.6 * line.size
        and not _LABELLED.match(line.text)
    )


_LABELLED = re.compile(r"[•◦▪‣●○■➢►]\s")


def _is_level(last: Line, line: Line) -> bool:
    return abs(last.base - line.base) < 0.35 * max(last.size, line.size)


def _is_mark(last: Line, line: Line) -> bool:
    """The raised figure before a footnote."""
    return (
        last.size < 0.85 * line.size
        and 0 < last.base - line.base < 0.7 * line.size
        and -1 < line.left - last.right < 1.5 * line.size
        and (last.text or last.mark).strip("()[] ").isdigit()
    )


def _is_raised_cell(row: list[list[Line]], line: Line) -> bool:
    """Whether a piece on the right begins a cell; one before may stick out over it."""
    last = row[-1][-1]
    rise = line.base - last.base
    sticks_out = len(row) > 1 and rise > 0.5 * line.size
    return (
        line.left
        > (row[-1][0].left + 2 * line.size if sticks_out else last.right + 0.3 * line.size)
        and -0.7 * line.size < rise < _RISE * line.size
        and abs(line.size - last.size) < 0.25 * line.size
        and not LABEL.fullmatch(last.text)
    )


def _take_back(made: list[Line], row: list[list[Line]], line: Line) -> None:
    """The lines of the first cell, which seemed to be a paragraph."""
    if len(row) > 1:
        return
    first = row[0]
    rise = line.base - first[-1].base
    while made and not made[-1].cells and made[-1].page == line.page:
        above = made[-1]
        drop = above.base - first[0].base
        near = 0 < drop < _LEADING * line.size and abs(above.left - first[0].left) < line.size
        if not near or above.base > line.base + max(rise, 0) + 0.3 * line.size:
            return
        first.insert(0, made.pop())


def _add(row: list[list[Line]], line: Line, *, is_cell: bool) -> None:
    cell = row[-1]
    last = cell[-1]
    if _is_mark(last, line):
        cell[-1] = replace(line, left=last.left, mark=last.mark or last.text)
        return
    if not _is_level(last, line):
        cell.append(line)
        return
    gap = line.left - last.right
    labelled = len(row) == len(cell) == 1 and gap < _ITEM * line.size and is_label(last.text)
    if labelled or gap < (_NARROW if is_cell else _CELL) * line.size:
        cell[-1] = _joined(last, line, gap)
    else:
        row.append([line])


def is_label(text: str) -> bool:
    return LABEL.fullmatch(text) is not None


def _joined(last: Line, line: Line, gap: float) -> Line:
    glue = "" if gap < 0.1 * line.size or not last.text else " "
    larger = line if len(line.text) > len(last.text) else last
    return replace(
        last,
        text=f"{last.text}{glue}{line.text}",
        right=line.right,
        base=larger.base,
        size=larger.size,
        bold=last.bold and line.bold,
        fixed=last.fixed and line.fixed,
        mark=last.mark or ("" if last.text else line.mark),
    )


def _made(row: list[list[Line]]) -> Line:
    """The line that a row is."""
    first = row[0][0]
    if len(row) == 1 and len(row[0]) == 1:
        return first
    pieces = [piece for cell in row for piece in cell]
    text = " ".join(" ".join(piece.text for piece in cell) for cell in row)
    return replace(
        first,
        text=text,
        right=max(piece.right for piece in pieces),
        base=max(piece.base for piece in pieces),
        bold=all(piece.bold for piece in pieces),
        fixed=all(piece.fixed for piece in pieces),
        cells=tuple(cell[0].left for cell in row) if len(row) > 1 else (),
    )
