"""Characters → paragraphs and rows of tables."""

import re
from dataclasses import dataclass, field

from ...block import Block, one_line, paragraphs_in
from .styles import Styles

_MARKER = re.compile(r"(?:[•◦▪‣·–-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s*\t\s*")


@dataclass(slots=True)
class Paragraph:
    """How a paragraph is laid out; hanging: its first line begins further left."""

    style: int = 0
    level: int = 0
    hanging: bool = False
    centered: bool = False
    in_table: bool = False


@dataclass(slots=True)
class Flow:
    """Text that goes on beside others: that of the document, or of a box in it.

    paragraph: that which is being read
    title: of the document, if a style or its place says so; a box has none
    boxed: what is in the boxes of the paragraph that is being read
    """

    styles: Styles
    is_box: bool = False
    blocks: list[Block] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    title: str = ""
    boxed: list[Block] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _is_bold: bool = False
    _nested: list[str] = field(default_factory=list)
    _cell: list[Block] = field(default_factory=list)
    _row: list[list[Block]] = field(default_factory=list)

    def say(self, text: str, *, bold: bool) -> None:
        self._text.append(text)
        self._is_bold = bold

    def end(self, word: str) -> None:
        """What a word of `words.ENDS` ends."""
        if word == "nestcell":
            self._nested.append(one_line(self._taken()))
        elif word == "nestrow":
            row = " ".join(filter(None, self._nested))
            self._cell += [Block(row)] if row else []
            self._nested.clear()
        elif word == "cell":
            self._cell += (block._replace(level=0) for block in self._ended())
            self._row.append(self._cell)
            self._cell = []
        elif word == "row":
            self.end_all()
        elif self.paragraph.in_table:
            self._cell += self._ended()
        else:
            self._end_paragraph()

    def end_all(self) -> None:
        """The row that is being read, or the paragraph, if there's any."""
        if self.paragraph.in_table or self._row or self._cell:
            self._end_row()
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        style = self.paragraph.style
        for block in self._ended():
            if style in self.styles.contents:
                continue
            if not self._is_title():
                self.blocks.append(block)
            elif self.title or self.is_box:
                self.blocks.append(block._replace(level=1))
            else:
                self.title = block.text
        self._end_boxes()

    def _end_row(self) -> None:
        """A row is a paragraph, unless a cell of it has several: then these are."""
        self._cell += self._ended()
        cells = [cell for cell in (*self._row, self._cell) if cell]
        if all(len(cell) == 1 and not cell[0].level for cell in cells):
            text = " ".join(cell[0].text for cell in cells)
            self.blocks += [Block(text, item=True)] if text else []
        else:
            self.blocks += (block for cell in cells for block in cell)
        self._row, self._cell, self.paragraph = [], [], Paragraph()
        self._end_boxes()

    def _end_boxes(self) -> None:
        self.blocks += self.boxed
        self.boxed.clear()

    def _ended(self) -> list[Block]:
        level = self.paragraph.level or self.styles.levels.get(self.paragraph.style, 0)
        return [Block(text, level) for text in paragraphs_in(self._taken()) if text]

    def _taken(self) -> str:
        text = mended("".join(self._text))
        self._text.clear()
        return _MARKER.sub("", text, count=1) if self.paragraph.hanging else text

    def _is_title(self) -> bool:
        """By its style, or as the first paragraph, bold and centred."""
        if self.paragraph.style in self.styles.titles:
            return True
        is_first = not self.blocks and not self.title and not self.is_box
        return is_first and self.paragraph.centered and self._is_bold


def mended(text: str) -> str:
    """With surrogates, which come in pairs of \\u, made one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").lstrip(" ")
