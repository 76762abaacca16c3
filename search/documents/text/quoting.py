"""The text of a message → what its sender wrote, and what is quoted from others."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ..block import Block
from .lines import begins_an_item, split_paragraphs

_MARKS = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
#: What follows is who wrote, not what (RFC 3676, 4.3).
_SIGNATURE = "-- "
#: What programs put above a message that they quote without marks.
_ORIGINAL = re.compile(
    r"\s*-{2,}\s*(?:message d['’]origine|message (?:original|transféré|réexpédié)"
    r"|original message|forwarded message)\s*-{2,}\s*"
    r"|\s*début du (?:message|courriel) (?:transféré|réexpédié)\s*:\s*"
    r"|\s*begin forwarded message\s*:\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:de|from)\s*:\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(r"\s*\*?(?:envoyé(?: le)?|date|sent)\s*:", re.IGNORECASE)
_TO = re.compile(r"\s*\*?(?:à|to|objet|subject)\s*:", re.IGNORECASE)
#: « Le 4 nov. 2024 à 18:03, Luc Petit <luc@example.org> a écrit : »
_ATTRIBUTION = re.compile(r"\s*(?:le|on)\s.{4,300}(?:a écrit|wrote)\s*:\s*", re.IGNORECASE)
_SAYS_WHEN = re.compile(r"\d{1,2}\s?[:hH]\s?\d\d|@|\b\d{4}\b")
#: A line to somebody, or of farewell: it heads nothing, however short it is.
_GREETING = re.compile(
    r"(?:re)?(?:bonjour|bonsoir|salut|coucou|hello|hi|dear|chers?|chères?|madame|monsieur|mesdames"
    r"|messieurs|merci|thanks|cordialement|bien (?:à|cordialement)|amicalement|amitiés|bises"
    r"|regards|à (?:bientôt|demain|plus)|bonne (?:journée|soirée))\b",
    re.IGNORECASE,
)
#: Lines that an attribution, and the head of a quoted message, may have.
_FEW, _HEAD = 3, 6


class _Line(NamedTuple):
    """depth: how many times it is quoted; 0 if it isn't"""

    depth: int
    text: str


def message_blocks(text: str, *, flowed: bool = False, glued: bool = False) -> Iterator[Block]:
    """The paragraphs of a message, its line ends being « \\n ».

    flowed: whether a space at the end of a line means that the next one goes on (RFC 3676);
    glued: whether the space itself is none of the text (its DelSp)
    """
    lines = [_line(line, flowed) for line in text.split("\n")]
    if flowed:
        lines = list(_unwrapped(lines, glued))
    lines = list(_deepened(lines))
    for depth, run in groupby(_without_signatures(lines), key=lambda line: line.depth):
        for paragraph in split_paragraphs("\n".join(line.text for line in run)):
            if paragraph.text:
                greets = paragraph.item or _GREETING.match(paragraph.text) is not None
                yield paragraph._replace(quoted=depth > 0, item=greets)


def _line(line: str, flowed: bool) -> _Line:
    marks = _MARKS.match(line)
    if marks is None:
        return _Line(0, line.removeprefix(" ") if flowed else line)
    return _Line(marks[0].count(">"), line[marks.end() :])


def _unwrapped(lines: list[_Line], glued: bool) -> Iterator[_Line]:
    """The lines that flow, joined; between them blank ones, since each is a paragraph,
    or an item of a list.
    """
    gathered: list[str] = []
    for place, (depth, text) in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if text.endswith(" ") and text != _SIGNATURE and following and following.depth == depth:
            gathered.append(text[:-1] if glued else text)
            continue
        whole = _Line(depth, "".join([*gathered, text]))
        yield whole
        if text != _SIGNATURE and not (following and _are_items(whole, following)):
            yield _Line(depth, "")
        gathered = []


def _are_items(*lines: _Line) -> bool:
    return all(begins_an_item(line.text) for line in lines)


def _deepened(lines: list[_Line]) -> Iterator[_Line]:
    """The same, with what is quoted without marks told from the rest."""
    below, last, attributed = 0, 0, 0
    for place, (depth, text) in enumerate(lines):
        if not below and depth == 0 and _begins_an_original(lines, place):
            below = 1
        if attributed == 0 and depth == 0 and not below:
            attributed = _attribution(lines, place)
            is_marked = bool(attributed) and _is_marked(lines, place + attributed)
            if attributed and not is_marked:
                below = 1
        depth += below or (1 if attributed else 0)
        last = depth if text.strip() else last
        yield _Line(last, text)
        if attributed == 1:
            yield _Line(last, "")  # it is a paragraph of its own
        attributed = max(0, attributed - 1)


def _begins_an_original(lines: list[_Line], place: int) -> bool:
    text = lines[place].text
    if not text.strip():
        return False
    if _ORIGINAL.fullmatch(text):
        return True
    head = [line.text for line in lines[place + 1 : place + _HEAD]]
    return bool(_FROM.match(text)) and any(map(_SENT.match, head)) and any(map(_TO.match, head))


def _attribution(lines: list[_Line], place: int) -> int:
    """How many lines say whom the next ones quote; 0 if these don't."""
    if lines[place].text[:3].lower() not in ("le ", "on "):
        return 0
    for count in range(1, _FEW + 1):
        text = " ".join(line.text for line in lines[place : place + count])
        if _ATTRIBUTION.fullmatch(text) and _SAYS_WHEN.search(text):
            return count
    return 0


def _is_marked(lines: list[_Line], place: int) -> bool:
    following = next((line for line in lines[place : place + _HEAD] if line.text.strip()), None)
    return following is not None and following.depth > 0


def _without_signatures(lines: list[_Line]) -> Iterator[_Line]:
    """A signature ends where something is quoted more or less."""
    signed = -1
    for depth, text in lines:
        if text == _SIGNATURE:
            signed = depth
        elif depth != signed:
            signed = -1
            yield _Line(depth, text)
