"""The JSON endpoints, each declared once for its route and its description."""

import msgspec
from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from search.errors import DocumentNotFoundError
from search.representation import (
    ExportedJson,
    ListingJson,
    ResultsJson,
    SimilarJson,
    SkippedListingJson,
    SuggestionsJson,
    WholeDocumentJson,
    document_json,
    listing_json,
    results_json,
    similar_json,
    skipped_json,
    to_bytes,
)
from search.searching import Searcher

from .caching import conditional
from .export import export
from .openapi import Endpoint, describe
from .params import (
    ExportParameters,
    ListingParameters,
    NoParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
    given,
    read,
)


class Health(msgspec.Struct):
    """The process answers."""

    status: str = "ok"


class Readiness(msgspec.Struct):
    """The index can be searched."""

    status: str
    generation: str
    documents: int


def _searcher() -> Searcher:
    searcher: Searcher = current_app.extensions["alinea"]
    return searcher


def _json(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(to_bytes(value), status, mimetype="application/json")


def search() -> ResponseReturnValue:
    asked = read(SearchParameters, request.args)
    searcher = _searcher()
    first, last = given(asked.first), given(asked.last)

    def answer() -> Response:
        results = searcher.search(
            asked.q,
            page=asked.page,
            after=given(asked.after) or "",
            size=given(asked.size),
            sort=asked.sort,
            group=asked.group,
            first=first,
            last=last,
            language=given(asked.language) or "",
        )
        return _json(results_json(results, first=first, last=last))

    return conditional(request, searcher.revision, answer)


def documents() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.documents(page=asked.page, size=asked.size)
        return _json(listing_json(listing, asked.page, asked.size))

    return conditional(request, searcher.revision, answer)


def document(document_id: str) -> ResponseReturnValue:
    searcher = _searcher()
    return conditional(
        request,
        searcher.revision,
        lambda: _json(document_json(searcher.document(document_id))),
    )


def similar(document_id: str) -> ResponseReturnValue:
    asked = read(SimilarParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        ordinal = given(asked.paragraph)
        try:
            found = searcher.similar(document_id, ordinal, limit=asked.limit)
        except DocumentNotFoundError as missing:
            return _called_similar(document_id, missing)
        return _json(similar_json(found))

    return conditional(request, searcher.revision, answer)


def _called_similar(folder: str, missing: DocumentNotFoundError) -> Response:
    """The document of that name in a folder, if it is that which was asked for."""
    try:
        return _json(document_json(_searcher().document(f"{folder}/similar")))
    except DocumentNotFoundError:
        raise missing from None


def skipped() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.skipped(page=asked.page, size=asked.size)
        return _json(skipped_json(listing, asked.page, asked.size))

    return conditional(request, searcher.revision, answer)


def suggest() -> ResponseReturnValue:
    asked = read(SuggestParameters, request.args)
    searcher = _searcher()
    return conditional(
        request,
        searcher.revision,
        lambda: _json(SuggestionsJson(asked.q, searcher.suggest(asked.q, asked.limit))),
    )


def healthz() -> ResponseReturnValue:
    return _json(Health())


def readyz() -> ResponseReturnValue:
    searcher = _searcher()
    total = searcher.documents(size=1).total
    return _json(Readiness("ready", searcher.generation, total))


ENDPOINTS = (
    Endpoint(
        "/api/search",
        "The paragraphs that answer a query, the best first.",
        SearchParameters,
        ResultsJson,
        search,
        (400, 404, 410, 503),
    ),
    Endpoint(
        "/api/export",
        "All paragraphs that answer a query, in the order of the pages. JSON Lines: one a line.",
        ExportParameters,
        ExportedJson,
        export,
        (400, 503),
        "application/x-ndjson",
        ("text/csv", "application/atom+xml"),
        "X-Total-Count",
    ),
    Endpoint(
        "/api/documents",
        "All documents, by id.",
        ListingParameters,
        ListingJson,
        documents,
        (400, 503),
    ),
    Endpoint(
        "/api/documents/{document_id}",
        "A document with its paragraphs.",
        NoParameters,
        WholeDocumentJson,
        document,
        (404, 503),
    ),
    Endpoint(
        "/api/documents/{document_id}/similar",
        "What means about the same as a document, or as one paragraph of it.",
        SimilarParameters,
        SimilarJson,
        similar,
        (400, 404, 503),
    ),
    Endpoint(
        "/api/skipped",
        "The files, and lines of files, that could not be indexed, with the reasons.",
        ListingParameters,
        SkippedListingJson,
        skipped,
        (400, 503),
    ),
    Endpoint(
        "/api/suggest",
        "Completions of the last word typed, from the index.",
        SuggestParameters,
        SuggestionsJson,
        suggest,
        (400, 503),
    ),
    Endpoint("/healthz", "Whether the process answers.", NoParameters, Health, healthz, ()),
    Endpoint("/readyz", "Whether the index can be searched.", NoParameters, Readiness, readyz),
)


def blueprint() -> Blueprint:
    """The routes of all endpoints, and of their description."""
    api = Blueprint("api", __name__)
    for endpoint in ENDPOINTS:
        rule = endpoint.path.replace("{document_id}", "<document:document_id>")
        api.add_url_rule(rule, endpoint.view.__name__, endpoint.view)
    description = msgspec.json.encode(describe(ENDPOINTS))
    api.add_url_rule(
        "/openapi.json",
        "openapi",
        lambda: Response(description, mimetype="application/json"),
    )
    return api
