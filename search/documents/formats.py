"""The formats that are read: which a file has, and who reads it.

A file is what its content says, whatever it is called; its name decides only between formats
of plain characters. Readers are modules of this package, loaded when a file needs them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from ..errors import DocumentError
from . import causes
from .archives import Archive
from .structure import Outline

Reader = Callable[[str, bytes], Outline]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `module`: whose `read` gives its outline

    suffixes: in small letters; the first is the usual one
    extra: whether it needs the libraries of `alinea[formats]`
    risky: whether a hostile file may hang or eat memory: it is read in a process apart
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    extra: bool = True
    risky: bool = True


TEXT = Format("text", "text.plain_text", (".txt", ".text"), extra=False, risky=False)
MARKDOWN = Format("markdown", "markup.markdown", (".md", ".markdown", ".mkd"))
HTML = Format("html", "markup.html", (".html", ".htm", ".xhtml", ".xht"))
PDF = Format("pdf", "pdf", (".pdf",))
DOCX = Format("docx", "office.docx", (".docx", ".docm", ".dotx"))
ODT = Format("odt", "office.odt", (".odt", ".ott", ".fodt"))
RTF = Format("rtf", "office.rtf", (".rtf",), extra=False)
EPUB = Format("epub", "markup.epub", (".epub",))
MAIL = Format("mail", "text.mail", (".eml",), extra=False)

FORMATS = (TEXT, MARKDOWN, HTML, PDF, DOCX, ODT, RTF, EPUB, MAIL)
_HEAD = 1 << 12
#: Of formats in which even a document that says nothing takes some bytes.
_NEVER_EMPTY = frozenset(
    suffix for one in (PDF, DOCX, ODT, RTF, EPUB, MAIL) for suffix in one.suffixes
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:^(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Return-Path"
    rb"|Delivered-To|Content-Type|Reply-To|Cc):[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
    re.IGNORECASE | re.MULTILINE,
)
#: What files begin with that are no documents.
_OTHERS = (
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", causes.OLD_OFFICE),
    (rb"\x1f\x8b|\x28\xb5\x2f\xfd|BZh[1-9]1AY|\xfd7zXZ\0", causes.COMPRESSED),
    (rb"7z\xbc\xaf|Rar!\x1a|MSCF\0|.{257}ustar|!<arch>\n", causes.OF_OTHER_FILES),
    (
        rb"\x89PNG\r|\xff\xd8\xff|GIF8[79]a.{0,3}[\0-\x08]|II\*\0|MM\0\*|RIFF....WEBP",
        causes.PICTURE,
    ),
    (rb"BM.{4}\0{4}|\0\0[\x01\x02]\0|AT&TFORM|\0\0..ftyp(?:avif|hei)", causes.PICTURE),
    (rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|OggS\0|fLaC\0", causes.SOUND),
    (rb"RIFF....(?:WAVE|AVI )|\x1a\x45\xdf\xa3|\0\0..ftyp|\0\0\x01[\xb3\xba]", causes.SOUND),
    (
        rb"\x7fELF|MZ.{56,}?PE\0\0|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe|\0asm|%!PS",
        causes.PROGRAM,
    ),
)
_KNOWN = tuple((re.compile(start, re.DOTALL), cause) for start, cause in _OTHERS)
#: How an encrypted Office file of the new kind is called inside an old one.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_XML = re.compile(rb"\s*<(?:\?xml\s|svg[\s>])")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: The text of a document of Word.
DOCX_PART = re.compile(r"word[/\\]document\d*\.xml", re.IGNORECASE)
_OTHER_PARTS = re.compile(r"(?:xl/workbook|ppt/presentation|visio/document)\.(?:xml|bin)")


def format_of(file_id: str, content: bytes) -> Format:
    """What the file is. Raises DocumentError for what is no document."""
    suffix = PurePosixPath(file_id.lower()).suffix
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf")
    if not content and suffix in _NEVER_EMPTY:
        raise DocumentError(path=file_id, cause=causes.EMPTY)
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(_ZIPPED):
        return _zipped(file_id, content)
    if head.startswith(b"{\\rtf"):
        return RTF
    if cause := _no_document(content, head):
        raise DocumentError(path=file_id, cause=cause)
    if b"<office:document" in head:
        return ODT
    return _of_characters(file_id, suffix, head)


def _no_document(content: bytes, head: bytes) -> str:
    """Why it isn't read, if that is known."""
    for start, cause in _KNOWN:
        if start.match(head):
            encrypted = cause == causes.OLD_OFFICE and _ENCRYPTED_PACKAGE in content
            return causes.ENCRYPTED if encrypted else cause
    return ""


def _of_characters(file_id: str, suffix: str, head: bytes) -> Format:
    if _HTML.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")):
        return HTML
    if _XML.match(head) and suffix not in (*HTML.suffixes, *MARKDOWN.suffixes):
        cause = causes.PICTURE if b"<svg" in head else causes.UNKNOWN_XML
        raise DocumentError(path=file_id, cause=cause)
    for one in (MAIL, HTML, MARKDOWN):
        if suffix in one.suffixes:
            return one
    return MAIL if _MAIL.match(head.replace(b"\r\n", b"\n")) else TEXT


def _zipped(file_id: str, content: bytes) -> Format:
    with Archive(file_id, content) as archive:
        names = archive.names
        kind = archive.read("mimetype", 80).decode("latin-1").strip()
    if kind == "application/epub+zip" or "META-INF/container.xml" in names:
        return EPUB
    if any(map(DOCX_PART.fullmatch, names)):
        return DOCX
    if kind.startswith(_OPEN_DOCUMENT + "text") or (not kind and "content.xml" in names):
        return ODT
    is_office = kind.startswith(_OPEN_DOCUMENT) or any(map(_OTHER_PARTS.fullmatch, names))
    cause = causes.OTHER_OFFICE if is_office else causes.OF_OTHER_FILES
    raise DocumentError(path=file_id, cause=cause)


def reader(found: Format, file_id: str) -> Reader:
    """Who reads that format. Raises DocumentError if its libraries aren't installed."""
    try:
        module = import_module(f".{found.module}", __package__)
    except ModuleNotFoundError as error:
        if not found.extra:
            raise
        command = "pip install 'alinea[formats]'"
        raise DocumentError(path=file_id, cause=causes.NEEDS_FORMATS, command=command) from error
    read: Reader = module.read
    return read


def is_harmless(file_id: str, content: bytes) -> bool:
    """Whether the content may be read in any process, whatever the file is called. Nothing is
    unpacked to know that.
    """
    if content[:_HEAD].lstrip(b"\xef\xbb\xbf").startswith(_ZIPPED):
        return False
    try:
        return not format_of(file_id, content).risky
    except DocumentError:  # which is all that comes of it
        return True


def is_risky(file_id: str) -> bool:
    """Whether a file is to be read in a process apart, by its name.

    What has no name of plain characters may be anything.
    """
    return PurePosixPath(file_id.lower()).suffix not in TEXT.suffixes
