"""A paragraph by its digest: the way to where it stands, and how it is cited."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.model import FIRST_PART, FoundParagraph, Paragraph
from search.representation import bibtex, csl_json, digest_of, document_url, permalink

from ..addresses.params import PermalinkParameters, given, read
from ..addresses.reading_parameters import CitationParameters
from ..edge.caching import conditional
from ..presentation.citations import citation
from ..presentation.filters import link
from .current import current_searcher

#: What each form of a citation is sent as (the media type of CSL-JSON is Citeproc's).
_TYPES = {
    "text": "text/plain",
    "bibtex": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
}


def paragraph(digest: str) -> ResponseReturnValue:
    """To the paragraph where it stands, or a page that says what became of it."""
    asked = read(PermalinkParameters, request.args)
    before = given(asked.at) or ""
    searcher = current_searcher()

    def answer() -> Response:
        found = searcher.paragraph(digest, before)
        if found.fate == "here":
            return Response(status=302, headers={"Location": _address(found.paragraph)})
        return Response(render_template("permalink.html", found=found))

    return conditional(request, searcher, answer)


def _address(paragraph: Paragraph) -> str:
    """As JSON says it, in the language that was asked for."""
    ordinal = paragraph.ordinal
    path = link(document_url(paragraph.document), at=ordinal if ordinal > FIRST_PART else "")
    return f"{path}#p{ordinal}"


def cite(digest: str) -> ResponseReturnValue:
    """The paragraph as it is cited: a page with all forms, or one of them."""
    asked = read(CitationParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        found = searcher.paragraph(digest, asked.at)
        forms = _forms(found)
        if asked.form != "page":
            return _sent(forms[asked.form], asked.form, digest)
        address = request.full_path.rstrip("?&")
        return Response(render_template("cite.html", found=found, forms=forms, address=address))

    return conditional(request, searcher, answer)


def _forms(found: FoundParagraph) -> dict[str, str]:
    """All forms, by name, of the paragraph as it stands now."""
    info, now = found.document, found.paragraph
    url = f"{request.url_root.rstrip('/')}{permalink(now)}"
    digest = digest_of(now)
    return {
        "link": url,
        "text": citation(info, now, url),
        "bibtex": bibtex(info, now, url, digest),
        "csl": csl_json(info, now, url, digest),
    }


def _sent(text: str, form: str, digest: str) -> Response:
    response = Response(text, content_type=f"{_TYPES[form]}; charset=utf-8")
    suffix = {"bibtex": "bib", "csl": "json"}.get(form)
    if suffix:
        name = f"alinea-{digest}.{suffix}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
