"""A text and what matched in it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import msgspec


class Span(NamedTuple):
    """`text[start:end]`."""

    start: int
    end: int


#: A span of both, without a call of Python's for each.
span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


class Snippet(msgspec.Struct, frozen=True, gc=False):
    """A text and what matched in it: spans in order, never overlapping."""

    text: str
    spans: tuple[Span, ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut at its spans: (piece, whether it matched), empty pieces left out."""
        pieces, position = [], 0
        for span in self.spans:
            pieces.append((self.text[position : span.start], False))
            pieces.append((self.text[span.start : span.end], True))
            position = span.end
        pieces.append((self.text[position:], False))
        return [piece for piece in pieces if piece[0]]
