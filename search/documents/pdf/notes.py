"""Footnotes, taken from the foot of the pages."""

import re

from .lines import Line, Page
from .measures import Measures

#: Of the size of the text: notes are printed smaller.
_SMALLER = 0.95
_MARK = re.compile(
    r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})(?:[.)]|(?=\s)|(?=[^\W\d_]{2}))|[*†‡]+)\s*(?=\S)"
)
#: What leads back from a note to the text.
_BACK = re.compile(r"\s*[↩↑]\ufe0e?$")


def take_notes(pages: list[Page], measures: Measures) -> list[list[Line]]:
    """The notes, each in its lines, their marks taken away; changes the pages."""
    notes: list[list[Line]] = []
    for page in pages:
        kept: list[Line] = []
        for column in _columns(page.lines):
            start = _start(column, page.height, measures)
            kept += column[:start]
            for line in column[start:]:
                if _without_mark(line) or not notes:
                    notes.append([])
                notes[-1].append(line)
        page.lines = kept
    return notes


def _columns(lines: list[Line]) -> list[list[Line]]:
    """The lines in runs that go down the page."""
    made: list[list[Line]] = []
    for line in lines:
        if made and line.base < made[-1][-1].base + line.size:
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _start(column: list[Line], height: float, measures: Measures) -> int:
    """Where the notes begin, which go on to the foot of the column; its end if there are none."""
    start = len(column)
    for place in range(len(column) - 1, -1, -1):
        line = column[place]
        small = line.size < _SMALLER * measures.size
        if line.mark or (small and _MARK.match(line.text)):
            start = place
        elif not small and not (line.base < 0.3 * height and _is_below_a_mark(column, place)):
            break
    return start


def _is_below_a_mark(column: list[Line], place: int) -> bool:
    """Whether a line of the size of the text goes on a note: few do."""
    return any(line.mark for line in column[max(0, place - 8) : place])


def _without_mark(line: Line) -> bool:
    if line.mark:
        line.mark = ""
        return True
    found = _MARK.match(line.text)
    if found:
        line.text = line.text[found.end() :]
    return found is not None


def without_back(text: str) -> tuple[str, bool]:
    """The text of a note without the sign that leads back, and whether there was one."""
    found = _BACK.search(text)
    return (text[: found.start()], True) if found else (text, False)
