"""ODT (OpenDocument 1.3), zipped or flat: the text as it is printed, and its notes.

odfpy, the library for it, gives the text of an element with its notes, remarks and deleted
passages in the middle of it. Only the parts that hold the text are opened: what else the
manifest lists may be missing.
"""

from collections.abc import Iterator
from dataclasses import replace

from ...errors import DocumentError
from .. import causes
from ..archives import Archive
from ..block import Block, one_line, paragraphs_in
from ..dates import date_alone, read_date
from ..header import STYLES, Header
from ..markup.walk import Element, local_name
from ..structure import Outline
from ..xml import parse_xml

#: Changes that were undone, remarks, tables of contents, what can't be seen.
_DROPPED = frozenset(
    "tracked-changes annotation annotation-end table-of-content alphabetical-index "
    "illustration-index table-index object-index user-index bibliography sequence-decls "
    "variable-decls user-field-decls forms note-citation soft-page-break bookmark "
    "bookmark-start bookmark-end binary-data object event-listeners ruby-text placeholder "
    "covered-table-cell".split()
)
#: What is said of pictures has the names of fields of the text.
_SAID_OF_A_PICTURE = tuple(
    f"{{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}}{name}"
    for name in ("title", "desc")
)
#: What stands in a paragraph without being of its line.
_BESIDE = frozenset("text-box table p h list".split())
_SPACES = {"s": " ", "tab": " ", "tab-stop": " ", "line-break": "\n"}


def read(path: str, content: bytes) -> Outline:
    """The outline of an ODT file. Raises DocumentError if it's damaged or encrypted."""
    if content.startswith(b"PK"):
        with Archive(path, content) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise DocumentError(path=path, cause=causes.ENCRYPTED)
            body, said = archive.xml("content.xml"), archive.xml("meta.xml")
            styles = archive.xml("styles.xml")
    else:
        body = said = styles = parse_xml(path, content)
    text = body.find(".//{*}body/{*}text") if body is not None else None
    if body is None or text is None:
        cause = causes.DAMAGED if body is None else causes.OTHER_OFFICE
        raise DocumentError(path=path, cause=cause, reason="content.xml")
    walk = _Walk(_roles([tree for tree in (body, styles) if tree is not None]))
    blocks = tuple(walk.blocks(text))
    return Outline(walk.header(_header(said)), blocks, tuple(walk.notes))


