"""The style sheet of all pages: the files of `static/styles/` in one, kept under its hash.

A browser paints nothing before it has all style sheets of a page, and asks for six files at a time
(HTTP/1.1): one file is there sooner than twelve, and once read it serves every page.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, url_for

from .edge.caching import FOR_EVER

_FOLDER = Path(__file__).parent / "static" / "styles"
#: In the order of the cascade: what is later goes before.
_FILES = (
    *("letters", "colours", "base", "search"),
    *("home", "summary", "hits", "explanation", "facets"),
    *("document", "contents", "reading_bar", "ticks", "citing"),
    *("lists", "catalogue"),
)


def blueprint() -> Blueprint:
    sheet = Blueprint("style_sheet", __name__)

    @sheet.app_template_global()
    def style_sheet_url() -> str:
        return url_for("style_sheet.style_sheet", v=_hash())

    @sheet.get("/static/styles/all.css")  # in the folder from which its addresses are counted
    def style_sheet() -> Response:
        answer = Response(_content(), mimetype="text/css")
        answer.set_etag(_hash())
        if request.args.get("v") == _hash():
            answer.headers["Cache-Control"] = FOR_EVER
        answer.make_conditional(request)
        return answer

    return sheet


@cache
def _content() -> str:
    return "\n".join((*map(_read, _FILES), f"@media print {{\n{_read('print')}}}\n"))


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.css").read_text("utf-8")


@cache
def _hash() -> str:
    return hashlib.sha256(_content().encode()).hexdigest()[:16]
