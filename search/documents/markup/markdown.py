"""Markdown: CommonMark, with what GitHub and pandoc add to it."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ...errors import DocumentError
from .. import causes
from ..structure import Outline
from ..text.plain_text import read_text
from .front_matter import read_front_matter
from .html import tree_of
from .markdown_bounds import DEEPEST, bounded
from .markdown_tables import without_pandoc_tables
from .walk import Element, blocks_of

#: Of an item in a list of tasks.
_BOX = re.compile(r"\[[ xX]\][ \t\u00a0]+")


def _without_boxes(state: StateCore) -> None:
    """The items of a list of tasks without `[ ]` or `[x]`."""
    kinds = [token.type for token in state.tokens]
    for place, token in enumerate(state.tokens):
        if kinds[max(0, place - 2) : place + 1] == ["list_item_open", "paragraph_open", "inline"]:
            box = _BOX.match(token.content)
            token.content = token.content[box.end() if box else 0 :]


_MARKDOWN = (
    MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
    .use(deflist_plugin)
    .use(attrs_plugin, spans=True)
)
_MARKDOWN.core.ruler.before("inline", "boxes", _without_boxes)
#: `{#id .class}` after a heading.
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}(?=</h[1-6]>)")
#: `::: note`, around a part of the text; `[!NOTE]`, above a quotation that is none.
_DIVISION = re.compile(r"^[ \t]*:{3,}[^\n]*$|^([ \t]*>)[ \t]*\[![A-Za-z]+\][ \t]*$", re.MULTILINE)
#: `{width=50%}`, which is no value that the parser knows.
_OF_A_PICTURE = re.compile(r"^\{[^{}\n]*\}")
_CAPTION = re.compile(r"\s*:\s+")


def read(path: str, content: bytes) -> Outline:
    """The outline of a text in Markdown. Raises DocumentError for what is no text."""
    text, metadata = read_text(path, content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    header, body = read_front_matter(text)
    tree = tree_of(path, f"<html><body>{_rendered(path, body)}</body></html>")
    for picture in tree.iter("img"):
        picture.tail = _OF_A_PICTURE.sub("", picture.tail or "", count=1)
    for paragraph in tree.iter("p"):
        _caption(paragraph)
    found = blocks_of(tree)
    header = replace(header, metadata=header.metadata | metadata)
    return Outline(header, tuple(found.blocks), tuple(found.notes))


def _rendered(path: str, text: str) -> str:
    text = _DIVISION.sub(lambda match: match[1] or "", without_pandoc_tables(bounded(text)))
    try:
        return _ATTRIBUTES.sub("", _MARKDOWN.render(text))
    except RecursionError as error:
        raise DocumentError(path=path, cause=causes.DAMAGED, reason=error) from error


def _caption(paragraph: Element) -> None:
    """What stands for a picture that is alone in its paragraph is its caption."""
    if len(paragraph) == 1 and paragraph[0].tag == "img" and not (paragraph.text or "").strip():
        paragraph.text = f"{paragraph[0].get('alt') or ''} {paragraph[0].tail or ''}"
        paragraph[0].tail = None
    elif paragraph.text and (mark := _CAPTION.match(paragraph.text)):  # of a table
        paragraph.text = paragraph.text[mark.end() :]
        table = paragraph.getprevious()
        if table is not None and table.tag == "table":  # above it, as other formats have it
            table.addprevious(paragraph)
