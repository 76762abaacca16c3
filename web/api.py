"""The JSON endpoints, each declared once for its route and its description."""

from functools import partial

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from search.representation import (
    ExportedJson,
    FoundParagraphJson,
    ListingJson,
    ResultsJson,
    SimilarJson,
    SkippedListingJson,
    StatisticsJson,
    SuggestionsJson,
    WholeDocumentJson,
)

from . import answers
from .addresses.catalogue_params import DocumentsParameters
from .addresses.narrowing import METADATA
from .addresses.params import (
    DocumentParameters,
    ExportParameters,
    ListingParameters,
    NoParameters,
    PermalinkParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
)
from .edge.caching import conditional
from .export import export
from .openapi import Endpoint, describe

ENDPOINTS = (
    Endpoint(
        "/api/search",
        "The paragraphs that answer a query, the best first.",
        SearchParameters,
        ResultsJson,
        answers.search,
        (400, 404, 410, 503),
        more=(METADATA,),
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
        more=(METADATA,),
    ),
    Endpoint(
        "/api/documents",
        "All documents, or those of a folder, a year, a format or with words in their title.",
        DocumentsParameters,
        ListingJson,
        answers.documents,
        (400, 503),
    ),
    Endpoint(
        "/api/documents/{document_id}",
        "A document with its paragraphs, or a page of them, or some around one of them.",
        DocumentParameters,
        WholeDocumentJson,
        answers.document,
        (400, 404, 503),
    ),
    Endpoint(
        "/api/documents/{document_id}/similar",
        "What means about the same as a document, or as one paragraph of it.",
        SimilarParameters,
        SimilarJson,
        answers.similar,
        (400, 404, 503),
    ),
    Endpoint(
        "/api/paragraphs/{digest}",
        "The paragraph of a digest, wherever it stands by now, and what became of it.",
        PermalinkParameters,
        FoundParagraphJson,
        answers.paragraph,
        (400, 404, 503),
    ),
    Endpoint(
        "/api/skipped",
        "The files, and lines of files, that could not be indexed, with the reasons.",
        ListingParameters,
        SkippedListingJson,
        answers.skipped,
        (400, 503),
    ),
    Endpoint(
        "/api/suggest",
        "Completions of the last word typed, from the index.",
        SuggestParameters,
        SuggestionsJson,
        answers.suggest,
        (400, 503),
    ),
    Endpoint("/api/stats", "What the index holds.", NoParameters, StatisticsJson, answers.stats),
    Endpoint(
        "/healthz",
        "Whether the process answers.",
        NoParameters,
        answers.Health,
        answers.healthz,
        (),
    ),
    Endpoint(
        "/readyz",
        "Whether the index can be searched.",
        NoParameters,
        answers.Readiness,
        answers.readyz,
    ),
)


def blueprint() -> Blueprint:
    """The routes of all endpoints, and of their description."""
    api = Blueprint("api", __name__)
    for endpoint in ENDPOINTS:
        rule = endpoint.path.replace("{document_id}", "<document:document_id>")
        rule = rule.replace("{digest}", "<digest>")
        api.add_url_rule(rule, endpoint.view.__name__, endpoint.view)
    description = msgspec.json.encode(describe(ENDPOINTS))

    def openapi() -> ResponseReturnValue:
        answer = partial(Response, description, mimetype="application/json")
        return conditional(request, None, answer)

    api.add_url_rule("/openapi.json", "openapi", openapi)
    return api
