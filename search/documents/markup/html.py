"""HTML: the main text, not the menus; title, date and language from the metadata."""

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from ...errors import DocumentError
from ...period import Period
from .. import causes
from ..block import one_line
from ..dates import date_alone, read_date
from ..encodings import decode
from ..header import Header
from ..structure import Outline
from .furniture import main_part
from .walk import Element, blocks_of, text_of

_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)",
    re.IGNORECASE,
)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATES = (
    "article:published_time date dcterms.date dc.date dc.date.issued dcterms.issued "
    "datepublished pubdate publish-date publication_date dcterms.created dc.date.created"
).split()
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "article:author")
_LANGUAGES = ("content-language", "language", "dc.language", "dcterms.language")
#: What comes between the title of a page and the name of its site.
_SITE = re.compile(r"\s+[|–—·»•:-]\s+")
#: What programs call a page that nobody has given a title.
_UNTITLED = re.compile(
    r"(?:document |page )?sans (?:titre|nom)(?: ?\d*)|nouvelle page ?\d*|new page ?\d*"
    r"|untitled(?: document| page)?(?:[ -]?\d*)|index(?:\.html?)?|(?:page d['’])?accueil"
    r"|home ?page",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
#: Bytes in which an encoding may be declared.
_HEAD = 1 << 14
#: Tags that are no level of a tree that is too deep.
_KEPT = frozenset(
    "html head title meta link script style noscript template body p br hr "
    "h1 h2 h3 h4 h5 h6".split()
)
_WITHIN_A_LINE = frozenset(
    "a abbr acronym b bdo big cite code em font i img ins kbd label nobr q s samp small span "
    "strike strong sub sup tt u var wbr".split()
)
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)[^<>]*>")


def read(path: str, content: bytes) -> Outline:
    """The outline of a page. Raises DocumentError for what can't be parsed."""
    root, metadata = parse(path, content)
    main, dropped = main_part(root)
    found = blocks_of(main, dropped)
    values = _metadata(root)
    title = _title(root, values, [block.text for block in found.blocks if block.level == 1])
    date, is_dated = _date(root, values, main, dropped)
    named = {"author": _first(values, _AUTHORS), "tags": values.get("keywords", "")}
    metadata |= {name: value for name, value in named.items() if value}
    header = Header(title, date, is_dated, _language(root, values), metadata)
    return Outline(header, tuple(found.blocks), tuple(found.notes))


def parse(path: str, content: bytes) -> tuple[Element, dict[str, str]]:
    """The tree of a page, and as metadata the encoding if it was guessed."""
    declared = _DECLARED.search(content[:_HEAD])
    name = next((one for one in declared.groups() if one), b"") if declared else b""
    decoded = decode(content, name.decode("ascii", "replace"))
    if decoded is None:
        raise DocumentError(path=path, cause=causes.BINARY)
    metadata = {"encoding": decoded.guessed} if decoded.guessed else {}
    return tree_of(path, decoded.text), metadata


def tree_of(path: str, text: str) -> Element:
    """The tree of some HTML; an empty one for nothing.

    What is too deep for the parser, which would leave out the rest, is made flat: that is of
    pages which never close what they open.
    """
    # Characters that no markup may hold would end the parsing.
    text = _XML.sub("", text).replace("\0", "\ufffd")
    root, is_whole = _parsed(path, text)
    if not is_whole:
        root, is_whole = _parsed(path, _TAG.sub(_flat, text))
    if not is_whole:
        raise DocumentError(path=path, cause=causes.DAMAGED, reason="excessive depth")
    return root


def _parsed(path: str, text: str) -> tuple[Element, bool]:
    parser = lxml_html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if not _TAG.sub("", text).strip() or isinstance(error, etree.ParserError):
            return lxml_html.document_fromstring("<html><body></body></html>"), True
        raise DocumentError(path=path, cause=causes.DAMAGED, reason=error) from error
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return root, all(entry.type != limit for entry in parser.error_log)


def _flat(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name in _KEPT:
        return tag[0]
    return "" if name in _WITHIN_A_LINE else "<p>"


def _title(root: Element, values: dict[str, str], headings: list[str]) -> str:
    """The title in the metadata, without the site's name if the main heading lacks it."""
    title = _first(values, ("og:title", "dc.title", "dcterms.title")) or _title_element(root)
    if _UNTITLED.fullmatch(title):
        title = ""
    parts = {_plain(part) for part in (title, *_SITE.split(title))}
    site = _plain(values.get("og:site_name", ""))
    for heading in headings:
        said = _plain(heading)
        if not title or (said in parts and said != site):
            return one_line(heading)
    return _without_site(title, values.get("og:site_name", ""))


def _plain(text: str) -> str:
    """As it is compared: metadata have plain spaces where the text has others."""
    return " ".join(text.split())


def _without_site(title: str, site: str) -> str:
    parts = _SITE.split(title)
    if site and len(parts) > 1 and parts[-1] == site:
        return title[: title.rindex(site)].rstrip(" |–—·»•:-")
    return title


def _title_element(root: Element) -> str:
    for found in root.iter("title"):
        if all(above.tag != "svg" for above in islice(found.iterancestors(), 50)):
            return one_line("".join(found.itertext()))
    return ""


def _date(
    root: Element, values: dict[str, str], main: Element, dropped: frozenset[Element]
) -> tuple[Period | None, bool]:
    """The date of the page, and whether it's declared to be that."""
    if declared := read_date(_first(values, _DATES)):
        return declared, True
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and (
            said := _PUBLISHED.search(script.text or "")
        ):
            return read_date(said[1]), True
    for paragraph in root.iter("p"):  # where pandoc writes it
        if paragraph.get("class") == "date" and (found := date_alone(text_of(paragraph))):
            return found, True
    for element in main.iter("time"):
        is_beside = any(above in dropped for above in islice(element.iterancestors(), 50))
        if not is_beside and (found := read_date(element.get("datetime") or text_of(element))):
            return found, _is_published(element)
    return None, False


def _is_published(time: Element) -> bool:
    return time.get("pubdate") is not None or time.get("itemprop") == "datePublished"


def _language(root: Element, values: dict[str, str]) -> str:
    body = next(root.iter("body"), root)
    named = (one.get(name) for one in (root, body) for name in ("lang", _XML_LANG, "xml:lang"))
    return next(filter(None, named), "") or _first(values, _LANGUAGES)


def _metadata(root: Element) -> dict[str, str]:
    """What the page says of itself, by names in small letters; the first that says something."""
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        names = (element.get(one) for one in ("name", "property", "itemprop", "http-equiv"))
        name = next(filter(None, names), "").lower()
        value = one_line(element.get("content") or "")
        if value and not (name in _AUTHORS and value.startswith("http")):
            values.setdefault(name, value)
    return values


def _first(values: dict[str, str], names: Iterable[str]) -> str:
    return next((values[name] for name in names if name in values), "")
