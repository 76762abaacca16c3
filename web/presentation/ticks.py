"""Where in a document its matches are: ticks along a strip, as the path of an SVG."""

from collections.abc import Iterable

#: The strip's height, and the places on it that a tick may stand at.
HEIGHT, _PLACES = 1000, 250


def ticks(ordinals: Iterable[int], total: int) -> str:
    """A short line across for each place of the strip where there are matches.

    ordinals: of the matches, from 1; total: paragraphs of the document
    """
    places = sorted({(ordinal - 1) * _PLACES // total for ordinal in ordinals})
    step = HEIGHT // _PLACES
    return "".join(f"M0 {place * step + step // 2}h10" for place in places)


def height_of(ordinal: int, total: int) -> int:
    """Where the strip has a paragraph."""
    return (ordinal - 1) * HEIGHT // max(total, 1)
