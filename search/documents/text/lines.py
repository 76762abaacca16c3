"""Lines of plain text → paragraphs.

Blank lines are between paragraphs; where there are none, an indented line begins one, and so
does each item of a list and each row of a table.
"""

import re
from collections.abc import Callable, Iterator

from ..block import Block
from ..dates import date_alone
from ..names import may_be_a_name
from ..numbered_headings import rank_of
from .definition_lists import definition_starts, had_room, width_of
from .footnotes import NOTE
from .margins import set_in
from .marked_headings import marked_heading
from .numbered_lists import without_item_numbers

_LINE_END = re.compile("\r\n|[\r\n\x0b\x85\u2028]")
_PARAGRAPH_END = re.compile(r"\n\s*\n|[\x0c\u2029]")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_INDENT = re.compile(r"[ \t\u00a0]+(?=\S)")
_BULLET = re.compile(r"\s*[-*•◦▪‣·+][ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)][ \t\u00a0]+(?=\S)")
#: What programs put before an item, and no dialogue: a bullet, or a dash and several spaces;
#: a colon before what a table is called.
_PROGRAM = re.compile(r"^\s*(?:[*•◦▪‣·:][ \t]+|[-+][ \t]{2,})(?=\S)")
#: The same before an item on one long line, which is indented if it's a number.
_MARK = re.compile(rf"{_PROGRAM.pattern}|^[ \t]{{2,}}\d{{1,3}}[.)][ \t]+(?=\S)")
_RULE = re.compile(r"\s*[-=─_+|]{3,}(?:[ \t+|]+[-=─_+|]{2,})*\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|─{3,})\s*")
#: As programs write what stands under a picture.
_CAPTION = re.compile(r"\s*\[[^\[\]]{8,}\]\s*")
#: A hyphen at the end of a line, and characters that are looked at for the word before it.
_CUT = re.compile(r"\w[-\u2010]\s*$")
_LONGEST_WORD = 80
#: Characters of a line that no program has wrapped: each line is then a paragraph.
_WRAPPED = 160
#: If so large a part of a text is in such lines, no program has wrapped the others.
_PROSE = 4
#: Lines at the head of a text: its title, on two if it's long, its author, its date.
_HEAD = 4


def with_newlines(text: str) -> str:
    """The text with « \\n » for the ends of lines of any system."""
    return _LINE_END.sub("\n", text)


def split_paragraphs(text: str) -> list[Block]:
    """The paragraphs of a text, each on one line; items of lists without their marks."""
    if "\n" not in text and len(text.splitlines()) < 2:
        return [Block(_tidy(text))]
    text = with_newlines(text)
    long = sum(len(line) for line in text.split("\n") if len(line) > _WRAPPED)
    wrapped, width = _PROSE * long < len(text), width_of(text)
    blocks, items = without_item_numbers(_PARAGRAPH_END.split(text))
    items |= set_in(blocks, width)
    return [
        one._replace(item=True) if place in items and not one.level else one
        for place, block in enumerate(blocks)
        for one in _paragraphs(block, width, wrapped=wrapped)
    ]


def _paragraphs(block: str, width: int, *, wrapped: bool) -> Iterator[Block]:
    """The paragraphs in a block without blank lines.

    width: of the text, in characters
    wrapped: whether so much of it is in short lines that a program may have broken them
    """
    lines = block.strip("\n").split("\n")
    if (heading := marked_heading(lines)) is not None:
        yield heading
        return
    is_headed = _is_headed(lines)
    if is_headed:
        yield _joined(lines[:1])
        lines = lines[1:]
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]):
        yield _joined(lines[:1])
    elif any(_RULE.fullmatch(line) for line in lines) and len(lines) > 1:
        yield from (Block(_tidy(line), item=True) for line in lines if not _RULE.fullmatch(line))
    elif max(map(len, lines)) > _WRAPPED and not all(map(begins_an_item, lines)):
        yield from map(_line, lines)
    elif starts := _dated(lines) or _noted(lines):
        yield from (_joined(part) for part in _cut(lines, starts))
    elif starts := _items(lines):
        yield from (_joined(part, item=True) for part in _cut(lines, starts))
    elif not (wrapped or _are_filled(lines)) or max(map(len, lines)) > _WRAPPED:
        yield from map(_line, lines)
    elif starts := definition_starts(lines, width):
        # An explanation is no heading of the next term, however short it is.
        deep = _indent(lines[0]) + 1
        yield from (_joined(part, item=_indent(part[0]) > deep) for part in _cut(lines, starts))
    elif starts := _indented(lines):
        yield from (_joined(part) for part in _cut(lines, starts))
    elif _CAPTION.fullmatch(block):
        yield _joined([block.strip()[1:-1].replace("\n", " ")], item=True)
    else:
        whole = _PROGRAM.sub("", lines[0], count=1)
        is_item = is_headed or whole != lines[0] or _are_broken_on_purpose(lines, width)
        yield _joined([whole, *lines[1:]], item=is_item)


