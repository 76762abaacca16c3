"""Which lines are headings: those of the file's own outline, else those in larger or bold type."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from .lines import Line, Page
from .measures import Measures

#: Of the size of the text.
_LARGER = 1.08
#: Characters of all lines of a heading.
_LONGEST = 200
#: Lines that a heading of the outline may be cut into.
_LINES = 4
#: The part of an outline that has to be in the text before it is believed.
_BELIEVED = 0.5
_ENDS_A_SENTENCE = (".", ",", ";", ":", "…", "!")
_WORD = re.compile(r"[^\W\d_]{2}")
Style = tuple[float, bool]


class Headings:
    """levels: of the lines that are headings, from 1, by `id`"""

    def __init__(
        self, pages: list[Page], measures: Measures, contents: Iterable[tuple[str, int]]
    ) -> None:
        self.levels: dict[int, int] = {}
        self._measures = measures
        lines = [line for page in pages for line in page.lines]
        styles = self._from(contents, lines)
        if styles:
            self._styled(lines, styles)
        else:
            self._larger(lines)

    def _from(self, contents: Iterable[tuple[str, int]], lines: list[Line]) -> dict[Style, int]:
        """The levels that the file's outline gives to styles of type."""
        wanted: dict[str, int] = {}
        for title, level in contents:
            if plain := _plain(title):
                wanted.setdefault(plain, level)
        if not wanted:
            return {}
        found: dict[str, list[Line]] = {}
        plain_lines = [_plain(line.text) for line in lines]
        for place in range(len(lines)):
            for name, count in _heads(plain_lines[place : place + _LINES], wanted):
                part = lines[place : place + count]
                if name not in found or _style(part[0]) > _style(found[name][0]):
                    found[name] = part
        if len(found) < _BELIEVED * len(wanted):
            return {}
        styles: dict[Style, Counter[int]] = defaultdict(Counter)
        for name, part in found.items():
            styles[_style(part[0])][wanted[name]] += 1
            for line in part:
                self.levels[id(line)] = wanted[name]
        return {style: levels.most_common(1)[0][0] for style, levels in styles.items()}

    def _styled(self, lines: list[Line], styles: dict[Style, int]) -> None:
        """What the outline leaves out, but is printed as its headings are, or larger."""
        body = self._measures.size
        for line in lines:
            style = _style(line)
            if id(line) in self.levels or line.cells or not _may_head(line):
                continue
            if style in styles and (style[0] > _LARGER * body):
                self.levels[id(line)] = styles[style]

    def _larger(self, lines: list[Line]) -> None:
        body = self._measures.size
        styles: Counter[Style] = Counter()
        heads: list[Line] = []
        for place, line in enumerate(lines):
            if line.cells or not _may_head(line):
                continue
            larger = line.size > _LARGER * body
            if larger or (line.bold and self._stands_alone(lines, place)):
                heads.append(line)
                styles[_style(line)] += 1
        ranks = {style: rank for rank, style in enumerate(sorted(styles, reverse=True), start=1)}
        for line in heads:
            self.levels[id(line)] = ranks[_style(line)]

    def _stands_alone(self, lines: list[Line], place: int) -> bool:
        """Whether bold type of the size of the text is a line of its own, and text follows."""
        line = lines[place]
        if line.size < 0.95 * self._measures.size or line.text.endswith(_ENDS_A_SENTENCE):
            return False
        leading = self._measures.leading(line.size)
        after = lines[place + 1] if place + 1 < len(lines) else None
        if after is None or after.cells or (after.bold and after.page == line.page):
            return False
        before = lines[place - 1] if place else None
        apart = before is None or not 0 < before.base - line.base < 1.15 * leading
        return apart or line.right < 0.7 * self._measures.edge(line).right


def _heads(lines: list[str], wanted: dict[str, int]) -> Iterable[tuple[str, int]]:
    """The heading of the outline that begins with the first of the lines, if one does, and
    how many lines it takes.
    """
    said = ""
    for count, line in enumerate(lines, start=1):
        said += line
        if len(said) > _LONGEST:
            return
        for name in (said, said.lstrip("0123456789")):
            if name in wanted:
                yield name, count
                return


def _may_head(line: Line) -> bool:
    """False for a program, and for symbols that have the codes of letters."""
    return len(line.text) <= _LONGEST and not line.fixed and _WORD.search(line.text) is not None


def _style(line: Line) -> Style:
    return round(line.size * 2) / 2, line.bold


def _plain(text: str) -> str:
    """Only letters and digits, without accents: outlines often lack them."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return "".join(filter(str.isalnum, text))
