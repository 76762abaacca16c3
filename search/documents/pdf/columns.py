"""Pages of several columns whose file goes across them, line by line: column after column.

Where the file goes down each column, as most do, its order is kept.
"""

from .lines import Line

#: Rows that a gap has to go through.
_ROWS = 6
#: Characters of a line of a column, on average; shorter ones are cells of a table.
_PROSE = 22
#: The part of the lines on the left that reach the gap.
_REACHING = 0.45


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines, those of a page read across its columns put in the order of these."""
    begin = 0
    ordered: list[Line] = []
    for start, end, gap in _regions(lines):
        ordered += lines[begin:start]
        left = [line for line in lines[start:end] if line.left < gap]
        right = [line for line in lines[start:end] if line.left >= gap]
        ordered += in_reading_order(left) + in_reading_order(right)
        begin = end
    return ordered + lines[begin:]


def _regions(lines: list[Line]) -> list[tuple[int, int, float]]:
    """Where lines alternate between two columns: from, to, and where the gap is."""
    found: list[tuple[int, int, float]] = []
    place = 0
    while place + 1 < len(lines):
        region = _region(lines, place)
        if region is None:
            place += 1
        else:
            found.append(region)
            place = region[1]
    return found


def _region(lines: list[Line], start: int) -> tuple[int, int, float] | None:
    if not _beside(lines[start], lines[start + 1]):
        return None
    low, high = lines[start].right, lines[start + 1].left
    rows, place, last = 0, start, start
    while place < len(lines):
        line = lines[place]
        if place + 1 < len(lines) and _beside(line, lines[place + 1]):
            left, right = max(low, line.right), min(high, lines[place + 1].left)
            if left >= right:
                break
            low, high, rows = left, right, rows + 1
            place += 2
            last = place
        elif line.right <= high and line.left < low:
            low, place = max(low, line.right), place + 1
        elif line.left >= low:
            high, place = min(high, line.left), place + 1
        else:
            break
    end = max(last, place)
    if rows < _ROWS or rows < 0.3 * (end - start) or not _is_prose(lines[start:end], low):
        return None
    return start, end, (low + high) / 2


def _beside(line: Line, after: Line) -> bool:
    return abs(line.base - after.base) < 0.6 * line.size and after.left > line.right


def _is_prose(lines: list[Line], gap: float) -> bool:
    """Both sides have lines of some length, and those on the left mostly reach the gap."""
    left = [line for line in lines if line.left < gap]
    right = [line for line in lines if line.left >= gap]
    if not left or not right:
        return False
    long = all(sum(len(line.text) for line in side) >= _PROSE * len(side) for side in (left, right))
    reaching = sum(gap - line.right < 2 * line.size for line in left)
    return long and reaching >= _REACHING * len(left)
