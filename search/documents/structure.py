"""Blocks of text → a document: which are headings, which are paragraphs, what is it called."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..model import Document, DocumentInfo, Paragraph
from ..sentences import first_sentence, sentence_starts
from .header import Header

#: A title taken from the text, and a heading, in characters.
LONGEST_TITLE = 120
LONGEST_HEADING = 100
#: A paragraph with more characters is cut: nobody finds an answer in it, and a hit costs as
#: much as the text that is shown of it.
LONGEST_PARAGRAPH = 10_000
#: More than so many short lines in a row are a list, a poem or a table, and no headings.
_MOST_HEADINGS = 2
_ENDS_A_SENTENCE = ".…:;,"
_OPENS_AN_ITEM = "-–—•*·>"
_QUOTES = "«»\"“”‹›'’ \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Outline:
    """What a reader of a format gives: the header, and the text in blocks.

    short_lines_head: whether a short line may be a heading; not where each block is known
        to be a paragraph
    """

    header: Header
    blocks: tuple[str, ...]
    short_lines_head: bool = True


def build_document(document_id: str, outline: Outline) -> Document:
    """The document: blocks without a letter or digit dropped, the others numbered from 1.

    It is called what its header says; else, what its first line says if that is no
    sentence; else the first sentence of its lead.
    """
    blocks = [block for block in outline.blocks if any(map(str.isalnum, block))]
    title = outline.header.title
    heads = outline.short_lines_head
    if not title and heads and len(blocks) > 1 and looks_like_heading(blocks[0]):
        title = blocks.pop(0)
    under = _under_headings(blocks) if heads else ((block, ()) for block in blocks)
    texts = [(part, headings) for block, headings in under for part in _parts(block)]
    paragraphs = tuple(
        Paragraph(document_id, ordinal, text, headings)
        for ordinal, (text, headings) in enumerate(texts, start=1)
    )
    lead = first_sentence(texts[0][0], LONGEST_TITLE) if texts and not title else ""
    info = DocumentInfo(
        document_id, title or lead or document_id, outline.header.date, title_is_lead=not title
    )
    return Document(info, paragraphs)


def _under_headings(blocks: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each paragraph with the headings before it; headings before nothing are paragraphs."""
    headings: tuple[str, ...] = ()
    groups = [(short, list(group)) for short, group in groupby(blocks, looks_like_heading)]
    for place, (short, group) in enumerate(groups):
        if short and len(group) <= _MOST_HEADINGS and place + 1 < len(groups):
            headings = tuple(group)
        else:
            yield from ((text, headings) for text in group)


def _parts(block: str) -> Iterator[str]:
    """A block that is too long in parts, cut where a sentence ends, else a word, else anyway."""
    if len(block) <= LONGEST_PARAGRAPH:
        yield block
        return
    starts = sentence_starts(block)
    begin = 0
    while len(block) - begin > LONGEST_PARAGRAPH:
        limit = begin + LONGEST_PARAGRAPH
        sentence = starts[bisect_right(starts, limit) - 1]
        space = block.rfind(" ", begin + 1, limit) + 1
        end = next((place for place in (sentence, space) if place > begin), limit)
        yield block[begin:end].strip()
        begin = end
    yield block[begin:].strip()


def looks_like_heading(block: str) -> bool:
    """A short line that is no sentence, no list item and no line of dialogue."""
    inner = block.strip(_QUOTES)
    return (
        len(block) <= LONGEST_HEADING
        and any(map(str.isalpha, inner))
        and inner[-1:] not in _ENDS_A_SENTENCE
        and block[0] not in _OPENS_AN_ITEM
    )
