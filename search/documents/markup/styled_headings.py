"""Headings of a book that names none: paragraphs that its style sheets print in bold."""

import re
from typing import NamedTuple

from ..structure import LONGEST_HEADING, looks_like_heading
from .walk import Element, beginning_of

_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,4}(?:\.\d{1,6})?)\s*(pt|px)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75}
#: A paragraph in these is no heading, and nobody puts spans so deep.
_WITHIN = ("td", "th", "li")
_DEEPEST = 5
#: Nobody prints headings in more ways.
_MOST = 40


class _Look(NamedTuple):
    """size: in points; 0 if it isn't known"""

    size: float = 0.0
    bold: bool = False
    italic: bool = False

    def over(self, other: "_Look") -> "_Look":
        """What is printed so within what is printed as another."""
        return _Look(self.size or other.size, self.bold or other.bold, self.italic or other.italic)

    def outranks(self, later: "_Look") -> bool:
        """Whether it is of a higher level than one that came later."""
        return self.size >= later.size or not self.size


class Looks:
    """How the classes of a book are printed. sheets: its style sheets (CSS)"""

    def __init__(self, sheets: str) -> None:
        self._classes = {name: _look(said) for name, said in _RULE.findall(sheets)}
        self._met: list[_Look] = []

    def mark(self, body: Element) -> None:
        """Makes headings of the paragraphs of a page that look so; pages come in order."""
        for paragraph in list(body.iter("p")):
            above = paragraph.getparent()
            look = self._of(paragraph)
            if not look.bold or (above is not None and above.tag in _WITHIN):
                continue
            text = beginning_of(paragraph, LONGEST_HEADING)
            if text and looks_like_heading(text):
                paragraph.tag = f"h{min(self._level(look), 6)}"

    def _level(self, look: _Look) -> int:
        """From 1. Of the same size, what comes first in a book is above the rest."""
        if look not in self._met:
            if len(self._met) == _MOST:
                return _MOST
            self._met.append(look)
        place = self._met.index(look)
        earlier, later = self._met[:place], self._met[place + 1 :]
        higher = [one for one in earlier if one.outranks(look)]
        return 1 + len(higher) + sum(look.size > 0 and not look.outranks(one) for one in later)

    def _of(self, paragraph: Element) -> _Look:
        """How all of a paragraph is printed."""
        element, look = paragraph, _Look()
        for _ in range(_DEEPEST):
            for name in (element.get("class") or "").split():
                look = self._classes.get(name, _Look()).over(look)
            if (element.text or "").strip() or len(element) != 1:
                break
            if element[0].tag != "span" or (element[0].tail or "").strip():
                break
            element = element[0]
        return look


def _look(said: str) -> _Look:
    size = _SIZE.search(said)
    points = float(size[1]) * _POINTS[size[2].lower()] if size else 0.0
    return _Look(points, _BOLD.search(said) is not None, _ITALIC.search(said) is not None)
