"""What matched in a text, as a page of results marks it."""

import re

from search.model import Snippet, Span

#: What may stand between two marks that are read as one.
_BETWEEN = re.compile(r"[\s'’\-‑.,;:/«»“”\"()]{1,4}")
#: Between a heading and the one above it (`Paragraph.heading`).
_BELOW = " › "


def neighbours_joined(snippet: Snippet) -> Snippet:
    """With one mark for those that nothing but a space or a sign stands between."""
    spans: list[Span] = []
    for span in snippet.spans:
        if spans and _BETWEEN.fullmatch(snippet.text, spans[-1].end, span.start):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return Snippet(snippet.text, tuple(spans))


def above(heading: Snippet) -> Snippet:
    """The headings above the last, with what follows them; nothing if it stands alone."""
    return _part(heading, 0, _place_of_last(heading))


def last(heading: Snippet) -> Snippet:
    """The last of the headings that something stands under."""
    return _part(heading, _place_of_last(heading), len(heading.text))


def _place_of_last(heading: Snippet) -> int:
    place = heading.text.rfind(_BELOW)
    return place + len(_BELOW) if place >= 0 else 0


def _part(snippet: Snippet, start: int, end: int) -> Snippet:
    """What of it stands from one place to another."""
    spans = (
        Span(max(one.start, start) - start, min(one.end, end) - start)
        for one in snippet.spans
        if one.start < end and one.end > start
    )
    return Snippet(snippet.text[start:end], tuple(spans))
