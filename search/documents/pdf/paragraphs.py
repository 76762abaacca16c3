"""Lines → paragraphs: where does one end?

Where more space follows, where a line could have held the next one's first word and doesn't,
where the next line is indented and those after it aren't, where an item begins, where the type
changes. The end of a page or column ends none of itself.
"""

import re
from collections.abc import Iterable, Iterator

from ..block import Block
from ..dates import date_alone
from ..hyphens import Hyphens
from .headings import Headings
from .initials import with_initials
from .lines import Line, Page
from .measures import Measures
from .notes import take_notes, without_back
from .rows import LABEL

_ITEM = re.compile(rf"(?:{LABEL.pattern})\s+(?=\S)")
_BULLET = re.compile(r"[•◦▪‣●○■□✓➢➔►\uf0b7\uf0a7]\s*(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")
_DASH = re.compile(r"[–—*-]\s+(?=\S)")
_ENDS, _AFTER_AN_END = (".", "!", "?", "…", ":"), ' \t\u00a0\u202f»”’")]'
#: Of the size of the type: what is no chance in an indentation.
_INDENT = 0.6
#: Of the leading: more space than that parts paragraphs; where a sentence goes on, this does.
_SPACE, _WIDE_SPACE = 1.14, 1.5
#: Points that the middles of centred lines differ by.
_CENTRED = 1.0
#: Characters of a paragraph that may matter to its next line.
_JOINED = 1000
#: Of the size: farther down, something stands between.
_FAR = 4.0
#: Characters before the end of a line that a word is looked for in.
_LONGEST_WORD = 100


class Layout:
    """The text of pages, from which the furniture has been taken.

    contents: the file's outline, headings with their levels
    """

    def __init__(self, pages: list[Page], contents: Iterable[tuple[str, int]]) -> None:
        self._measures = Measures(pages)
        for page in pages:
            with_initials(page, self._measures.size)
        self._notes = take_notes(pages, self._measures)
        self._levels = Headings(pages, self._measures, contents).levels
        self._lines = list(_without_repeated_rows(pages))
        self._hyphens = Hyphens(line.text for line in self._lines)

    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The paragraphs and headings in their order, and the notes."""
        blocks, notes = [], [self._block(note) for note in self._notes if note]
        for lines in self._parts():
            block = self._block(lines, self._levels.get(id(lines[0]), 0))
            text, leads_back = without_back(block.text)
            if leads_back:
                notes.append(block._replace(text=text))
            elif text:
                blocks.append(block)
        return blocks, [note for note in notes if note.text]

    def title(self) -> str:
        """What is printed largest on the first page, if anything is larger than the text."""
        first = [line for line in self._lines if line.page == 1 and len(line.text) > 2]
        largest = max((line.size for line in first), default=0.0)
        if largest < 1.15 * self._measures.size:
            return ""
        for lines in self._parts():
            if lines[0].page == 1 and lines[0].size > largest - 0.5:
                return self._block(lines).text
        return ""

    def _block(self, lines: list[Line], level: int = 0) -> Block:
        text = self._joined(line.text for line in lines)
        bare = text if level or lines[0].cells else _without_label(text)
        return Block(text=bare, level=level, page=lines[0].page, item=bool(lines[0].cells))

    def _joined(self, lines: Iterable[str]) -> str:
        """The lines on one; of what is already joined only the end is looked at again."""
        pieces, end = [], ""
        for line in lines:
            end = self._hyphens.join(end, line) if end else line
            if len(end) > 2 * _LONGEST_WORD:
                pieces.append(end[:-_LONGEST_WORD])
                end = end[-_LONGEST_WORD:]
        return "".join([*pieces, end])

    def _parts(self) -> Iterator[list[Line]]:
        """The lines of each paragraph."""
        part: list[Line] = []
        for place, line in enumerate(self._lines):
            after = self._lines[place + 1] if place + 1 < len(self._lines) else None
            if part and self._begins(part, line, after):
                yield part
                part = []
            part.append(line)
        if part:
            yield part

    def _begins(self, part: list[Line], line: Line, after: Line | None) -> bool:
        """Whether a line begins another paragraph."""
        last = part[-1]
        level, last_level = self._levels.get(id(line), 0), self._levels.get(id(last), 0)
        if level != last_level or line.cells:
            return True
        if last.cells:
            return not _goes_on_in_cell(last, line)
        if last.page != line.page or last.base <= line.base:
            return level > 0 or self._begins_elsewhere(last, line, after)
        if last.base - line.base > _FAR * line.size and not _may_go_on(last, line):
            return True
        return self._begins_below(part, line, after, level)

    def _begins_below(self, part: list[Line], line: Line, after: Line | None, level: int) -> bool:
        last = part[-1]
        drop, leading = last.base - line.base, self._measures.leading(line.size)
        if last.fixed != line.fixed and not _ends(last) and not self._is_short(last, line):
            # A command that is a line of its own, amid a text.
            return drop > _SPACE * self._measures.leading(max(last.size, line.size))
        if abs(line.size - last.size) > 0.09 * last.size:
            return True
        if level:
            return drop > 1.6 * max(line.size, leading / 1.2)
        if last.fixed and line.fixed:
            return drop > 1.3 * leading
        if last.fixed != line.fixed and (len(part) > 1 or self._is_short(last, line)):
            return True
        if last.hyphenated and last.text[-2:-1].isalpha() and drop < _WIDE_SPACE * leading:
            return False
        if drop > (_SPACE if _ends(last) or self._is_short(last, line) else _WIDE_SPACE) * leading:
            return True
        if _goes_on_centred(last, line):
            return False
        return (
            self._is_item(line, part)
            or self._is_short(last, line)
            or self._is_indented(part, line, after)
            or _is_date_below(last, line)
        )

    def _begins_elsewhere(self, last: Line, line: Line, after: Line | None) -> bool:
        """The same at the head of a page or column."""
        if abs(line.size - last.size) > 0.09 * last.size or last.fixed != line.fixed:
            return True
        if last.fixed or (last.hyphenated and last.text[-2:-1].isalpha()):
            return False
        if _may_go_on(last, line):
            return False
        if _ITEM.match(line.text) or self._is_short(last, line):
            return True
        if after is not None and _goes_in(line, after):
            return True
        edge = self._measures.edge(last)
        full = edge.justified and last.right > edge.right - 1.5
        return _ends(last) and not full

    def _is_item(self, line: Line, part: list[Line]) -> bool:
        if _BULLET.match(line.text):
            return True
        if _DASH.match(line.text):
            return _ends(part[-1]) or part[-1].text.endswith((";", ",")) or _is_dashed(part)
        return _NUMBER.match(line.text) is not None and (
            _NUMBER.match(part[0].text) is not None or _ends(part[-1])
        )

    def _is_short(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line would have had room on the one before."""
        edge = self._measures.edge(last)
        room = edge.right - last.right - line.first_word - 0.25 * last.size
        if edge.justified:
            return room > 0.4 * last.size
        ends = _ends(last) or last.text.endswith((";", ",")) or not line.text[0].islower()
        return room > (0.5 if ends else 4.0) * last.size

    def _is_short_item(self, last: Line, line: Line) -> bool:
        """Whether an item ended on its one line, which is not full."""
        room = self._measures.edge(line).right - last.right
        ended = _ends(last) and not line.text[0].islower()
        return ended and room > _FAR * line.size and _ITEM.match(last.text) is not None

    def _is_indented(self, part: list[Line], line: Line, after: Line | None) -> bool:
        last, indent = part[-1], _INDENT * line.size
        if line.left > last.left + indent:
            # A first line may stand farther out than the others.
            return len(part) > 1 or (_ITEM.match(last.text) is None and _ends(last))
        if line.left < last.left - indent:
            # Only a first line stands farther in than the others; and an item all the more.
            return len(part) > 1 or self._is_short_item(last, line)
        # One after another: the first was all of its paragraph.
        return after is not None and len(part) == 1 and _ends(last) and _goes_in(line, after)


