"""Definition lists: terms, each with its explanation farther in below it.

Programs fill lines: where the first word of a line had room on the one before, that one was
ended on purpose. So a term is told from the first line of an item that only hangs.
"""

import re
from itertools import pairwise

#: The part of all lines that reach no farther than the text is wide.
_WITHIN = 0.9
#: Between words: not within « this ».
_WORD = re.compile(r"[ \t]+")
#: Columns that are no chance.
_IN = 2
#: What no term ends in, but a verse does, or a sentence that is set off.
_NO_TERM = (",", ";", ".", "!", "?", "…")


def width_of(text: str) -> int:
    """How long the lines of a text may be, in characters."""
    lengths = sorted(len(line.rstrip()) for line in text.split("\n") if line.strip())
    return lengths[int(_WITHIN * (len(lengths) - 1))] if lengths else 0


def definition_starts(lines: list[str], width: int) -> list[int]:
    """Where paragraphs begin in a block without blank lines; empty if it has no terms.

    width: of the text, as far as other blocks tell
    """
    if not all(map(str.strip, lines)):
        return []
    indents = [len(line) - len(line.lstrip()) for line in lines]
    least = min(indents)
    width = max(width, *map(len, map(str.rstrip, lines)))
    deep = [indent >= least + _IN for indent in indents]
    if deep[0] or not any(deep):
        return []
    starts = [0]
    for place, (before, after) in enumerate(pairwise(deep), start=1):
        has_room = had_room(lines[place - 1], lines[place], width)
        if after and not before:
            if not has_room or lines[place - 1].rstrip().endswith(_NO_TERM):
                return []
            starts.append(place)
        elif (before and not after) or (not before and has_room):
            starts.append(place)
    return starts


def had_room(last: str, line: str, width: int) -> bool:
    """Whether the first word of a line could have stood at the end of the one before."""
    return len(last.rstrip()) + 1 + len(_WORD.split(line.strip(), maxsplit=1)[0]) <= width
