"""DOCX (Office Open XML, ECMA-376): the text as it is printed, and its footnotes.

python-docx, the library for it, knows neither footnotes nor what is inside text boxes and
content controls; the format is XML, so it is read as such. What was deleted under tracked
changes is left out, what was inserted is text.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...errors import DocumentError
from .. import causes
from ..archives import Archive
from ..block import Block, one_line, paragraphs_in
from ..dates import date_alone, read_date
from ..formats import DOCX_PART
from ..header import STYLES, Header
from ..markup.walk import Element, local_name
from ..structure import Outline

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
#: Ids of styles follow the language of the program, their names are English; both are seen.
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop)[ _]?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|tm|contents) ?(?:\d|heading)|table of figures", re.IGNORECASE)
#: Text that was deleted or moved away, instructions of fields, pictures said twice.
_DROPPED = frozenset(
    "del moveFrom instrText delText delInstrText footnoteReference endnoteReference "
    "footnoteRef endnoteRef commentReference annotationRef Fallback pPr rPr tblPr trPr tcPr "
    "sectPr sdtPr tblGrid bookmarkStart bookmarkEnd binData rt".split()
)
#: What stands in a paragraph without being of its line.
_BESIDE = _DROPPED | {"p", "tbl", "txbxContent"}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": " "}


@dataclass(frozen=True, slots=True)
class _Style:
    """level: of a heading; role: title, author, date, contents or nothing"""

    level: int = 0
    role: str = ""


class _Found(NamedTuple):
    """A block, with the role of its style; open: whether the next one goes on with it"""

    block: Block
    role: str = ""
    open: bool = False


def read(path: str, content: bytes) -> Outline:
    """The outline of a DOCX file. Raises DocumentError if it's damaged or encrypted."""
    with Archive(path, content) as archive:
        name = next(filter(DOCX_PART.fullmatch, sorted(archive.names)), "")
        body = archive.xml(name)
        if body is None:
            raise DocumentError(path=path, cause=causes.DAMAGED, reason=name or "document.xml")
        folder = posixpath.dirname(name)
        styles = _styles(archive.xml(f"{folder}/styles.xml"))
        header = _core(archive.xml("docProps/core.xml"))
        notes = [
            *_notes(archive.xml(f"{folder}/footnotes.xml"), styles),
            *_notes(archive.xml(f"{folder}/endnotes.xml"), styles),
        ]
    header, blocks = _with_title(header, _blocks(body, styles))
    return Outline(header, tuple(blocks), tuple(notes))


def _with_title(header: Header, found: Iterable[_Found]) -> tuple[Header, list[Block]]:
    """What the styles of paragraphs say of the document is no text of it.

    What is printed as the title is it, whatever the properties say, which are often those of
    the document that this one was made from.
    """
    blocks: list[Block] = []
    is_titled = False
    for block, role, _ in found:
        if role == "title" and is_titled:
            blocks.append(block._replace(level=1))
        elif role == "title":
            header, is_titled = replace(header, title=block.text), True
        elif role == "date" and (date := date_alone(block.text) or read_date(block.text)):
            header = replace(header, date=date, is_dated=True)
        elif role == "author" and not blocks:
            header.metadata.setdefault("author", block.text)
        else:
            blocks.append(block)
    return header, blocks


def _blocks(root: Element, styles: dict[str, _Style]) -> Iterator[_Found]:
    """The blocks below an element; a paragraph whose end was deleted goes on in the next."""
    begun: list[str] = []
    for block, role, is_open in _pieces(root, styles):
        begun.append(block.text)
        if not is_open:
            texts = [] if role == "contents" else paragraphs_in("".join(begun))
            begun.clear()
            yield from (_Found(block._replace(text=text), role) for text in texts if text)
    yield from (_Found(Block(text)) for text in paragraphs_in("".join(begun)) if text)


def _pieces(root: Element, styles: dict[str, _Style]) -> Iterator[_Found]:
    pending = [root]
    while pending:
        element = pending.pop()
        tag = _tag(element)
        if tag in _DROPPED or not len(element) or _is_unsaid(element, tag):
            continue
        if tag == "p":
            yield _paragraph(element, styles)
            pending += reversed(_boxes(element))
        elif tag == "tr" and _is_row(element, styles):
            cells = (" ".join(found.block.text for found in _blocks(cell, {})) for cell in element)
            yield _Found(Block(" ".join(filter(None, cells)), item=True))
        else:
            pending += reversed(element)


