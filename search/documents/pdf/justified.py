"""Lines of narrow columns, whose words justification has set far apart, made whole.

The gaps between such words are all the same; between the cells of a table they aren't.
"""

from dataclasses import replace
from itertools import pairwise

from .lines import Line

#: Of the widest gap, and points, that the others may differ by.
_UNEVEN, _SLACK = 0.08, 0.6
#: Points that lines which begin or end together may differ by.
_TOGETHER = 1.5


def whole_justified(lines: list[Line]) -> list[Line]:
    """The pieces of a page, those of such lines joined."""
    made: list[Line] = []
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _beside(lines[end - 1], lines[end]):
            end += 1
        pieces = lines[place:end]
        around = (*lines[max(0, place - 1) : place], *lines[end : end + 1])
        if len(pieces) > 1 and _is_even(pieces) and (len(pieces) > 2 or _fills(pieces, around)):
            made.append(_joined(pieces))
        else:
            made += pieces
        place = end
    return made


def _beside(last: Line, line: Line) -> bool:
    return (
        abs(last.base - line.base) < 0.5
        and abs(last.size - line.size) < 0.2
        and line.left > last.right
    )


def _is_even(pieces: list[Line]) -> bool:
    """Whether they are words, all as far apart."""
    if any(" " in piece.text for piece in pieces):
        return False
    gaps = [line.left - last.right for last, line in pairwise(pieces)]
    return max(gaps) - min(gaps) < _UNEVEN * max(gaps) + _SLACK


def _fills(pieces: list[Line], around: tuple[Line, ...]) -> bool:
    """Whether a line above or below, of many words, begins and ends where they do."""
    return any(
        " " in line.text
        and abs(line.right - pieces[-1].right) < _TOGETHER
        and abs(line.left - pieces[0].left) < 2 * line.size
        for line in around
    )


def _joined(pieces: list[Line]) -> Line:
    return replace(
        pieces[0],
        text=" ".join(piece.text for piece in pieces),
        right=pieces[-1].right,
        bold=all(piece.bold for piece in pieces),
        fixed=all(piece.fixed for piece in pieces),
    )
