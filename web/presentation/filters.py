"""How templates write spans, dates and numbers. Nothing else makes HTML of a document's text."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from search.model import DocumentPart, FoundParagraph, Hit, Paragraph, Results, Snippet
from search.representation import document_url, permalink
from search.wording.messages import LANGUAGES, number, translate, translate_plural
from search.wording.names import format_name, language_name, metadata_name
from search.wording.places import also_in_words, fate_in_words, repeated_in_words
from search.wording.printable import printable
from search.wording.shares import way_in_words, where_in_words
from search.wording.totals import totals_in_words

from ..addresses.document_address import at
from .dates import in_words
from .hits import decimal, hit_id, host, is_as_typed, seconds, web_address
from .marks import above, last, neighbours_joined
from .refused import around


def marked(snippet: Snippet) -> Markup:
    """The text, escaped, with `<mark>` around what matched; nothing in it turns what follows."""
    if not snippet.spans:
        return escape(printable(snippet.text))
    pieces = [
        f"<mark>{escape(printable(text))}</mark>" if matched else escape(printable(text))
        for text, matched in snippet.pieces()
    ]
    return Markup("".join(pieces))


def link(path: str, **parameters: Any) -> str:
    """A path with parameters; the language is kept if it was asked for."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        parameters.setdefault("lang", asked)
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def this_page_in(language: str) -> str:
    """The page shown, in another language."""
    asked = MultiDict(request.args)
    asked["lang"] = language
    return f"{quote(request.path)}?{urlencode(list(asked.items(multi=True)))}"


def place_in_words(paragraph: Paragraph) -> str:
    """Where a paragraph stands in its document, in words."""
    if paragraph.page:
        said = translate("Paragraph {number}, page {page}")
        return said.format(number=paragraph.ordinal, page=paragraph.page)
    return translate("Paragraph {number}").format(number=paragraph.ordinal)


def lasting_in_words(paragraph: Paragraph) -> str:
    """What its permanent link is, in words."""
    return translate("Permanent link to paragraph {number}").format(number=paragraph.ordinal)


def citing(paragraph: Paragraph) -> str:
    """Where it is told how a paragraph is cited."""
    path, _, place = permalink(paragraph).partition("?")
    return link(f"{path}/cite") + f"{'&' if request.args.get('lang') in LANGUAGES else '?'}{place}"


def citing_in_words(paragraph: Paragraph) -> str:
    """What that is, in words."""
    return translate("{place}: cite").format(place=place_in_words(paragraph))


def similar_url(document_id: str) -> str:
    """What is like a document."""
    return document_url(document_id).replace("/documents/", "/similar/", 1)


def passages_in_words(count: int) -> str:
    """« 617 passages »."""
    return translate_plural("{n} passage", "{n} passages", count).format(n=number(count))


def begun(part: DocumentPart) -> frozenset[tuple[int, int]]:
    """Where the headings of a document begin, as ordinals and depths."""
    return frozenset((one.ordinal, one.depth) for one in part.outline.headings)


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def totals(results: Results) -> str:
    """How much was found, in words."""
    return totals_in_words(*results.totals)


def also(hit: Hit) -> str:
    """Where else a hit stands, in words."""
    return also_in_words(hit.also.total, hit.also.documents)


def fate(found: FoundParagraph) -> str:
    """What became of a paragraph, in words."""
    now = printable(found.paragraph.address)
    return fate_in_words(found.fate, printable(found.before), now)


def register(app: Flask) -> None:
    app.jinja_env.filters |= {
        "marked": marked,
        "begun": begun,
        "citing": citing,
        "citing_in_words": citing_in_words,
        "date": in_words,
        "number": number,
        "also": also,
        "around": around,
        "at": at,
        "document_path": document_url,
        "fate": fate,
        "passages_in_words": passages_in_words,
        "permalink": permalink,
        "place_in_words": place_in_words,
        "lasting_in_words": lasting_in_words,
        "language_name": language_name,
        "metadata_name": metadata_name,
        "format_name": format_name,
        "decimal": decimal,
        "way": way_in_words,
        "where": where_in_words,
        "joined": neighbours_joined,
        "hit_id": hit_id,
        "host": host,
        "is_as_typed": is_as_typed,
        "seconds": seconds,
        "web_address": web_address,
        "above": above,
        "last_heading": last,
        "printable": printable,
        "repeated": repeated_in_words,
        "sentence": sentence,
        "similar_url": similar_url,
        "totals": totals,
    }
    app.jinja_env.globals |= {"link": link, "this_page_in": this_page_in}
