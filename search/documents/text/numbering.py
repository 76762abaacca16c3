"""Numbering of a plain text: numbers that count its paragraphs or its pages."""

import re
from itertools import pairwise

from ..block import Block

#: A number after a paragraph that has ended.
_NUMBERED = re.compile(r"(?P<text>.*[.!?…»”\")])\s+[\[(]?(?P<number>\d{1,4})[\])]?", re.DOTALL)
_ENDS_IN_A_NUMBER = re.compile(r"\d[\])]?$")
_AROUND = "[]()-– "
#: Fewer numbers in a row prove nothing.
_ROW = 5


def without_numbers(paragraphs: list[Block]) -> list[Block]:
    """Numbers that count the paragraphs, or the pages, are none of their text."""
    texts = [one.text for one in paragraphs]
    ends = {
        n: match
        for n, text in enumerate(texts)
        if _ENDS_IN_A_NUMBER.search(text) and (match := _NUMBERED.fullmatch(text))
    }
    if _counts([int(match["number"]) for match in ends.values()]):
        for n, match in ends.items():
            texts[n] = match["text"]
    alone = [n for n, text in enumerate(texts) if _is_number(text)]
    if _counts([int(texts[n].strip(_AROUND)) for n in alone]):
        for n in alone:
            texts[n] = ""
    return [
        one if one.text is text else one._replace(text=text)
        for one, text in zip(paragraphs, texts, strict=True)
    ]


def _is_number(text: str) -> bool:
    inner = text.strip(_AROUND)
    return inner.isascii() and inner.isdigit() and len(inner) < 5


def _counts(numbers: list[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) >= _ROW and sum(step == 1 for step in steps) > 0.8 * len(steps)
