"""Blocks of text → a document: which are headings, which are paragraphs, what is it called."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..analysis.sentences import first_sentence, sentence_starts
from ..model import Document, DocumentInfo, Paragraph
from .block import Block, letters_and_digits, one_line
from .cleaning import clean
from .dates import date_alone
from .header import Header, is_made_up
from .heading_paths import under_headings, under_levels
from .headings import may_head
from .language import language_of
from .names import may_be_a_name
from .ornaments import without_ornaments

#: Characters of a heading that is marked as one; what is longer is a paragraph that only
#: looks like one, and would be stored with every paragraph below it. Levels are bounded alike.
_LONGEST_MARKED = 500
_DEEPEST = 9
#: A title taken from the text, in characters.
LONGEST_TITLE = 120
#: A paragraph with more characters is cut: nobody finds an answer in it, and a hit costs as
#: much as the text that is shown of it.
LONGEST_PARAGRAPH = 10_000
#: So many blocks at the beginning may repeat the title, the author and the date.
_FRONT = 6
#: What repeats something is hardly longer: characters for signs and spaces.
_ROOM = 20


@dataclass(frozen=True, slots=True)
class Outline:
    """What a reader of a format gives: the header, and the text in blocks.

    notes: footnotes, which come last and stand under no heading
    short_lines_head: whether a short line may be a heading, the format having no mark for
        them, or one that few use; not where each block is known to be a paragraph
    composed: whether the text is to be given composed accents (NFC)
    """

    header: Header
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...] = ()
    short_lines_head: bool = False
    composed: bool = True


def build_document(document_id: str, kind: str, outline: Outline, container: str = "") -> Document:
    """The document: blocks without a letter or digit dropped, the others numbered from 1.

    kind: the format; container: the file of records that it is in, if it is in one

    It is called what its header says; else, what its first line or heading says if that is no
    sentence; else the first sentence of its lead.
    """
    blocks = _said(outline.blocks, composed=outline.composed)
    header, blocks = _front(outline, blocks)
    headed = under_headings if outline.short_lines_head else under_levels
    under = list(headed(blocks))
    under += ((note, ()) for note in _said(outline.notes, composed=outline.composed))
    texts = [(part, block, headings) for block, headings in under for part in _parts(block.text)]
    paragraphs = tuple(
        Paragraph(document_id, ordinal, text, headings, block.page, block.quoted)
        for ordinal, (text, block, headings) in enumerate(texts, start=1)
    )
    title = one_line(header.title)
    if len(title) > _LONGEST_MARKED:
        title = first_sentence(title, LONGEST_TITLE)
    title = without_ornaments(title)
    lead = first_sentence(texts[0][0], LONGEST_TITLE) if texts and not title else ""
    info = DocumentInfo(
        document_id,
        title or lead or document_id,
        header.date,
        title_is_lead=not title,
        metadata=header.metadata,
        language=language_of((text for text, _, _ in texts), header.language),
        format=kind,
        container=container,
    )
    return Document(info, paragraphs)


def _said(blocks: Iterable[Block], *, composed: bool) -> list[Block]:
    """The blocks that say something, without what can't be seen."""
    cleaned = (
        block if (text := clean(block.text, composed=composed).strip()) is block.text
        else block._replace(text=text)
        for block in blocks
    )  # fmt: skip
    return [_bounded(block) for block in cleaned if any(map(str.isalnum, block.text))]


def _bounded(block: Block) -> Block:
    """Without a level that no document has: each paragraph is stored with all above it."""
    if not block.level:
        return block
    level = 0 if len(block.text) > _LONGEST_MARKED else min(block.level, _DEEPEST)
    return block._replace(level=level)


def _front(outline: Outline, blocks: list[Block]) -> tuple[Header, list[Block]]:
    """The header with what the first blocks add to it, and the blocks without these and
    without what repeats it.
    """
    header = outline.header
    if is_made_up(header.title):
        header = replace(header, title="")
    if not header.title and len(blocks) > 1:
        title, others = _title_of(blocks, guessed=outline.short_lines_head)
        header = replace(header, title=title)
        if title and others is blocks:
            return header, blocks
        blocks = others
    dates = [None if block.level else date_alone(block.text) for block in blocks[:_FRONT]]
    begin = 0
    for block, date, next_date in zip(blocks, dates, [*dates[1:], None], strict=False):
        if date is not None and not (header.is_dated and header.date):
            header = replace(header, date=date, is_dated=True)
        elif next_date and "author" not in header.metadata and _may_name(block):
            header = replace(header, metadata=header.metadata | {"author": block.text})
        elif not _repeats(block, header) and (date is None or date != header.date):
            break
        begin += 1
    return header, blocks[begin:] or blocks


def _may_name(block: Block) -> bool:
    return not block.level and may_be_a_name(block.text)


def _title_of(blocks: list[Block], *, guessed: bool) -> tuple[str, list[Block]]:
    """The title that the blocks give, and the others."""
    first = blocks[0]
    if guessed:
        return (first.text, blocks[1:]) if may_head(first) else ("", blocks)
    top = next((block for block in blocks[:_FRONT] if block.level), None)
    if top is None:
        return "", blocks
    if sum(0 < block.level <= top.level for block in blocks) > 1:
        return top.text, blocks  # a part among others, and a heading too
    return top.text, [block for block in blocks if block is not top]


def _repeats(block: Block, header: Header) -> bool:
    values = (header.title, *header.metadata.values())
    if len(block.text) > _ROOM + 3 * max(map(len, values)):
        return False
    said = letters_and_digits(block.text)
    return said in {*map(letters_and_digits, values)} - {""}


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
