"""Headings that a plain text marks: underlined, framed, or between signs.

As in reStructuredText, AsciiDoc, Markdown and wikis, and as people type them.
"""

import re

from ..block import Block, one_line
from ..headings import LONGEST_HEADING
from ..ornaments import without_ornaments

#: A line of signs, below a heading or around it, and the level that it stands for.
_LINE = re.compile(r"\s*(?P<sign>[=\-~─*#^\"'`+_.:])(?P=sign){2,}\s*")
_LEVELS = {"=": 1, "#": 1, "*": 2, "-": 2, "─": 2, "~": 3}
_LOWEST = 4
#: Characters by which the line below a heading may be longer or shorter than it.
_LONGER = 3
#: « = T », « == T == », « ## T », at the beginning of a line; how many signs are the level. What
#: is typed at a prompt begins small, « # apt update », and what comes of a sum with a digit.
_SIGNED = re.compile(
    r"(?P<signs>={1,6}|#{1,6})\s+(?:(?:[\d.]+[.)]\s+)?[«\"]?\s*[^\W\d_a-zß-ÿœ].*|.*\s+=+\s*)"
)
#: « *** T *** », « ~~ T ~~ », « — T — », which interrupts no speech.
_BETWEEN = re.compile(
    r"\s*(?P<signs>[*~#]+|[-–—─]+)\s*(?P<said>\w.*?)\s*(?P<end>[*~#]+|[-–—─]+)\s*"
)
#: A heading between two rules; a rule may be as long as a page is wide, with what indents it.
_MOST_LINES, _LONGEST_LINE = 3, 200
_SENTENCE = re.compile(r"[.,;:!?…]")


def marked_heading(lines: list[str]) -> Block | None:
    """The heading that the lines of a block are, with its level; None if they are none."""
    if len(lines) > _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return None
    ruled = [_LINE.fullmatch(line) for line in lines]
    said = [line for line, rule in zip(lines, ruled, strict=True) if not rule]
    if len(said) != 1 or len(said[0].strip()) > LONGEST_HEADING:
        return None
    if len(lines) == 1:
        level, text = _between_signs(said[0])
    else:
        level, text = _level_of_rules(lines, ruled), said[0].strip()
    text = one_line(without_ornaments(text))
    return Block(text, level) if level and any(map(str.isalpha, text)) else None


def _level_of_rules(lines: list[str], ruled: list[re.Match[str] | None]) -> int:
    """That of a heading above a line of about its length, or between two; else 0."""
    last = ruled[-1]
    longer = len(lines[-1].rstrip()) - len(lines[-2].rstrip())
    if not last or not (ruled[0] or abs(longer) <= _LONGER):
        return 0
    return _LEVELS.get(last["sign"], _LOWEST)


def _between_signs(line: str) -> tuple[int, str]:
    """The level and the text of a heading between signs; 0 for any other line."""
    if found := _SIGNED.fullmatch(line):
        return len(found["signs"]), line
    found = _BETWEEN.fullmatch(line)
    if found is None or set(found["signs"]) != set(found["end"]):
        return 0, line
    if found["signs"][0] in "*~#":
        is_row = min(len(found["signs"]), len(found["end"])) > 1
    else:
        is_row = _SENTENCE.search(found["said"]) is None
    return (_LOWEST if is_row else 0), found["said"]
