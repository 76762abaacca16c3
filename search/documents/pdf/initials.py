"""Large first letters, given back to their words; symbols and notes of music, left out."""

import re

from .lines import Line, Page

#: Of the size of the text: a letter as large is an initial, or a symbol.
_LARGE = 1.5
_INITIAL = re.compile(r"(?:«[\s\u00a0]?)?[^\W\d_]['’]?")
_WORD = re.compile(r"[^\W_]{2}|\d")
#: Lines that may stand beside an initial.
_LINES = 6


def with_initials(page: Page, size: float) -> None:
    """Changes the lines of a page, whose text mostly has that size."""
    kept: list[Line] = []
    for place, line in enumerate(page.lines):
        if line.size < _LARGE * size or _WORD.search(line.text):
            kept.append(line)
        elif _INITIAL.fullmatch(line.text):
            _give_back(line, page.lines[place + 1 : place + 1 + _LINES])
    page.lines = kept


def _give_back(initial: Line, following: list[Line]) -> None:
    """Puts the letter before the text beside it, if there is any."""
    beside = [
        line
        for line in following
        if initial.base - 1 < line.base + 0.3 * line.size < initial.base + initial.size
        and 0 <= line.left - initial.right + 0.3 * line.size < 1.5 * line.size
    ]
    if beside:
        beside[0].text = initial.text + beside[0].text
    for line in beside:
        line.left = initial.left
