"""What a page has around its text: menus, navigation, the head and foot of the site.

Elements are told by what they are, by how their authors call them, and by their links. A name
alone is believed of the whole word only: `related` is furniture, `related-lists` may be the
title of a section.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from .link_density import Weight, Weights, take_away, weigh
from .navigation import is_introduced, is_invitation, is_navigation
from .walk import HEADINGS, Element, is_row, local_name

_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"))
_PLACE = (
    r"(?:(?:site|page|main|global|top|bottom|left|right|side|sub|primary|secondary|footer|header"
    r"|article|post|entry|block|bloc|js|wp|mobile|sticky|module|section|cookie|social|mw|o|c|m)[-_])*"
)
_PART = (
    r"(?:[-_]?(?:bar|barre|box|list|liste|wrapper|wrap|container|block|bloc|area|section|links?"
    r"|items?|inner|content|top|bottom|left|right|header|footer|menu|nav|table|frame|buttons?"
    r"|tools|icons?|thread|form|respond|consent|slot|notice|popup|modal|banner|widget|\d+))*"
)
_NAMES = (
    r"nav|navbar|navbox|navigation|nav-?header|nav-?footer|docnav|menu|menubar|breadcrumbs?"
    r"|fil-?d?-?ariane|ariane|chemin|toc|tocframe|sommaire-nav|list-of-\w+"
    r"|sphinxsidebar|footer|pied|pied-?de-?page|colophon|masthead|site-?header|page-?header"
    r"|bandeau-portail|banner|banniere|cookies?|gdpr|rgpd|consent|tarteaucitron\w*|didomi\w*|share"
    r"|sharing|sharedaddy|partage|partager|social|socials|reseaux-?sociaux|related|related-?posts?"
    r"|related-?articles?|articles?-lies|voir-aussi|lire-aussi|a-lire|most-read|les-plus-lus"
    r"|comments?|commentaires?|comment-?list|disqus_thread|respond|pagination|pager"
    r"|page-?nav(?:igation)?|skip-?links?|search-?(?:box|form|bar|frame)|recherche|widget"
    r"|widget-area|ads?|advert\w*|publicite|pub|promo|newsletter|infolettre|abonnement|paywall"
    r"|catlinks|printfooter|editsection|jump-?(?:link|to-nav)|panel|sitesub|languages?|langues"
    r"|lang-?switch(?:er)?|p-lang|noprint|no-print|hidden-print|d-print-none|sr-only"
    r"|visually-hidden|visuallyhidden|screen-reader-text|title-block-header|toplink|back-to-top"
    r"|haut-de-page|outils|toolbox"
)
_NAMED = re.compile(f"{_PLACE}(?:{_NAMES}){_PART}", re.IGNORECASE)
#: Of what is within a line, which is else of the text: « menuitem » is what a manual names so.
_INLINE = re.compile(
    r"sr-only|visually-?hidden|screen-reader-text|(?:mw-)?editsection|noprint|no-print|(?:mw-)?jump-?link"
    r"|skip-?link",
    re.IGNORECASE,
)
_INLINE_TAGS = frozenset(
    "a b i em strong span font code tt kbd samp var cite q u small big".split()
)
#: So books call boxes of text, too.
_ASIDE = re.compile(rf"{_PLACE}(?:side-?bar|aside|rail|colonne){_PART}", re.IGNORECASE)
#: What the id of a section is made from is its heading.
_SECTION = re.compile(r"(?:^|\s)(?:section|sect\d|level\d|chapter|appendix|refsect\d)(?:$|\s)")
_EPUB = frozenset(
    ("toc", "landmarks", "page-list", "titlepage", "cover", "pagebreak", "lot", "loi")
)
_CONTAINERS = frozenset(
    "div table tbody ul ol dl p tr td section aside span center font footer header blockquote"
    .split()
)  # fmt: skip
#: Parts of a page that are within its text.
_OF_THE_TEXT = frozenset(("article", "section", "main", "blockquote"))
#: The part of the text that the main element must have to be believed; the part of a box of
#: text that is in links if it's none.
_MOST = 0.5
#: Of a form that is nothing but one, in characters.
_LARGEST_FORM = 300
#: Of a container of nothing but links; so many characters beside them are a paragraph.
_LINKED = 0.75
_PROSE = 60
_SOME_LINKS = 0.3


def main_part(root: Element) -> tuple[Element, frozenset[Element]]:
    """The element that holds the text, and what in it is furniture.

    A page that would be nothing else is text: there is nothing to be found in it but that.
    """
    body = next(root.iter("body"), root)
    weights = weigh(body)
    if not weights:
        return body, frozenset()
    dropped: set[Element] = set()
    # By names first: what has no more than a paragraph beside a table of contents is no menu.
    for is_furniture in (_is_called_furniture, _is_linked_furniture):
        found = list(_outermost(body, weights, is_furniture, dropped))
        take_away(found, body, weights)
        dropped.update(found)
    if not weights[body].text:
        return body, frozenset()
    for wanted in (_is_main, _is_article):
        mains = [element for element in weights if wanted(element) and element not in dropped]
        if len(mains) == 1 and weights[mains[0]].text >= _MOST * weights[body].text:
            return mains[0], frozenset(dropped)
    return body, frozenset(dropped)


IsFurniture = Callable[[Element, Weights, bool], bool]


def _outermost(
    body: Element, weights: Weights, is_furniture: IsFurniture, dropped: set[Element]
) -> Iterator[Element]:
    """The elements that are furniture, but for what is within such; their headings, too."""
    below: set[Element] = set()
    in_text: set[Element] = set()
    for element in weights:
        parent = element.getparent()
        if element is body:
            continue
        if parent in below or element in dropped:
            below.add(element)
            continue
        if parent in in_text or local_name(element) in _OF_THE_TEXT:
            in_text.add(element)
        if is_furniture(element, weights, parent not in in_text):
            below.add(element)
            yield element
            heading = _heading_of(element, weights, dropped)
            if heading is not None and heading not in dropped:
                yield heading


def _is_called_furniture(element: Element, weights: Weights, is_of_the_page: bool) -> bool:
    tag, weight = local_name(element), weights[element]
    if tag in ("main", "article"):
        return False
    if tag in HEADINGS:  # pandoc's, under the title
        return element.get("class") in ("date", "author")
    if tag == "form":  # some programs put the whole page in one
        return weight.text < _LARGEST_FORM
    if tag == "nav" or element.get("role") in _ROLES:
        return not _is_most(element, weights)
    if tag == "div" and element.get("title") in ("header", "footer"):  # as LibreOffice writes
        return True
    if _EPUB.intersection((element.get("epub:type") or "").split()):
        return True
    if tag in ("header", "footer") and is_of_the_page:
        if not (_holds_the_heading(element) or _is_most(element, weights)):
            return True
    elif _is_named(element, tag, _INLINE if tag in _INLINE_TAGS else _NAMED):
        return not _is_most(element, weights)
    elif tag == "aside" or _is_named(element, tag, _ASIDE):
        return weight.density >= _MOST and not _is_most(element, weights)
    return False


def _is_named(element: Element, tag: str, names: re.Pattern[str]) -> bool:
    named = (element.get("class") or "").split()
    identity = element.get("id")
    if identity and tag != "section" and not _SECTION.search(element.get("class") or ""):
        named.append(identity)
    return any(len(one) < 80 and names.fullmatch(one) for one in named)


def _is_linked_furniture(element: Element, weights: Weights, _is_of_the_page: bool) -> bool:
    """Links that lead elsewhere: to the next chapter, through a list of pages."""
    tag, weight = local_name(element), weights[element]
    if tag not in _CONTAINERS or not weight.links:
        return False
    if weight.text <= 400 and is_navigation(element, tag, weight):
        return True
    if tag == "p":
        return _is_line_of_links(element, weight)
    if weight.density < _LINKED or weight.links < 2 or weight.sentences >= weight.links / 2:
        return False
    if weight.text - weight.linked > _PROSE and tag not in ("ul", "ol", "dl"):
        return False
    if tag == "td" and (weight.links < 4 or is_row(element.getparent())):
        return False
    return not (_is_note(element) or is_introduced(element))


def _is_line_of_links(paragraph: Element, weight: Weight) -> bool:
    if weight.density > _SOME_LINKS and is_invitation(paragraph):
        return True
    return weight.density >= 0.9 and weight.links > 2 and not weight.sentences


def _heading_of(element: Element, weights: Weights, dropped: set[Element]) -> Element | None:
    """The heading of a list of links, if nothing else stands under it."""
    if local_name(element) not in ("ul", "ol", "div", "dl", "nav"):
        return None
    above = element.getprevious()
    is_headed = above is not None and local_name(above) in HEADINGS
    if not is_headed or local_name(above) == "h1":
        return None
    after = (one for one in islice(element.itersiblings(), 5) if one not in dropped)
    said = next((one for one in after if one in weights and weights[one].text), None)
    return above if said is None or local_name(said) in HEADINGS else None


def _is_note(element: Element) -> bool:
    links = islice(element.iter("a"), 20)
    return any((link.get("class") or "").startswith("footnote") for link in links)


def _holds_the_heading(element: Element) -> bool:
    return element.get("id") != "title-block-header" and next(element.iter("h1"), None) is not None


def _is_most(element: Element, weights: Weights) -> bool:
    """Sites give such names to what holds all they say, too; then it isn't mostly links."""
    above = element.getparent()
    weight, around = weights[element], weights.get(above)
    if around is None or weight.text < 1000 or weight.density > 0.5:
        return False
    return weight.text > 0.7 * around.text


def _is_main(element: Element) -> bool:
    return local_name(element) == "main" or element.get("role") == "main"


def _is_article(element: Element) -> bool:
    return local_name(element) == "article" or element.get("itemprop") == "articleBody"
