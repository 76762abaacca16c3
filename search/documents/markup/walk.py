"""A tree of HTML → blocks.

Whoever has text outside any block has a block; a row of a table is one, its cells joined by a
space; so is an item of a list, a term and its definition, a caption. Marks of footnotes are
left out and notes come last.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from ..block import Block, one_line

Element = Any
#: The levels of headings.
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
#: What shows no text, or none to be read.
UNSEEN = frozenset(
    "script style noscript template head button select textarea input iframe object "
    "embed svg canvas audio video map area base link meta title datalist dialog menu rp rt".split()
)
_IN_A_ROW = frozenset(("table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))
#: Of the begins and ends of elements.
_FEW = 400
#: In elements.
_LARGEST_CELL = 500
#: The first line of a paragraph, where pages have but ends of lines.
_INDENT = re.compile(r"[ \t\n\r\f]*[\u00a0\u2003]{2,}")
_NOTE_MARK = re.compile(
    r"footnote-?(?:ref|anchor|call)|noteref|sdfootnoteanc|sdendnoteanc|^footnote-reference",
    re.IGNORECASE,
)
_NOTE_BACK = re.compile(
    r"footnote-?back|sdfootnotesym|sdendnotesym|backlink|headerlink|anchorjs", re.IGNORECASE
)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|rearnotes?|references|sdfootnote\d+"
    r"|sdendnote\d+)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_MARK = 40
_BARE_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡ivxlc]{1,5})[\])]?", re.IGNORECASE)


@dataclass(slots=True)
class Blocks:
    """What has been read: `blocks` of the text, `notes` below it."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


def blocks_of(root: Element, dropped: Container[Element] = ()) -> Blocks:
    """All blocks below an element, but for what is `dropped`."""
    walk = _Walk(Blocks(), dropped)
    walk.inside(root)
    walk.end()
    return walk.found


class _Walk:
    """One walk over a tree, gathering characters until a block ends.

    It goes by a stack of its own: nothing that a file holds is too deep for it.
    """

    def __init__(self, found: Blocks, dropped: Container[Element]) -> None:
        self.found = found
        self._dropped = dropped
        self._text: list[str] = []
        self._level = 0
        self._in_notes = 0

    def inside(self, root: Element) -> None:
        pending: list[tuple[str, Element]] = [("in", root)]
        while pending:
            what, element = pending.pop()
            if what == "out":
                self._leave(element)
            elif what == "text":
                self._text.append(element)
            elif self._enter(element):
                pending.append(("out", element))
                for child in reversed(element):
                    if child.tail:
                        pending.append(("text", child.tail))
                    pending.append(("in", child))
                if element.text:
                    pending.append(("text", element.text))

    def end(self) -> None:
        """A block ends here, if there is any."""
        text = one_line("".join(self._text))
        self._text.clear()
        if text:
            to = self.found.notes if self._in_notes else self.found.blocks
            to.append(Block(text, 0 if self._in_notes else self._level))

    def _enter(self, element: Element) -> bool:
        """Whether what is inside is to be read."""
        if not isinstance(element.tag, str):  # a comment, a processing instruction
            return False
        tag = local_name(element)
        if element in self._dropped:
            if tag in _BLOCKS:
                self.end()
            return False
        if tag in UNSEEN or is_hidden(element) or is_note_mark(element):
            return False
        if tag == "br":
            self._line_end(element)
            return False
        if tag == "tr" and is_row(element):
            self._row(element)
            return False
        if tag in _BLOCKS:
            self.end()
            self._in_notes += is_notes(element)
            self._level = HEADINGS.get(tag, self._level)
        return True

    def _leave(self, element: Element) -> None:
        tag = local_name(element)
        if tag in _BLOCKS:
            self.end()
            self._in_notes -= is_notes(element)
            if tag in HEADINGS:
                self._level = 0

    def _line_end(self, element: Element) -> None:
        """Two in a row are the end of a paragraph; one is, if the next line is indented."""
        before = element.getprevious()
        is_second = before is not None and before.tag == element.tag
        if (is_second and not (before.tail or "").strip()) or _INDENT.match(element.tail or ""):
            self.end()
        else:
            self._text.append(" ")

    def _row(self, row: Element) -> None:
        self.end()
        cells = [text for cell in row if (text := text_of(cell))]
        self._text.append(" ".join(cells))
        self.end()


def text_of(element: Element) -> str:
    """The text of an element on one line."""
    if not isinstance(element.tag, str):
        return ""
    found = blocks_of(element)
    return " ".join(block.text for block in (*found.blocks, *found.notes))


def is_row(row: Element) -> bool:
    """False where a table only lays out the page: its cells hold blocks of their own.

    A cell with more elements than anybody puts in one is none.
    """
    for cell in row:
        paragraphs = 0
        for count, one in enumerate(cell.iter()):
            tag = local_name(one)
            paragraphs += tag == "p"
            if (count and tag in _IN_A_ROW) or paragraphs > 1 or count > _LARGEST_CELL:
                return False
    return True


def is_hidden(element: Element) -> bool:
    style = element.get("style") or ""
    return element.get("hidden") is not None or "display:none" in style.replace(" ", "").lower()


def is_note_mark(element: Element) -> bool:
    """The number that calls a footnote, or leads back from it."""
    tag = local_name(element)
    if tag not in ("a", "sup", "span"):
        return False
    said = _said(element)
    if _NOTE_BACK.search(said) or "doc-backlink" in said:
        return True
    text = beginning_of(element, _LONGEST_MARK)
    if _NOTE_MARK.search(said) or "doc-noteref" in said:
        return _BARE_NUMBER.fullmatch(text) is not None
    if tag == "a" and text in ("↩", "↩︎", "↑", "^", "¶", "#"):
        return True
    is_mark = tag == "sup" and _BARE_NUMBER.fullmatch(text) is not None
    return is_mark and ("reference" in said.split() or _is_linked(element))


def _is_linked(element: Element) -> bool:
    links = [one for one in islice(element.iter(), 5) if local_name(one) == "a"]
    above = element.getparent()
    if above is not None and local_name(above) == "a":
        links.append(above)
    return any((link.get("href") or "").startswith("#") for link in links)


def is_notes(element: Element) -> bool:
    """A block of footnotes."""
    said = _said(element)
    return "doc-endnotes" in said or "doc-footnote" in said or bool(_NOTES.search(said))


def _said(element: Element) -> str:
    """What its attributes say that an element is for."""
    return " ".join(value for name, value in element.items() if _names_a_role(name))


def _names_a_role(name: str) -> bool:
    return name in ("class", "id", "role", "rel") or name.endswith("}type") or name == "epub:type"


def beginning_of(element: Element, size: int) -> str:
    """The text of an element on one line, of which no more is read than is asked for.

    No more than a few hundred elements are looked into: most that have no text have none.
    """
    found: list[str] = []
    for event, one in islice(etree.iterwalk(element, events=("start", "end")), _FEW):
        text = one.text if event == "start" else one.tail
        if text and (event == "start" or one is not element) and isinstance(one.tag, str):
            found.append(text)
            size -= len(text)
        if size < 0:
            break
    return one_line("".join(found))


def local_name(element: Element) -> str:
    """The tag in small letters, without its name space; "" for a comment."""
    return _name_of(element.tag)


@lru_cache(maxsize=1024)
def _name_of(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
