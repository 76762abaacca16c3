"""Numbered lists with blank lines between their items, told by their numbers, which go up.

Headings have numbers too, but are followed by text that stands no farther in than they do.
"""

import re

_NUMBER = re.compile(r"\n*[ \t]+\(?(?P<number>\d{1,3})[.)][ \t]+(?=\S)")
_INDENT = re.compile(r"\n*(?P<spaces>[ \t]*)")


def without_item_numbers(blocks: list[str]) -> tuple[list[str], set[int]]:
    """The blocks, such items without their numbers; and which of them are."""
    items: set[int] = set()
    above: list[tuple[int, int, int]] = []
    for place, block in enumerate(blocks):
        found = _NUMBER.match(block)
        inside = found or _INDENT.match(block)
        indent = len(inside[0].lstrip("\n")) if inside else 0
        while above and above[-1][0] > indent:
            above.pop()
        if found is None:
            continue
        number = int(found["number"])
        if above and above[-1][0] == indent:
            _, last, before = above.pop()
            if number == last + 1:
                items |= {before, place}
        above.append((indent, number, place))
    return [
        _NUMBER.sub(_blank, block, count=1) if place in items else block
        for place, block in enumerate(blocks)
    ], items


def _blank(number: re.Match[str]) -> str:
    """As wide as the number was: the other lines stand as far in."""
    return " " * len(number[0].lstrip("\n"))