def _paragraph(element: Element, styles: dict[str, _Style]) -> _Found:
    properties = element[0] if _tag(element[0]) == "pPr" else None
    named = _value(properties, "pStyle")
    style = styles.get(named) or _styled(named)
    level = _level(_value(properties, "outlineLvl")) or style.level
    is_open = properties is not None and properties.find("{*}rPr/{*}del") is not None
    text = "".join(_texts(element))
    return _Found(Block(text, 0 if style.role else level), style.role, is_open)


def _is_row(row: Element, styles: dict[str, _Style]) -> bool:
    """False where a table only lays out the page: a cell has a table, a heading, paragraphs."""
    for cell in row:
        if cell.find(".//{*}tr") is not None:
            return False
        found = [block for block, _, _ in _blocks(cell, styles)]
        if len(found) > 1 or any(block.level for block in found):
            return False
    return True


def _is_unsaid(element: Element, tag: str) -> bool:
    """A row that was deleted under tracked changes; a run that is hidden; a control that
    nobody has filled in, which says what to write.
    """
    if tag == "tr":
        return element.find("{*}trPr/{*}del") is not None
    if tag == "sdt":
        return element.find("{*}sdtPr/{*}showingPlcHdr") is not None
    if tag != "r" or not len(element) or _tag(element[0]) != "rPr":
        return False
    vanish = element[0].find("{*}vanish")
    return vanish is not None and _attribute(vanish, "val") not in ("0", "false", "off")


def _texts(paragraph: Element) -> Iterator[str]:
    """The pieces of a paragraph, without what is in boxes beside it."""
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        tag = _tag(element)
        if tag == "t":
            yield element.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == "sym":
            yield _symbol(element)
        elif tag not in _BESIDE and not _is_unsaid(element, tag):
            pending += reversed(element)


def _boxes(paragraph: Element) -> list[Element]:
    """Text boxes anchored in a paragraph; a file says them twice, for old programs too."""
    boxes = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        tag = _tag(element)
        if tag == "txbxContent":
            boxes.append(element)
        elif tag not in _BESIDE and len(element):
            pending += reversed(element)
    return boxes


def _symbol(element: Element) -> str:
    """A sign of a font of signs is none that can be read."""
    char = _attribute(element, "char")
    code = int(char, 16) if re.fullmatch("[0-9a-fA-F]{1,6}", char) else 0
    return chr(code) if 0x20 < code < 0xD800 else " "


def _notes(root: Element | None, styles: dict[str, _Style]) -> Iterator[Block]:
    for note in root if root is not None else ():
        if not _attribute(note, "type"):  # the others are lines that separate
            yield from (block._replace(level=0) for block, _, _ in _blocks(note, styles))


def _styles(root: Element | None) -> dict[str, _Style]:
    """The styles of paragraphs by their ids."""
    found: dict[str, tuple[_Style, str]] = {}
    for style in root.iter("{*}style") if root is not None else ():
        made = _styled(_value(style, "name"))
        if not made.role and not made.level:
            level = _level(_value(style.find("{*}pPr"), "outlineLvl"))
            made = _Style(level)
        found[_attribute(style, "styleId")] = (made, _value(style, "basedOn"))
    return {name: _inherited(name, found) for name in found}


def _styled(name: str) -> _Style:
    """What the name of a style says, or its id where the style isn't defined."""
    name = name.strip()
    if heading := _HEADING.fullmatch(name):
        return _Style(int(heading[1]))
    return _Style(role="contents" if _CONTENTS.match(name) else STYLES.get(name.lower(), ""))


def _inherited(name: str, found: dict[str, tuple[_Style, str]]) -> _Style:
    for _ in range(10):
        style, parent = found[name]
        if style.level or style.role or parent not in found:
            return style
        name = parent
    return _Style()


def _level(value: str) -> int:
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and value != "9" else 0


def _core(root: Element | None) -> Header:
    properties = root if root is not None else ()
    values = {local_name(one): one_line(one.text or "") for one in properties}
    metadata = {"author": values.get("creator", ""), "tags": values.get("keywords", "")}
    return Header(
        values.get("title", ""),
        read_date(values.get("created", "") or values.get("modified", "")),
        False,
        values.get("language", ""),
        {name: value for name, value in metadata.items() if value},
    )


def _tag(element: Element) -> str:
    """Unlike those of HTML, these names differ by their capitals."""
    return str(element.tag).rpartition("}")[2]


def _value(element: Element | None, name: str) -> str:
    child = element.find(f"{{*}}{name}") if element is not None else None
    return _attribute(child, "val") if child is not None else ""


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""
