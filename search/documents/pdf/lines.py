"""Characters → the lines of a page, one by one; `pages.py` has the quick way of plain lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .characters import HYPHENS, Character

#: Of the size of the line: less is a note's mark or an exponent, more is another line.
_SMALL = 0.85
SAME_LINE = 0.5
#: Of the size: a gap as wide may be between cells of a table, or columns.
GAP = 0.9
#: With a space in it, it may be one of a line that is justified.
SPACED_GAP = 4.0
#: Of the size: a narrower gap is none between words.
WORD_GAP = 0.25
_MARKS = "*†‡"
_BEFORE_A_SIGN = re.compile(r"(?<=\S) (?=[;:!?»])")
_AFTER_A_SIGN = re.compile(r"« (?=\S)")
#: Digits in groups of three, and no figures beside them: a number.
_NUMBER = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?! ?\d)")
_BLANKS = re.compile(r"[ \t]+")
_WORD_END = re.compile(r"[^\W\d_]{3,}$|[.,;:!?»”’)…]$")
_KEPT = "\u00a0\u202f\u00ad"


@dataclass(slots=True)
class Line:
    """A line as it is printed; places and size in points, from the lower left corner.

    fixed: whether all its characters have one width, as those of a program have
    mark: the raised figure of a footnote before it
    first_word: how wide that is
    cells: where those of a row of a table begin
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    bold: bool = False
    fixed: bool = False
    mark: str = ""
    first_word: float = 0.0
    cells: tuple[float, ...] = ()

    @property
    def hyphenated(self) -> bool:
        return self.text[-1:] in "-\u2010\u00ad"


@dataclass(slots=True)
class Page:
    """number: from 1; lines in the order of the file; height in points"""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)


def runs(found: Iterable[Character | None]) -> Iterator[list[Character]]:
    """Characters that stand beside each other."""
    run: list[Character] = []
    last: Character | None = None
    gap = GAP
    for one in found:
        if one is None:
            if run and run[-1].text not in HYPHENS:
                yield run
                run, last = [], None
        elif one.text.isspace():
            run.append(one)
            if one.size:
                gap = SPACED_GAP
        else:
            if last is not None and _begins_another(run, last, one, gap):
                yield run
                run = []
            run.append(one)
            last, gap = one, GAP
    if run:
        yield run


def _begins_another(run: list[Character], last: Character, one: Character, gap: float) -> bool:
    size = last.size if one.size == last.size > 1.0 else max(one.size, last.size, 1.0)
    return (
        abs(one.base - last.base) > SAME_LINE * size
        or one.left - last.right > gap * size
        or one.right < run[0].left - size
    )


def line_of(run: list[Character], number: int) -> Line | None:
    printed = [one for one in run if not one.text.isspace()]
    if not printed:
        return None
    first, last = printed[0], printed[-1]
    size, base = _usual(printed)
    if min(one.size for one in printed) < _SMALL * size:
        mark, kept = _without_marks(printed, run, size, base)
    else:
        mark, kept = "", run
    text = _text(kept, size)
    if not text:
        text, mark = mark, ""
    if not text:
        return None
    width = _first_word(printed, run)
    some = (first, printed[len(printed) // 2], last)
    bold, fixed = all(one.bold for one in some), all(one.fixed for one in some)
    return Line(text, first.left, last.right, base, size, number, bold, fixed, mark, width)


def _first_word(printed: list[Character], run: list[Character]) -> float:
    """How wide the first word is, with the signs that no line is broken before or after."""
    first, last = printed[0], printed[0]
    spaced = False
    for one in run:
        if one.text == " " and one.left > first.left:
            spaced = True
        elif not one.text.isspace():
            if spaced and last.text != "«" and one.text not in ";:!?»":
                break
            last, spaced = one, False
    return last.right - first.left


def _usual(printed: list[Character]) -> tuple[float, float]:
    """The size and the base of most of them; of those that aren't of a program, if there are."""
    first = printed[0]
    if all(one.size == first.size and one.base == first.base for one in printed):
        return round(first.size, 1) or 1.0, round(first.base, 1)
    # Commands within a text are printed smaller: they are none of its type.
    text = [one for one in printed if not one.fixed] or printed
    letters = [one for one in text if one.text.isalpha()] or text
    size = Counter(round(one.size, 1) for one in letters).most_common(1)[0][0] or 1.0
    return size, Counter(round(one.base, 1) for one in letters).most_common(1)[0][0]


def _without_marks(
    printed: list[Character], run: list[Character], size: float, base: float
) -> tuple[str, list[Character]]:
    """The mark before the line, and its characters without the raised figures that call
    footnotes after its words.
    """
    said, mark = "", ""
    kept: list[Character] = []
    for one in run:
        raised = one.size < _SMALL * size and one.base > base + 0.08 * size
        if raised and (one.text.isdigit() or one.text in _MARKS):
            if not said.strip():
                mark += one.text
                continue
            if _WORD_END.search(said.rstrip()):
                continue
        if not (raised and one.text in ", "):
            said += one.text
        kept.append(one)
    if mark and len(mark) == len(printed):
        return mark, []
    return mark, kept


def _text(run: list[Character], size: float) -> str:
    """The characters on one line, with a space where they stand apart."""
    found: list[str] = []
    right, spaced, wide = 0.0, True, WORD_GAP * size
    for one in run:
        text = one.text
        if text.isspace():
            spaced = True
        else:
            if not spaced and one.left - right > wide:
                found.append(" ")
            spaced, right = False, one.right
        found.append("-" if text in HYPHENS else text)
    return tidied("".join(found))


def tidied(text: str) -> str:
    """The text of a line with one space between words, unbreakable where French has that."""
    text = _BLANKS.sub(" ", text).strip(" ")
    if not text.isprintable():
        text = "".join(one for one in text if one.isprintable() or one in _KEPT)
    text = _NUMBER.sub(lambda number: number[0].replace(" ", "\u00a0"), text)
    return _AFTER_A_SIGN.sub("«\u00a0", _BEFORE_A_SIGN.sub("\u00a0", text))
