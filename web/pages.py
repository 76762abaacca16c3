"""The pages: search, a document, all documents, what was skipped, help."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import (
    BusyError,
    EmptyQueryError,
    PageBeyondLastError,
    PageError,
    QueryError,
)
from search.model import Skipped, SkippedListing
from search.representation import document_url
from search.searching import Searcher

from .caching import conditional
from .filters import link
from .params import ListingParameters, PageParameters, PermalinkParameters, given, read
from .problems import status_of
from .unknown_parameters import meant_otherwise, unknown

#: Queries about the document that comes with Alinéa, each showing another part of the
#: language. A page offers them where they find something.
EXAMPLES = (
    "traité de défense Corée du Nord",
    "11 000 militaires",
    '"jour de la victoire"',
    "ukrainien*",
    "Zelenski~",
    "+Ukraine -Trump",
)


def _searcher() -> Searcher:
    searcher: Searcher = current_app.extensions["alinea"]
    return searcher


def search() -> ResponseReturnValue:
    asked = read(PageParameters, request.args)
    searcher = _searcher()
    if not asked.q.strip():
        return conditional(request, searcher.revision, _empty_page)

    def answer() -> Response:
        try:
            results = searcher.search(
                asked.q,
                page=asked.page,
                after=given(asked.after) or "",
                sort=asked.sort,
                duplicates=asked.duplicates,
                group="document",
                language=given(asked.language) or "",
            )
        except QueryError as error:
            return _refused(asked.q, error)
        except PageError as error:
            return _no_page(asked, error)
        meant = meant_otherwise(unknown(PageParameters, request.args))
        page = render_template("results.html", query=asked.q, results=results, meant=meant)
        return Response(page)

    return conditional(request, searcher.revision, answer)


def _empty_page() -> Response:
    total = _searcher().documents(size=1).total
    return Response(render_template("home.html", examples=_examples(), total=total))


def _examples() -> tuple[str, ...]:
    searcher = _searcher()
    return EXAMPLES if _all_find(searcher, searcher.generation) else ()


@lru_cache(maxsize=2)
def _all_find(searcher: Searcher, generation: str) -> bool:  # noqa: ARG001
    """Whether the examples suit what this generation holds."""
    return all(searcher.search(query, size=1).total for query in EXAMPLES)


def _refused(query: str, error: QueryError) -> Response:
    """The form again, with what is wrong; nothing to search for is no fault."""
    status = 200 if isinstance(error, EmptyQueryError) else status_of(error)
    page = render_template("refused.html", query=query[:512], error=error, examples=_examples())
    return Response(page, status)


def _no_page(asked: PageParameters, error: PageError) -> Response:
    """What is wrong with the page asked for, and the way to one that there is."""
    last = error.last if isinstance(error, PageBeyondLastError) else 1
    language = given(asked.language) or ""
    page = render_template(
        "no_page.html", query=asked.q, sort=asked.sort, language_of=language, error=error, last=last
    )
    return Response(page, status_of(error))


def document(document_id: str) -> ResponseReturnValue:
    query = request.args.get("q", "")
    searcher = _searcher()

    def answer() -> Response:
        try:
            found = searcher.document(document_id, query)
        except (QueryError, BusyError):  # it is shown without lights
            found = searcher.document(document_id)
        return Response(render_template("document.html", query=query[:512], document=found))

    return conditional(request, searcher.revision, answer)


def paragraph(digest: str) -> ResponseReturnValue:
    """To the paragraph where it stands, or a page that says what became of it."""
    asked = read(PermalinkParameters, request.args)
    before = given(asked.at) or ""
    searcher = _searcher()

    def answer() -> Response:
        found = searcher.paragraph(digest, before)
        if found.fate == "here":
            there = link(document_url(found.document.id))
            place = f"{there}#p{found.paragraph.ordinal}"
            return Response(status=302, headers={"Location": place})
        return Response(render_template("permalink.html", found=found))

    return conditional(request, searcher.revision, answer)


def documents() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.documents(page=asked.page, size=asked.size)
        skipped = searcher.skipped_count
        page = render_template("documents.html", listing=listing, asked=asked, skipped=skipped)
        return Response(page)

    return conditional(request, searcher.revision, answer)


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """What was skipped for one reason, as far as it is on the page.

    reason: whole if all have the same, else without details; total: on all pages
    """

    reason: str
    total: int
    skipped: tuple[Skipped, ...]


def skipped() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.skipped(page=asked.page, size=asked.size)
        groups = list(_groups(listing))
        page = render_template("skipped.html", listing=listing, groups=groups, asked=asked)
        return Response(page)

    return conditional(request, searcher.revision, answer)


def _groups(listing: SkippedListing) -> Iterator[SkippedGroup]:
    totals = dict(listing.kinds)
    for kind, together in groupby(listing.skipped, key=lambda one: one.kind):
        found = tuple(together)
        reasons = {one.reason for one in found}
        yield SkippedGroup(reasons.pop() if len(reasons) == 1 else kind, totals[kind], found)


def syntax() -> ResponseReturnValue:
    return conditional(request, "", lambda: Response(render_template("help.html")))


def blueprint() -> Blueprint:
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", "search", search)
    pages.add_url_rule("/documents", "documents", documents)
    pages.add_url_rule("/documents/<document:document_id>", "document", document)
    pages.add_url_rule("/p/<digest>", "paragraph", paragraph)
    pages.add_url_rule("/skipped", "skipped", skipped)
    pages.add_url_rule("/help", "help", syntax)
    return pages
