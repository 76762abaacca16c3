"""Where what is around a piece has a say: words with spaces inside, small words in capitals.

A *piece* is what stands between two spaces. Its terms are looked up whole, so those of pieces
that may belong to a longer word (« 11 000 »), or have a name in them (« l'AIE »), are marked by
terms that no word has. A text that has such marks is looked at closely, and only where they are.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from .capitals import NAME, may_be_name, starts_of_names
from .spaced import BEGINS, ENDS, HAS_SPACED
from .terms import Row
from .tokenizer import RUN

#: Put before, or behind, the forms of a piece that may belong to a word with the piece on that
#: side of it.
SPACED = "\0"
_PERHAPS_SPACED = f"{SPACED} {SPACED}"
#: Put before the forms of a piece that may have a name in it.
PERHAPS_NAME = "\1"
#: The same as bits; and of pieces that have no word, which stand between nothing.
_NAME, _BEGINS, _ENDS, _ITSELF, _EMPTY = 1, 2, 4, 8, 16
#: Pieces that are no such, if they aren't the h of an hour: small letters, one capital at most.
_CERTAIN = re.compile(r"[^\dA-ZÀ-ÖØ-Þ&]*(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿœ][^\dA-ZÀ-ÖØ-Þ&]*)?$")


def marked(piece: str, row: Row) -> Row:
    """The terms of a piece, with the marks that it needs."""
    if piece[0] not in "hH" and _CERTAIN.match(piece):
        return row
    forms, stems, spellings = row
    name = PERHAPS_NAME if may_be_name(piece) else ""
    if piece == "&":
        return f"{name}{_PERHAPS_SPACED}", stems, spellings
    before = f"{SPACED} " if BEGINS.match(piece) else ""
    after = f" {SPACED}" if ENDS.search(piece) else ""
    return (f"{name}{before}{forms}{after}", stems, spellings) if name or before or after else row


def is_marked(forms: str) -> bool:
    """Whether there is a mark in the forms of a text, without which they are what they are."""
    return SPACED in forms or PERHAPS_NAME in forms


def marks_of(forms: str) -> int:
    """The marks that the forms of a piece have, as bits, for `perhaps_dependent`."""
    if not forms:
        return _EMPTY
    if not is_marked(forms):
        return 0
    within = forms.lstrip(PERHAPS_NAME)
    return (
        (_NAME if within != forms else 0)
        | (_BEGINS if within.startswith(SPACED) else 0)
        | (_ENDS if within.endswith(SPACED) else 0)
        | (_ITSELF if _PERHAPS_SPACED in within else 0)
    )


def perhaps_dependent(
    marks: NDArray[np.uint8], past: NDArray[np.integer]
) -> Iterator[tuple[int, str]]:
    """The texts that `depends` has to be asked of, with what it's to be told.

    marks: of the pieces of all texts, one text's after another's
    past: where the first text begins among them, and where each ends
    """
    places = np.flatnonzero(marks & (_NAME | _BEGINS | _ENDS | _ITSELF))
    if not len(places):
        return
    texts = np.searchsorted(past, places, "right") - 1
    found = marks[places]
    after = np.cumsum(marks != _EMPTY)[places]
    beside = (np.diff(after) == 1) & (np.diff(texts) == 0)
    spaced = found & _ITSELF > 0
    spaced[:-1] |= beside & (found[:-1] & _ENDS > 0) & (found[1:] & _BEGINS > 0)
    named = set(texts[found & _NAME > 0].tolist())
    joined = set(texts[spaced].tolist())
    for text in sorted(named | joined):
        yield text, PERHAPS_NAME * (text in named) + _PERHAPS_SPACED * (text in joined)


def depends(text: str, forms: str = f"{PERHAPS_NAME}{_PERHAPS_SPACED}") -> bool:
    """Whether the words of a text are others than those of its pieces.

    forms: those of its pieces, with marks; without them, it may have any
    """
    spaced = forms.replace(PERHAPS_NAME, "")
    return (_PERHAPS_SPACED in spaced and HAS_SPACED.search(text) is not None) or (
        PERHAPS_NAME in forms and any(True for _ in starts_of_names(text))
    )


def without_marks(forms: str) -> str:
    """The forms alone."""
    forms = forms.replace(PERHAPS_NAME, "")
    if SPACED not in forms:
        return forms
    return forms.replace(f"{SPACED} ", "").replace(f" {SPACED}", "").replace(SPACED, "")


def runs(text: str, names: Set[int], start: int = 0) -> Iterator[tuple[int, str]]:
    """The runs from a place on and where they begin; before those that are names stands `NAME`."""
    for run in RUN.finditer(text, start):
        begins = run.start()
        yield begins, NAME + run.group() if begins in names else run.group()


def doubtful(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, list[str]]]:
    """The pieces, first and past the last, that are read as other runs than alone; and those.

    starts: where the pieces begin
    """
    names = sorted(starts_of_names(text))
    ends = [*starts[1:], len(text)]
    place = 0
    while place < len(starts):
        spaced = HAS_SPACED.search(text, starts[place])
        doubts = [name for name in names if name >= starts[place]][:1]
        if spaced:
            doubts.append(spaced.start())
        if not doubts:
            return
        first = bisect_right(starts, min(doubts)) - 1
        place, found = first + 1, []
        for begins, run in runs(text, set(names), starts[first]):
            if begins >= ends[place - 1]:
                break
            found.append(run)
            place = max(place, bisect_left(starts, begins + len(run.lstrip(NAME))))
        yield first, place, found
