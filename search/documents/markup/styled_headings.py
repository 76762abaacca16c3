"""Headings told by style sheets: paragraphs in bold, in a book that marks no heading as one."""

import re
from typing import NamedTuple

from ..headings import LONGEST_HEADING, is_bold_heading
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


class _Style(NamedTuple):
    """size: in points; 0 if it isn't known"""

    size: float = 0.0
    bold: bool = False
    italic: bool = False

    def over(self, other: "_Style") -> "_Style":
        """What is printed so within what is printed as another."""
        return _Style(self.size or other.size, self.bold or other.bold, self.italic or other.italic)

    def outranks(self, later: "_Style") -> bool:
        """Whether it is of a higher level than one that came later."""
        return self.size >= later.size or not self.size


class StyledHeadings:
    """How the classes of a book are printed. sheets: its style sheets (CSS)"""

    def __init__(self, sheets: str) -> None:
        self._classes = {name: _style(said) for name, said in _RULE.findall(sheets)}
        self._met: list[_Style] = []

    def mark(self, body: Element) -> None:
        """Makes headings of the paragraphs of a page that style so; pages come in order."""
        for paragraph in list(body.iter("p")):
            above = paragraph.getparent()
            style = self._of(paragraph)
            if not style.bold or (above is not None and above.tag in _WITHIN):
                continue
            text = beginning_of(paragraph, LONGEST_HEADING)
            if text and is_bold_heading(text):
                paragraph.tag = f"h{min(self._level(style), 6)}"

    def _level(self, style: _Style) -> int:
        """From 1. Of the same size, what comes first in a book is above the rest."""
        if style not in self._met:
            if len(self._met) == _MOST:
                return _MOST
            self._met.append(style)
        place = self._met.index(style)
        earlier, later = self._met[:place], self._met[place + 1 :]
        higher = [one for one in earlier if one.outranks(style)]
        return 1 + len(higher) + sum(style.size > 0 and not style.outranks(one) for one in later)

    def _of(self, paragraph: Element) -> _Style:
        """How all of a paragraph is printed."""
        element, style = paragraph, _Style()
        for _ in range(_DEEPEST):
            for name in (element.get("class") or "").split():
                style = self._classes.get(name, _Style()).over(style)
            if (element.text or "").strip() or len(element) != 1:
                break
            if element[0].tag != "span" or (element[0].tail or "").strip():
                break
            element = element[0]
        return style


def _style(said: str) -> _Style:
    size = _SIZE.search(said)
    points = float(size[1]) * _POINTS[size[2].lower()] if size else 0.0
    return _Style(points, _BOLD.search(said) is not None, _ITALIC.search(said) is not None)
