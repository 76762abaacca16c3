"""What would take a parser of Markdown time without end, as it would print it anyhow.

Its time grows with the square of the brackets that are never closed, and of the levels of what
is nested; the text below its own limit of levels would be left out.
"""

import re
from collections.abc import Iterator
from itertools import chain

#: Levels of quotations and lists.
DEEPEST = 40
#: Levels of brackets, and brackets of a paragraph that are never closed.
_NESTED, _OPEN = 10, 10
_TOO_DEEP = re.compile(
    rf"^((?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)])){{{DEEPEST}}})(?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)]))+",
    re.MULTILINE,
)
_INDENTED = re.compile(rf"^[ \t]{{{2 * DEEPEST},}}", re.MULTILINE)
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*(?=\n)", re.DOTALL)


def bounded(text: str) -> str:
    """The text, in which nothing is nested deeper than anybody nests it."""
    text = _INDENTED.sub(" " * 2 * DEEPEST, _TOO_DEEP.sub(r"\1", text))
    pieces: list[str] = []
    end = 0
    for place in sorted(set(_surplus(text))):
        pieces += (text[end:place], "\\")
        end = place
    return "".join((*pieces, text[end:]))


def _surplus(text: str) -> Iterator[int]:
    """Where a bracket opens that has too many levels in it, or, with many, is never closed."""
    opened: list[tuple[int, int]] = []  # where, and the levels in it
    for found in chain(_BRACKET.finditer(text), (None,)):
        if found is None or found[0][0] == "\n":
            if len(opened) > _OPEN:
                yield from (place for place, _ in opened)
            opened.clear()
        elif found[0] == "[":
            opened.append((found.start(), 0))
        elif found[0] == "]" and opened:
            place, levels = opened.pop()
            if levels >= _NESTED:
                yield place
            if opened:
                opened[-1] = opened[-1][0], max(opened[-1][1], levels + 1)
