"""Tables of contents, left out: they say again what the headings say, with the pages."""

import re
from itertools import pairwise

from .lines import Page

#: A line of dots, and the number of a page or nothing.
_ENTRY = re.compile(
    r".*?(?:[\s\u00a0]?[.·…_]){4,}[\s\u00a0.]*(?:\d{1,4}|[ivxlc]{1,7})?$", re.IGNORECASE
)
_NUMBERED = re.compile(r".*\S[\s\u00a0]+(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:table des matières|sommaire|table of contents|contents|(?:liste|table) des "
    r"(?:tableaux|figures|illustrations|tables|exemples))",
    re.IGNORECASE,
)
#: Fewer on a page may be a form to be filled in.
_ENTRIES = 3
#: Lines between entries that are of the table too: titles that go over two lines, parts.
_BETWEEN = 2


def without_contents(page: Page) -> None:
    """Takes the lines of tables of contents, and what they are called, from a page."""
    entries = [place for place, line in enumerate(page.lines) if _ENTRY.fullmatch(line.text)]
    if len(entries) < _ENTRIES:
        return
    dropped = set(entries)
    for place, line in enumerate(page.lines):
        near = any(abs(place - entry) <= _BETWEEN for entry in entries)
        if near and (_NUMBERED.fullmatch(line.text) or _NAMED.fullmatch(line.text.strip())):
            dropped.add(place)
    for before, after in pairwise(entries):
        if after - before <= _BETWEEN:
            dropped.update(range(before, after))
    page.lines = [line for place, line in enumerate(page.lines) if place not in dropped]
