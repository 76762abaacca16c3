"""Plain text: paragraphs separated by blank lines, perhaps a header, intertitles."""

from dataclasses import replace

from ...errors import DocumentError
from .. import causes
from ..encodings import decode
from ..header import read_header
from ..structure import Outline
from .footnotes import apart_from_footnotes
from .lines import split_paragraphs, with_newlines
from .manual_page import only_headings_head, without_head_and_foot
from .numbering import without_numbers


def read(path: str, content: bytes) -> Outline:
    """The header and the blocks of a text in any encoding.

    Raises DocumentError for what is no text.
    """
    text, metadata = read_text(path, content)
    page, text = without_head_and_foot(with_newlines(text))
    header, body = read_header(text)
    if page and not header.title:
        header = replace(header, title=page)
    header.metadata.update(metadata)
    blocks, notes = apart_from_footnotes(split_paragraphs(body))
    blocks = without_numbers(blocks)
    if page:
        blocks = only_headings_head(blocks, body)
    return Outline(header, tuple(blocks), tuple(notes), short_lines_head=True, composed=False)


def read_text(path: str, content: bytes, declared: str = "") -> tuple[str, dict[str, str]]:
    """The text, and as metadata the encoding if it was guessed."""
    found = decode(content, declared)
    if found is None:
        raise DocumentError(path=path, cause=causes.BINARY)
    return found.text, {"encoding": found.guessed} if found.guessed else {}