def _are_broken_on_purpose(lines: list[str], width: int) -> bool:
    """Whether short lines are verses, or an address, and no heading, which two may be where the
    first was full, or is one by itself (« CHAPITRE II »).
    """
    if len(lines) != 2 or lines[0].isupper() or rank_of(lines[0].strip()):
        return len(lines) > 2
    return had_room(lines[0], lines[1], width)


def _is_headed(lines: list[str]) -> bool:
    """Whether the first line is the heading of the others, as manuals have it."""
    return (
        len(lines) > 1
        and lines[0].isupper()
        and not _INDENT.match(lines[0])
        and all(map(_INDENT.match, lines[1:]))
    )


def _are_filled(lines: list[str]) -> bool:
    """Whether no line has room for the first word of the next one, as if a program had
    broken them.
    """
    width = max(map(len, lines))
    words = (line.split(maxsplit=1)[:1] for line in lines[1:])
    needed = (1 + sum(map(len, word)) for word in words)
    return all(len(line) + more > width for line, more in zip(lines, needed, strict=False))


def _dated(lines: list[str]) -> list[int]:
    """Where the title, the author and the date begin, if that is what the lines are."""
    if not 1 < len(lines) <= _HEAD or not date_alone(lines[-1]):
        return []
    if len(lines) == 2:
        return [0, 1]
    return [0, len(lines) - 2, len(lines) - 1] if may_be_a_name(lines[-2]) else []


def _noted(lines: list[str]) -> list[int]:
    """Where notes begin, and what is before them; empty for fewer than two."""
    starts = [n for n, line in enumerate(lines) if NOTE.match(line)]
    if len(starts) < 2:
        return []
    return starts if starts[0] == 0 else [0, *starts]


def _line(line: str) -> Block:
    """A paragraph on one line; an item without its mark."""
    said = _MARK.sub("", line, count=1)
    return _joined([said], item=said != line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _cut(lines: list[str], starts: list[int]) -> Iterator[list[str]]:
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[begin:end]


def _joined(lines: list[str], *, item: bool = False) -> Block:
    return Block(_tidy(_on_one_line(lines)), item=item)


def _on_one_line(lines: list[str]) -> str:
    """The lines joined; a word that is cut at the end of one is whole again."""
    if not any(_CUT.search(line) for line in lines[:-1]):
        return " ".join(lines)
    join = _joining()
    pieces = [lines[0].rstrip()]
    for line in map(str.strip, lines[1:]):
        # Only the end is looked at: nothing is looked at twice, however many lines there are.
        head, tail = pieces[-1][:-_LONGEST_WORD], pieces[-1][-_LONGEST_WORD:]
        if line and _CUT.search(tail):
            pieces[-1:] = [head, join(tail.replace("\u2010", "-"), line)]
        else:
            pieces += [" ", line]
    return "".join(pieces)


def _joining() -> Callable[[str, str], str]:
    """How a word is made whole: a list of words knows; without it, its hyphen stays."""
    try:
        from ..hyphens import Hyphens
    except ModuleNotFoundError:
        return lambda before, after: before + after
    return Hyphens(()).join


def begins_an_item(line: str) -> bool:
    """Whether a line may begin an item of a list: other items around it tell."""
    return _BULLET.match(line) is not None or _NUMBER.match(line) is not None


def _items(lines: list[str]) -> list[int]:
    """Where the items of a list begin, their marks taken away; empty if it is none."""
    bullets = [n for n, line in enumerate(lines) if _BULLET.match(line)]
    numbers = [n for n, line in enumerate(lines) if _NUMBER.match(line)]
    counted = [int(found[1]) for n in numbers if (found := _NUMBER.match(lines[n]))]
    is_counted = len(numbers) > 1 and counted == list(range(1, len(numbers) + 1))
    if len(bullets) < 2 and not is_counted:
        return []
    starts, mark = (numbers, _NUMBER) if is_counted else (bullets, _BULLET)
    if not is_counted and any(_PROGRAM.match(lines[n]) is None for n in starts) and starts[0]:
        return []
    for n in starts:
        lines[n] = mark.sub("", lines[n], count=1)
    return starts if starts[0] == 0 else [0, *starts]


def _indented(lines: list[str]) -> list[int]:
    """Where paragraphs begin that only their first line tells."""
    filled = [line for line in lines if line.strip()]
    starts = [n for n, line in enumerate(lines) if _INDENT.match(line)]
    if not starts or len(starts) > len(filled) / 2 or (len(starts) == 1 and starts[0] == 0):
        return []
    if len(starts) == 1 and len(filled) < 4:
        return []
    return starts if starts[0] == 0 else [0, *starts]


def _tidy(block: str) -> str:
    """Lines joined, the tabs and spaces of their ends reduced to one space."""
    if "\t" in block or "  " in block:
        block = _SPACES.sub(" ", block)
    return block.strip()
