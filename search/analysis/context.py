"""Where what is around a piece has a say: words with spaces inside, small words in capitals.

A *piece* is what stands between two spaces. Its terms are looked up whole, so those of pieces
that may belong to a longer word (« 11 000 »), or have a name in them (« l'AIE »), are marked by
terms that no word has. A text that has such marks is looked at closely, and only where they are.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .capitals import NAME, may_be_name, starts_of_names
from .spaced import BEGINS, ENDS, HAS_SPACED, LONGEST_END
from .terms import Row
from .tokenizer import RUN

#: Put before, or behind, the forms of a piece that may belong to a word with the piece on that
#: side of it.
SPACED = "\0"
_PERHAPS_SPACED = f"{SPACED} {SPACED}"
#: Put before the forms of a piece that may have a name in it.
PERHAPS_NAME = "\1"
#: The same as bits; and of pieces that have no word, which stand between nothing.
_NAME, _BEGINS, _ENDS, _ITSELF, EMPTY = 1, 2, 4, 8, 16
#: Pieces of the longest word, but for initials: the number of an account; and pieces that are
#: looked at together for where one begins.
_LONGEST, _LOOKED_AT = 12, 64
#: Pieces that are no such, if they are not the hour of a number before: small letters, one capital
#: at most.
_CERTAIN = re.compile(
    r"^(?!(?:[hH]|heures?|[x×])(?!\w))[^\n\dA-ZÀ-ÖØ-Þ&]*(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿœ][^\n\dA-ZÀ-ÖØ-Þ&]*)?$",
    re.MULTILINE,
)


def to_be_marked(pieces: Set[str]) -> Set[str]:
    """Those that `marked` has a mark for."""
    likely = pieces - set(_CERTAIN.findall("\n".join(pieces)))
    return {piece for piece in likely if any(_marks(piece))}


def marked(piece: str, row: Row) -> Row:
    """The terms of a piece, with the marks that it needs."""
    forms, stems, spellings = row
    name, before, after = _marks(piece)
    if not forms and before and after:
        return f"{name}{_PERHAPS_SPACED}", stems, spellings
    return (f"{name}{before}{forms}{after}", stems, spellings) if name or before or after else row


def _marks(piece: str) -> tuple[str, str, str]:
    """What is put before the forms of a piece that may have a name in it, and before and behind
    those of one that may go beyond a space.
    """
    return (
        PERHAPS_NAME if may_be_name(piece) else "",
        f"{SPACED} " if piece == "&" or BEGINS.match(piece) else "",
        f" {SPACED}" if piece == "&" or ENDS.search(piece, len(piece) - LONGEST_END) else "",
    )


def is_marked(forms: str) -> bool:
    """Whether there is a mark in the forms of a text, without which they are what they are."""
    return SPACED in forms or PERHAPS_NAME in forms


def marks_of(forms: str) -> int:
    """The marks that the forms of a piece have, as bits; of forms without any it is `EMPTY` if
    there are none, else 0.
    """
    if not is_marked(forms):
        return 0 if forms else EMPTY
    within = forms.lstrip(PERHAPS_NAME)
    return (
        (_NAME if within != forms else 0)
        | (_BEGINS if within.startswith(SPACED) else 0)
        | (_ENDS if within.endswith(SPACED) else 0)
        | (_ITSELF if _PERHAPS_SPACED in within else 0)
    )


class Doubts(NamedTuple):
    """Pieces of a text that may be read otherwise for what is around them, by their places.

    named: those that may have a name in them
    linked: those that may be of one word with the next one
    """

    named: list[int]
    linked: list[int]


def doubts(marks: NDArray[np.uint8], past: NDArray[np.integer]) -> dict[int, Doubts]:
    """The doubts about texts, by their numbers; the others have none.

    marks: of the pieces of all texts, one text's after another's
    past: where the first text begins among them, and where each ends
    """
    places = np.flatnonzero(marks & (_NAME | _BEGINS | _ENDS | _ITSELF))
    if not len(places):
        return {}
    found, after = marks[places], np.cumsum(marks != EMPTY)[places]
    follows = (np.diff(after) == 1) & (found[:-1] & _ENDS > 0) & (found[1:] & _BEGINS > 0)
    itself = places[found & _ITSELF > 0]
    linked = np.unique(np.concatenate((places[:-1][follows], itself, np.maximum(itself - 1, 0))))
    by_text: dict[int, Doubts] = {}
    for which, those in enumerate((places[found & _NAME > 0], linked)):
        texts = np.searchsorted(past, those, "right") - 1
        for text, place in zip(texts.tolist(), (those - past[texts]).tolist(), strict=True):
            by_text.setdefault(text, Doubts([], []))[which].append(place)
    return by_text


def depends(text: str, forms: str) -> bool:
    """Whether the words of a text are others than those of its pieces.

    forms: those of its pieces, with marks
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
    return " ".join(forms.replace(SPACED, " ").split())


def runs(text: str, names: Set[int], start: int = 0) -> Iterator[tuple[int, str]]:
    """The runs from a place on and where they begin; before those that are names stands `NAME`."""
    for run in RUN.finditer(text, start):
        begins = run.start()
        yield begins, NAME + run.group() if begins in names else run.group()


def stretches(
    text: str, starts: Sequence[int], doubts: Doubts | None = None
) -> Iterator[tuple[int, int, list[str]]]:
    """The pieces, first and past the last, that are read as other runs than alone; and those.

    starts: where the pieces begin
    doubts: about them, if it is known which there are
    """
    ends = [*starts[1:], len(text)]
    named = None if doubts is None else [(starts[one], ends[one]) for one in doubts.named]
    names = sorted(starts_of_names(text, named))
    among = set(names)
    links = range(len(starts)) if doubts is None else doubts.linked
    place = 0
    while place < len(starts):
        spaced = _next_spaced(text, starts, links, place)
        name = bisect_left(names, starts[place])
        doubtful = [*names[name : name + 1], *spaced]
        if not doubtful:
            return
        first = bisect_right(starts, min(doubtful)) - 1
        place, found = first + 1, []
        for begins, run in runs(text, among, starts[first]):
            if begins >= ends[place - 1]:
                break
            found.append(run)
            place = max(place, bisect_left(starts, begins + len(run.lstrip(NAME))))
        yield first, place, found


def _next_spaced(
    text: str, starts: Sequence[int], links: Sequence[int], place: int
) -> Iterator[int]:
    """Where the first word with spaces inside begins, from a piece on.

    It begins with a piece that is linked; only what is near those is looked at, and once.
    """
    at = bisect_left(links, place)
    while at < len(links):
        end = links[at] + _LOOKED_AT
        limit = starts[end] if end < len(starts) else len(text)
        if found := HAS_SPACED.search(text, starts[links[at]], limit):
            yield found.start()
            return
        at = bisect_left(links, end - _LONGEST, at + 1)
