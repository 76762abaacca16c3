"""Headings that nothing marks: which short lines of a plain text may be some.

A line that is taken for a heading is no paragraph any more, so one that is none is worse than one
that isn't recognised. That blank lines surround it proves nothing: they surround most paragraphs.
"""

import re

from ..analysis.sentences import sentence_starts
from .block import Block
from .numbered_headings import NAMED_RANKS, rank_of

#: In characters.
LONGEST_HEADING = 100
#: Words of a heading that has a number and ends in a full stop, its number among them.
_MOST_WORDS = 6
_ENDS_A_SENTENCE = ".!?…:"
_GOES_ON = ",;"
_OPENS_AN_ITEM = "-–—•*·>+"
_OPENS_AN_ASIDE = "([{<"
_QUOTES = "«»\"“”‹›'’ \u00a0\u202f"
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))
_NOTE_CALL = re.compile(r"\s*[\[(]\d{1,3}[\])]$")
#: What stands beside a table or a picture; what is typed at a prompt; settings and addresses;
#: lines of a table of contents.
_NO_HEADING = re.compile(
    r"(?:tableau|table|figure|fig\.|illustration|photos?|image|graphique|carte|schéma)"
    r"\s*(?::|n°|\d)"
    r"|[$#%]\s|.*(?:\w=\w|://|\bwww\.|\S@\S+\.)|.*(?:\.\s?){5}",
    re.IGNORECASE,
)


def may_head(block: Block) -> bool:
    """Whether a block may be a heading: it is marked as one, or looks like one."""
    return block.level > 0 or (not block.item and looks_like_heading(block.text))


def is_plain(block: Block) -> bool:
    """Whether nothing but its shape makes a heading of a block: no mark, number or capitals."""
    return not (block.level or rank_of(block.text) or block.text.isupper())


def looks_like_heading(text: str) -> bool:
    """A short line that is no sentence, no list item and no line of dialogue; one that is numbered
    or in capitals may end as sentences do.
    """
    if not is_short(text) or _NO_HEADING.match(text):
        return False
    ends, opens = ends_a_sentence(text), text[0] in _OPENS_AN_ITEM
    if rank := rank_of(text):
        return rank <= NAMED_RANKS or not _is_instruction(text)
    if _is_in_capitals(text) and not (ends and opens):
        return True
    return not (ends or opens or starts_small(text) or text[0] in _OPENS_AN_ASIDE) and (
        all(text.count(left) == text.count(right) for left, right in _PAIRS)
        and len(sentence_starts(text)) == 1
    )


def is_fragment(block: Block) -> bool:
    """Whether a block is a short line that is no sentence, be it a heading or not."""
    text = block.text
    is_item = block.item or text[0] in _OPENS_AN_ITEM
    return is_short(text) and not (is_item or ends_a_sentence(text))


def is_bold_heading(text: str) -> bool:
    """Whether a paragraph in bold is one: bold marks it, but for a sentence or an item."""
    return is_short(text) and _last(text) not in ".…:" and text[0] not in _OPENS_AN_ITEM


def is_short(text: str) -> bool:
    """Whether a text is no longer than a heading, with a letter in it and no comma at its end."""
    return len(text) <= LONGEST_HEADING and any(map(str.isalpha, text)) and not goes_on(text)


def ends_a_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, with or without a quotation mark, or what is said
    aside.
    """
    return _last(_NOTE_CALL.sub("", text).rstrip(")]")) in _ENDS_A_SENTENCE


def goes_on(text: str) -> bool:
    """Whether a sentence goes on behind the text."""
    return _last(text) in _GOES_ON


def starts_small(text: str) -> bool:
    """Whether the first of its letters and digits is a small letter: it goes on with something."""
    return next(filter(str.isalnum, text), "").islower()


def announces(text: str) -> bool:
    """Whether what follows a text belongs to it: « Voici ce qu’il dit : »."""
    return goes_on(text) or _last(text) == ":"


def is_quotation(text: str) -> bool:
    """Whether somebody says it, in quotation marks."""
    return text.startswith(("«", "“", '"'))


def _last(text: str) -> str:
    """The last character, but for quotation marks; a space if there is none."""
    return text.rstrip(_QUOTES)[-1:] or " "


def _is_instruction(text: str) -> bool:
    """« 3. Remettez le couvercle et attendez une heure. »"""
    return _last(text) in ".:…" and len(text.split()) > _MOST_WORDS


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 1
