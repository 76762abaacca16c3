"""Footnotes of a plain text: notes that begin with the numbers by which it calls them."""

import re

from ..block import Block

#: How a note begins, by its number.
NOTE = re.compile(r"^\s*\[(\d{1,3}|\*)\]\s+(?=\S)")


def apart_from_footnotes(paragraphs: list[Block]) -> tuple[list[Block], list[Block]]:
    """The text and its notes, which begin with their numbers in brackets; without these."""
    numbers = {found[1] for one in paragraphs if (found := NOTE.match(one.text))}
    if not numbers:
        return paragraphs, []
    marks = re.compile(r"(?<=\S)\[(?:" + "|".join(map(re.escape, sorted(numbers))) + r")\]")
    if not any(marks.search(one.text) for one in paragraphs):
        return paragraphs, []
    notes = [
        one._replace(text=NOTE.sub("", one.text)) for one in paragraphs if NOTE.match(one.text)
    ]
    texts = [
        one._replace(text=marks.sub("", one.text)) for one in paragraphs if not NOTE.match(one.text)
    ]
    return texts, notes
