"""The tables of pandoc's Markdown: simple, multi-line and of a grid; a paragraph for each row."""

import re
from collections.abc import Iterator

#: « ------- ----- »: the columns of a table are where its dashes are.
_COLUMNS = re.compile(r" *-{2,}(?: +-{2,})+ *")
_RULE = re.compile(r" *-{3,}[ -]*")
_GRID = re.compile(r" {0,3}\+[-=:]{2,}(?:\+[-=:]{2,})*\+ *")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def without_pandoc_tables(text: str) -> str:
    """The text, each row of such tables a paragraph of its own, its cells joined by a space."""
    lines = text.split("\n")
    found: list[str] = []
    place, is_code = 0, False
    while place < len(lines):
        line = lines[place]
        is_code ^= _FENCE.match(line) is not None
        end = 0 if is_code else _table_end(lines, place)
        if end:
            rows = _rows(lines[place:end]) if "+" in line else _simple_rows(lines[place:end])
            found += ["", *(one for row in rows for one in (row, ""))]
            place = end
        else:
            found.append(line)
            place += 1
    return "\n".join(found)


def _table_end(lines: list[str], place: int) -> int:
    """Where the table ends that begins at this line; 0 if none does."""
    line = lines[place]
    if "+" in line and _GRID.fullmatch(line):
        end = place
        while end < len(lines) and lines[end].lstrip().startswith(("+", "|")):
            end += 1
        return end if end > place + 2 else 0
    if place and lines[place - 1].strip():
        return 0
    return _simple_end(lines, place)


def _simple_end(lines: list[str], place: int) -> int:
    head = next((n for n in (place, place + 1, place + 2) if _has_columns(lines, n)), None)
    if head is None or any(not lines[n].strip() for n in range(place, head)):
        return 0
    is_framed = head > place and _RULE.fullmatch(lines[place]) is not None
    if head - place > (2 if is_framed else 1):
        return 0
    for end in range(head + 1, len(lines)):
        if _RULE.fullmatch(lines[end]):
            return end + 1
        is_blank = not lines[end].strip()
        if is_blank and not is_framed:
            return end
        if is_blank and not "".join(lines[end + 1 : end + 2]).strip():
            return 0
    return 0 if is_framed else len(lines)


def _has_columns(lines: list[str], place: int) -> bool:
    return place < len(lines) and _COLUMNS.fullmatch(lines[place]) is not None


def _simple_rows(lines: list[str]) -> Iterator[str]:
    columns = next(line for line in lines if _COLUMNS.fullmatch(line))
    starts = [found.start() for found in re.finditer(r"-+", columns)]
    inner = [line for line in lines if not _RULE.fullmatch(line) or line is columns]
    is_multiline = any(not line.strip() for line in inner)
    row: list[str] = []
    for line in [*inner, ""]:
        ends_row = not line.strip() or line is columns
        if row and (ends_row or not is_multiline):
            yield _joined(row, starts)
            row = []
        if not ends_row:
            row.append(line)


def _joined(lines: list[str], starts: list[int]) -> str:
    ends = [*starts[1:], None]
    cells = (
        " ".join(line[start:end].strip(" ") for line in lines)
        for start, end in zip([0, *starts[1:]], ends, strict=True)
    )
    return " ".join(" ".join(cells).split(" ")).strip()


def _rows(lines: list[str]) -> Iterator[str]:
    """The rows of a grid."""
    row: list[list[str]] = []
    for line in lines:
        if not line.lstrip().startswith("+"):
            row.append([cell.strip(" ") for cell in line.strip(" ").strip("|").split("|")])
        elif row:
            width = max(map(len, row))
            columns = ([line[n] for line in row if n < len(line)] for n in range(width))
            yield " ".join(filter(None, (" ".join(filter(None, one)) for one in columns)))
            row = []