def _goes_on_centred(last: Line, line: Line) -> bool:
    """Whether a line stands in the middle below another, whose sentence goes on."""
    return _is_centred(last, line) and line.text[0].islower() and not _ends(last)


def _is_centred(last: Line, line: Line) -> bool:
    """Whether two lines have their middles in common, and not their left ends."""
    middles = abs(line.left + line.right - last.left - last.right) / 2
    return middles < _CENTRED and abs(line.left - last.left) > 2 * _CENTRED


def _goes_on_in_cell(last: Line, line: Line) -> bool:
    """Whether the last cell of a row goes on at the head of the next page."""
    below = abs(line.left - last.cells[-1]) < 1.0
    return line.page == last.page + 1 and below and _may_go_on(last, line)


def _may_go_on(last: Line, line: Line) -> bool:
    return line.text[0].islower() and not _ends(last)


def _is_date_below(last: Line, line: Line) -> bool:
    """Whether a line is a date, centred below another, as on the first page."""
    return _is_centred(last, line) and date_alone(line.text) is not None


def _goes_in(line: Line, after: Line) -> bool:
    """Whether a line is indented, and the next one isn't."""
    below = after.page == line.page and after.base < line.base
    return below and line.left > after.left + _INDENT * line.size


def _is_dashed(part: list[Line]) -> bool:
    return _DASH.match(part[0].text) is not None


def _ends(line: Line) -> bool:
    return line.text.rstrip(_AFTER_AN_END)[-1:] in _ENDS


def _without_label(text: str) -> str:
    """An item of a list without its mark."""
    for mark in (_BULLET, _DASH, _NUMBER):
        if found := mark.match(text):
            return text[found.end() :]
    return text


def _without_repeated_rows(pages: list[Page]) -> Iterator[Line]:
    """All lines, without the head of a table where it is said again on its next page."""
    head: Line | None = None
    last: Line | None = None
    for page in pages:
        for place, line in enumerate(page.lines):
            again = place == 0 and head is not None and last is not None and last.cells
            if again and head is not None and line.text == head.text and line.cells:
                continue
            if line.cells and (last is None or not last.cells):
                head = line
            last = line
            yield line
