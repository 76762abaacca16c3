"""EPUB (2 and 3): the chapters in their order, each under its heading."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ...errors import DocumentError
from .. import causes
from ..archives import Archive
from ..block import Block, letters_and_digits, one_line
from ..dates import read_date
from ..encodings import decode
from ..header import Header
from ..structure import Outline
from .furniture import main_part
from .html import tree_of
from .styled_headings import StyledHeadings
from .walk import Element, blocks_of, local_name, text_of

#: What producers call chapters without a heading; an author, without a name.
_MADE_UP = re.compile(r"(?:section|chapter|page|part)[ _-]?\d*", re.IGNORECASE)
_NOBODY = ("Unknown Author", "Unknown", "Inconnu")
#: Obfuscated fonts are no encrypted text.
_FONTS = (
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
)
_HEADING = re.compile(rb"<h[1-6][\s>]", re.IGNORECASE)
#: Bytes of a style sheet that are read.
_LONGEST_SHEET = 1 << 20
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(path: str, content: bytes) -> Outline:
    """The outline of a book. Raises DocumentError if it's damaged or encrypted."""
    with Archive(path, content) as archive:
        _check_encryption(path, archive)
        package_name = _package_name(archive)
        package = archive.xml(package_name)
        if package is None:
            raise DocumentError(path=path, cause=causes.DAMAGED, reason=package_name or "OPF")
        book = _Book(path, archive, package, posixpath.dirname(package_name))
        blocks: list[Block] = []
        notes: list[Block] = []
        for found, below in book.chapters():
            blocks += found
            notes += below
    return Outline(_header(package), tuple(blocks), tuple(notes))


def _check_encryption(path: str, archive: Archive) -> None:
    """Raises DocumentError if anything but fonts is encrypted."""
    listed = archive.xml("META-INF/encryption.xml")
    for method in listed.iter("{*}EncryptionMethod") if listed is not None else ():
        is_inner = local_name(method.getparent()) == "EncryptedKey"
        if is_inner or method.get("Algorithm") not in _FONTS:
            raise DocumentError(path=path, cause=causes.ENCRYPTED)


def _package_name(archive: Archive) -> str:
    container = archive.xml("META-INF/container.xml")
    for rootfile in container.iter("{*}rootfile") if container is not None else ():
        if name := rootfile.get("full-path"):
            return str(name)
    return next((name for name in sorted(archive.names) if name.endswith(".opf")), "")


class _Book:
    """The parts of a book, by their names in the archive."""

    def __init__(self, path: str, archive: Archive, package: Element, folder: str) -> None:
        self._path = path
        self._archive = archive
        self._package = package
        self._folder = folder
        self._items = {item.get("id"): item for item in package.iter("{*}item")}
        self._labels = dict(self._navigation())

    def chapters(self) -> Iterator[tuple[list[Block], list[Block]]]:
        """The blocks and the notes of the pages that are read one after the other."""
        # Some spines name a page once for each anchor in it: it's read where it comes first.
        pages = [(name, self._archive.read(name)) for name in dict.fromkeys(self._pages())]
        is_marked = any(_HEADING.search(content) for _, content in pages)
        styled = None if is_marked else StyledHeadings(self._sheets())
        for name, content in pages:
            yield self._chapter(name, content, styled)

    def _pages(self) -> Iterator[str]:
        for reference in self._package.iter("{*}itemref"):
            item = self._items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES:
                continue
            if "nav" not in (item.get("properties") or "").split():
                yield self._name(item.get("href") or "", self._folder)

    def _sheets(self) -> str:
        """The style sheets, but for the end of very long ones."""
        found = (one for one in self._items.values() if one.get("media-type") == "text/css")
        names = (self._name(one.get("href") or "", self._folder) for one in found)
        sheets = (self._archive.read(name, _LONGEST_SHEET) for name in names)
        return "\n".join(sheet.decode("utf-8", "replace") for sheet in sheets)

    def _chapter(
        self, name: str, content: bytes, styled: StyledHeadings | None
    ) -> tuple[list[Block], list[Block]]:
        """The same of one page; ill-formed pages are read like a browser's."""
        decoded = decode(content, "utf-8")
        if decoded is None or not decoded.text.strip():
            return [], []
        body = next(tree_of(self._path, decoded.text).iter("body"), None)
        if body is None:
            return [], []
        if is_furniture_page(body):
            return [], []
        if styled is not None:
            styled.mark(body)
        found = blocks_of(*main_part(body))
        label = self._labels.get(name, "")
        if label and not _MADE_UP.fullmatch(label) and found.blocks and not found.blocks[0].level:
            found.blocks.insert(0, Block(label, 1))
            if len(found.blocks) > 1 and _same(found.blocks[1].text, label):
                del found.blocks[1]
        return found.blocks, found.notes

    def _navigation(self) -> Iterator[tuple[str, str]]:
        """The first label that the table of contents has for each page."""
        seen = set()
        for item in self._items.values():
            is_nav = "nav" in (item.get("properties") or "").split()
            if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
                continue
            name = self._name(item.get("href") or "", self._folder)
            for target, label in self._entries(name, is_nav=is_nav):
                if target not in seen and label:
                    seen.add(target)
                    yield target, label

    def _entries(self, name: str, *, is_nav: bool) -> Iterator[tuple[str, str]]:
        folder = posixpath.dirname(name)
        if is_nav:
            decoded = decode(self._archive.read(name), "utf-8")
            text = decoded.text if decoded else ""
            for link in tree_of(self._path, text).iter("a"):
                yield self._name(link.get("href") or "", folder), text_of(link)
            return
        tree = self._archive.xml(name)
        for point in tree.iter("{*}navPoint") if tree is not None else ():
            content, label = point.find("{*}content"), point.find("{*}navLabel/{*}text")
            if content is not None and label is not None:
                target = self._name(content.get("src") or "", folder)
                yield target, one_line(label.text or "")

    @staticmethod
    def _name(href: str, folder: str) -> str:
        return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def is_furniture_page(body: Element) -> bool:
    """A page of nothing but the cover, the title or the contents."""
    kind = (body.get("epub:type") or "").split()
    return bool({"titlepage", "cover", "toc", "landmarks"}.intersection(kind))


def _same(text: str, other: str) -> bool:
    return letters_and_digits(text) == letters_and_digits(other)


def _header(package: Element) -> Header:
    values: dict[str, str] = {}
    for one in package.iter():
        name = local_name(one)
        if name in ("title", "creator", "date", "language", "subject"):
            values.setdefault(name, one_line(one.text or ""))
    author = values.get("creator", "")
    metadata = {"author": "" if author in _NOBODY else author, "tags": values.get("subject", "")}
    return Header(
        values.get("title", ""),
        read_date(values.get("date", "")),
        True,
        values.get("language", ""),
        {name: value for name, value in metadata.items() if value},
    )