class _Walk:
    """One walk over the text.

    roles: of the styles whose paragraphs say something of the document: title, author, date
    """

    def __init__(self, roles: dict[str, str]) -> None:
        self._roles = roles
        self._front: dict[str, str] = {}
        self.notes: list[Block] = []

    def header(self, said: Header) -> Header:
        """What the metadata say, with what the first paragraphs add.

        What is printed as the title is it, whatever the metadata say.
        """
        date = date_alone(self._front.get("date", ""))
        author = self._front.get("author")
        return replace(
            said,
            title=self._front.get("title", "") or said.title,
            date=date or said.date,
            is_dated=date is not None,
            metadata=({"author": author} if author else {}) | said.metadata,
        )

    def blocks(self, root: Element) -> Iterator[Block]:
        """The blocks of everything below an element."""
        pending = list(reversed(root))
        while pending:
            element = pending.pop()
            tag = local_name(element)
            if _is_dropped(element, tag):
                continue
            if tag in ("p", "h"):
                boxes: list[Element] = []
                text = self._line(element, boxes)
                for paragraph in paragraphs_in(text):
                    yield from self._block(element, paragraph)
                pending += reversed(boxes)
            elif tag == "table-row" and _is_row(element):
                yield Block(self._row(element), item=True)
            else:
                pending += reversed(element)

    def _block(self, element: Element, text: str) -> Iterator[Block]:
        if not text:
            return
        role = self._roles.get(_attribute(element, "style-name"), "")
        if role == "contents" or (role and self._keep(role, text)):
            return
        level = _attribute(element, "outline-level")
        is_heading = local_name(element) == "h" or role == "title"
        known = int(level) if level.isdecimal() and len(level) < 3 else 1
        yield Block(text, known if is_heading else 0)

    def _keep(self, role: str, text: str) -> bool:
        """Whether a paragraph only says something of the document."""
        if role in self._front or (role == "date" and not date_alone(text)):
            return False
        self._front[role] = text
        return True

    def _row(self, row: Element) -> str:
        """A row of which no cell has more than one paragraph."""
        cells: list[str] = []
        for cell in row:
            if not _is_dropped(cell, local_name(cell)):
                boxes: list[Element] = []
                cells += (self._line(one, boxes) for one in _paragraphs(cell))
                cells += (block.text for box in boxes for block in self.blocks(box))
        return one_line(" ".join(filter(None, cells)))

    def _line(self, paragraph: Element, boxes: list[Element]) -> str:
        """The text of a paragraph; frames anchored in it go to `boxes`, its notes to `notes`."""
        found = [paragraph.text or ""]
        pending: list[Element | str] = _children(paragraph)
        while pending:
            one = pending.pop()
            if isinstance(one, str):
                found.append(one)
                continue
            tag = local_name(one)
            if tag in _SPACES:
                found.append(_SPACES[tag])
            elif tag == "note":
                self._note(one)
            elif tag in _BESIDE:
                boxes.append(_within(one))
            elif not _is_dropped(one, tag):
                found.append(one.text or "")
                pending += _children(one)
        return "".join(found).strip(" ")

    def _note(self, note: Element) -> None:
        body = note.find("{*}note-body")
        if body is not None:
            place = len(self.notes)
            found = [block._replace(level=0) for block in self.blocks(body)]
            self.notes[place:place] = found  # before those that it has itself


def _is_dropped(element: Element, tag: str) -> bool:
    if tag == "section":
        return _attribute(element, "display") == "none"
    return tag in _DROPPED or element.tag in _SAID_OF_A_PICTURE


def _is_row(row: Element) -> bool:
    """False where a table only lays out the page: its cells hold blocks of their own."""
    for cell in row:
        if any(local_name(one) != "p" for one in cell) or len(_paragraphs(cell)) > 1:
            return False
        if cell.find(".//{*}table-row") is not None:
            return False
    return True


def _paragraphs(cell: Element) -> list[Element]:
    """The paragraphs of a cell that say something."""
    return [one for one in cell if local_name(one) == "p" and (one.text or len(one))]


def _within(box: Element) -> Element:
    """Something of which `box` is a child: blocks are looked for below an element."""
    if local_name(box) not in ("p", "h"):
        return box
    holder = box.makeelement("holder")
    holder.append(box)
    return holder


def _children(element: Element) -> "list[Element | str]":
    """What comes in an element, last first."""
    found: list[Element | str] = []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found[::-1]


def _roles(trees: list[Element]) -> dict[str, str]:
    """The styles whose paragraphs are no text, and those made from them."""
    parents = {
        _attribute(style, "name"): _attribute(style, "parent-style-name")
        for tree in trees
        for style in tree.iter("{*}style")
    }
    return {
        name: role
        for name, parent in parents.items()
        if (role := _role(name) or _role(parent) or _role(parents.get(parent, "")))
    }


def _role(name: str) -> str:
    said = name.replace("_20_", " ").lower()
    return "contents" if said.startswith("contents ") else STYLES.get(said, "")


def _header(root: Element | None) -> Header:
    meta = root.find(".//{*}meta") if root is not None else None
    values: dict[str, str] = {}
    keywords = []
    for one in meta if meta is not None else ():
        name, text = local_name(one), one_line(one.text or "")
        values.setdefault(name, text)
        keywords += [text] if name == "keyword" and text else []
    author = values.get("creator") or values.get("initial-creator") or ""
    metadata = {"author": author, "tags": ", ".join(keywords)}
    return Header(
        values.get("title", ""),
        read_date(values.get("creation-date", "") or values.get("date", "")),
        False,
        "",  # often that of the program
        {name: value for name, value in metadata.items() if value},
    )


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever its name space."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
