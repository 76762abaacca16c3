"""A page → its lines, cut at wide gaps.

Most lines are of one size on one base, and all that is to be known of them is where their words
begin and end: these are made of the text of the page at once, the others of their characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy

from .accents import ACCENTS, AROUND, composed
from .characters import HYPHENS, LINE_ENDS, Glyphs, glyphs
from .lines import GAP, SAME_LINE, SPACED_GAP, WORD_GAP, Line, Page, line_of, runs, tidied

_PLANES = 1 << 16
_IS_SPACE = numpy.array([chr(code).isspace() for code in range(_PLANES)])
_IS_ALPHA = numpy.array([chr(code).isalpha() for code in range(_PLANES)])
_HYPHENS = [ord(one) for one in HYPHENS]
_ACCENTS = [ord(one) for one in ACCENTS]
#: The line ends at which PDFium has a hyphen end no line, and how it writes that.
_AS_WRITTEN = str.maketrans(
    {**dict.fromkeys(map(chr, LINE_ENDS), ""), **dict.fromkeys(HYPHENS, "-")}
)
_BEFORE, _AFTER = "«", ";:!?»"


def read_page(page: Any, number: int) -> Page:
    """The lines of a page, in the order of the file."""
    found = glyphs(page)
    if found is None:
        return Page(number, page.get_height())
    lines = _plain_lines(found, number) if _is_plain(found) else None
    if lines is None:
        lines = [line_of(run, number) for run in runs(composed(found.characters()))]
    return Page(number, page.get_height(), [line for line in lines if line])


def _is_plain(found: Glyphs) -> bool:
    """Whether each code is a character, and none of them an accent over another."""
    codes = found.codes
    odd = (codes < 32) | ((codes > 0xD7FF) & (codes < 0xE000)) | (codes >= _PLANES)
    if odd.any() and not numpy.isin(codes[odd], (*LINE_ENDS, *_HYPHENS)).all():
        return False
    places = numpy.flatnonzero(numpy.isin(codes, _ACCENTS))
    return len(places) < AROUND and not any(_is_over(found, place) for place in places.tolist())


def _is_over(found: Glyphs, place: int) -> bool:
    """Whether an accent may be that of a letter near it in the file."""
    near = slice(max(0, place - AROUND), place + AROUND)
    middle = (found.lefts[place] + found.rights[place]) / 2
    sizes = found.sizes[near]
    over = (
        _IS_ALPHA[found.codes[near]]
        & (found.lefts[near] - 0.1 * sizes <= middle)
        & (middle <= found.rights[near] + 0.1 * sizes)
        & (abs(found.bases[near] - found.bases[place]) < sizes)
    )
    return bool(over.any())


def _plain_lines(found: Glyphs, number: int) -> list[Line | None] | None:
    """The lines; None if they have to be looked for character by character."""
    plain = _Plain(found)
    starts = plain.starts()
    return None if starts is None else list(plain.lines(starts, number))


class _Plain:
    """Characters that are one letter, sign or space each.

    printed: the places of those that aren't spaces; lefts, …: of these
    """

    def __init__(self, found: Glyphs) -> None:
        self._found = found
        codes = found.codes
        self._is_end = numpy.isin(codes, LINE_ENDS)
        self._is_space = _IS_SPACE[codes] & ~self._is_end
        self._printed = numpy.flatnonzero(~_IS_SPACE[codes])
        self._lefts, self._rights, self._bases, self._sizes = (
            one[self._printed] for one in (found.lefts, found.rights, found.bases, found.sizes)
        )

    def starts(self) -> Any:
        """Where lines begin in what is printed; None if some go back."""
        if not len(self._printed):
            return self._printed
        sizes, codes = self._sizes, self._found.codes
        size = numpy.maximum(numpy.maximum(sizes[:-1], sizes[1:]), 1.0)
        # A line goes on after a hyphen, as far as PDFium can tell.
        after_hyphen = numpy.append(False, numpy.isin(codes[:-1], _HYPHENS))
        ends = self._is_end & ~after_hyphen
        ends[1:] &= ~(self._is_end[:-1] & after_hyphen[:-1])
        spaced = self._between(self._is_space & (self._found.sizes != 0))
        gap = numpy.where(spaced, SPACED_GAP, GAP)
        breaks = (
            self._between(ends)
            | (abs(self._bases[1:] - self._bases[:-1]) > SAME_LINE * size)
            | (self._lefts[1:] - self._rights[:-1] > gap * size)
        )
        starts = numpy.append(0, numpy.flatnonzero(breaks) + 1)
        begins = numpy.repeat(
            self._lefts[starts], numpy.diff(numpy.append(starts, len(self._printed)))
        )
        if (self._rights < begins - numpy.maximum(sizes, 1.0)).any():
            return None
        return starts

    def lines(self, starts: Any, number: int) -> Iterator[Line | None]:
        if not len(starts):
            return
        found = self._found
        text = found.codes.astype("<u2").tobytes().decode("utf-16-le")
        lefts, rights = found.lefts.tolist(), found.rights.tolist()
        styles, known = found.styles.tolist(), found.known
        apart = self._apart()
        printed, ends = self._printed.tolist(), [*starts[1:].tolist(), len(self._printed)]
        for start, end, is_uniform in zip(
            starts.tolist(), ends, self._uniform(starts), strict=True
        ):
            begin, last = printed[start], printed[end - 1]
            if not is_uniform:
                run = [one for one in found.characters(begin, last + 1) if one is not None]
                yield line_of(run, number)
                continue
            some = [known[styles[n]] for n in (begin, printed[(start + end) // 2], last)]
            said = tidied(_said(text, begin, last + 1, apart).translate(_AS_WRITTEN))
            if said:
                yield Line(
                    said,
                    lefts[begin],
                    rights[last],
                    round(some[0].base, 1),
                    round(some[0].size, 1) or 1.0,
                    number,
                    all(style.bold for style in some),
                    all(style.fixed for style in some),
                    "",
                    rights[_first_word_end(text, begin, last, lefts)] - lefts[begin],
                )

    def _between(self, are: Any) -> Any:
        """Whether any of them is between what is printed and what is next."""
        return numpy.diff(numpy.cumsum(are)[self._printed]) > 0

    def _apart(self) -> list[int]:
        """The places before which a space is missing."""
        wide = WORD_GAP * numpy.round(self._sizes[1:], 1)
        missing = (self._lefts[1:] - self._rights[:-1] > wide) & ~self._between(self._is_space)
        places: list[int] = self._printed[1:][missing].tolist()
        return places

    def _uniform(self, starts: Any) -> list[bool]:
        """Whether the type of each line has one size, on one base."""
        same = numpy.ones(len(starts), bool)
        for one in (self._sizes, self._bases):
            same &= numpy.minimum.reduceat(one, starts) == numpy.maximum.reduceat(one, starts)
        uniform: list[bool] = same.tolist()
        return uniform


def _said(text: str, begin: int, end: int, apart: list[int]) -> str:
    """The text from one place to another, with the spaces that are missing."""
    first, last = bisect_right(apart, begin), bisect_left(apart, end)
    if first == last:
        return text[begin:end]
    cuts = [begin, *apart[first:last], end]
    return " ".join(text[start:stop] for start, stop in pairwise(cuts))


def _first_word_end(text: str, begin: int, last: int, lefts: list[float]) -> int:
    """Where the first word ends, with the signs that no line is broken before or after."""
    end, spaced = begin, False
    for place in range(begin, last + 1):
        one = text[place]
        if one == " " and lefts[place] > lefts[begin]:
            spaced = True
        elif not one.isspace():
            if spaced and text[end] != _BEFORE and one not in _AFTER:
                break
            end, spaced = place, False
    return end
