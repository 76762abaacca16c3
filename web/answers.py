"""What the JSON endpoints answer."""

from typing import Annotated, Literal

import msgspec
from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue
from msgspec import Meta

from search.errors import DocumentNotFoundError, ParameterError
from search.representation import (
    Warned,
    document_json,
    found_paragraph_json,
    listing_json,
    results_json,
    similar_json,
    skipped_json,
    statistics_json,
    suggestions_json,
    to_bytes,
    warnings_json,
)
from search.searching import Searcher
from search.serving.status import Status, read_status
from search.wording.messages import translate

from .addresses.catalogue_params import DocumentsParameters
from .addresses.narrowing import given_filters
from .addresses.params import (
    DocumentParameters,
    ListingParameters,
    NoParameters,
    PermalinkParameters,
    SearchParameters,
    SimilarParameters,
    SuggestParameters,
    given,
    read,
)
from .addresses.unknown_parameters import is_known, unknown
from .edge.caching import conditional

#: Paragraphs of a document that are answered where nobody says how many.
_TOGETHER = 1000


class Health(msgspec.Struct):
    """The process answers."""

    status: str = "ok"


class Processes(msgspec.Struct):
    """How many there should be, and how many run."""

    wanted: int
    running: int


class Readiness(msgspec.Struct):
    """The index can be searched. It is degraded if another generation than the current one answers,
    and while a process of the server is missing, which `processes` counts by name: worker,
    watcher, exporter.
    """

    status: Literal["ready", "degraded"]
    generation: str
    documents: int
    processes: dict[str, Processes]
    reason: Annotated[
        str, Meta(description="Why another generation than the current one answers.")
    ] = ""


def _searcher() -> Searcher:
    searcher: Searcher = current_app.extensions["alinea"]
    return searcher


def _json(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(to_bytes(value), status, mimetype="application/json")


def _answer(value: Warned, parameters: type[msgspec.Struct]) -> Response:
    """With what there is to say of parameters that the address doesn't have."""
    narrows = _searcher().can_narrow_by if parameters is SearchParameters else None
    others = (name for name in request.args if not is_known(parameters, name))
    names = [name for name in others if not (narrows and narrows(name))]
    if names:
        value.warnings = [*value.warnings, *warnings_json(unknown(parameters, names))]
    return _json(value)


def search() -> ResponseReturnValue:
    asked = read(SearchParameters, request.args)
    searcher = _searcher()
    first, last = given(asked.first), given(asked.last)
    filters = given_filters(asked, request.args, searcher)

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
            duplicates=given(asked.duplicates),
            filters=filters,
            facets=[name.strip() for name in asked.facets.split(",") if name.strip()],
            explain=asked.explain == 1,
        )
        g.hits = results.total
        found = results_json(
            results, first=first, last=last, filters=filters, offsets=asked.offsets
        )
        return _answer(found, SearchParameters)

    return conditional(request, searcher, answer)


def documents() -> ResponseReturnValue:
    asked = read(DocumentsParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.documents(asked.filter, page=asked.page, size=asked.size)
        narrowed = {name: value for name, value in asked.address().items() if value}
        found = listing_json(listing, asked.page, asked.size, narrowed)
        return _answer(found, DocumentsParameters)

    return conditional(request, searcher, answer)


def document(document_id: str) -> ResponseReturnValue:
    asked = read(DocumentParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        around = given(asked.around)
        found = searcher.document(document_id, asked.q, _part(asked, around))
        if around and around > found.total:
            raise DocumentNotFoundError(address=f"{document_id}#p{around}")
        size = None if around else asked.size
        whole = document_json(
            found, query=asked.q, page=asked.page, size=size, offsets=asked.offsets
        )
        return _answer(whole, DocumentParameters)

    return conditional(request, searcher, answer)


def _part(asked: DocumentParameters, around: int | None) -> slice:
    """The places of the paragraphs asked for, from 0."""
    if around is None:
        return slice((asked.page - 1) * asked.size, asked.page * asked.size)
    if "page" in request.args:
        reason = translate("a page, or what is around a paragraph, not both.")
        raise ParameterError(name="page", reason=reason)
    return slice(max(around - 1 - asked.n, 0), around + asked.n)


def similar(document_id: str) -> ResponseReturnValue:
    asked = read(SimilarParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        ordinal = given(asked.paragraph)
        try:
            found = searcher.similar(document_id, ordinal, limit=asked.limit)
        except DocumentNotFoundError as missing:
            return _called_similar(document_id, missing)
        return _answer(similar_json(found), SimilarParameters)

    return conditional(request, searcher, answer)


def paragraph(digest: str) -> ResponseReturnValue:
    asked = read(PermalinkParameters, request.args)
    searcher = _searcher()
    before = given(asked.at) or ""
    return conditional(
        request,
        searcher,
        lambda: _answer(
            found_paragraph_json(searcher.paragraph(digest, before)), PermalinkParameters
        ),
    )


def _called_similar(folder: str, missing: DocumentNotFoundError) -> Response:
    """The document of that name in a folder, if it is that which was asked for."""
    try:
        called_so = _searcher().document(f"{folder}/similar", part=slice(_TOGETHER))
        return _answer(document_json(called_so, size=_TOGETHER), SimilarParameters)
    except DocumentNotFoundError:
        raise missing from None


def skipped() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        listing = searcher.skipped(page=asked.page, size=asked.size)
        return _answer(skipped_json(listing, asked.page, asked.size), ListingParameters)

    return conditional(request, searcher, answer)


def suggest() -> ResponseReturnValue:
    asked = read(SuggestParameters, request.args)
    searcher = _searcher()

    def answer() -> Response:
        suggestions = searcher.suggest(asked.q, asked.limit)
        found = suggestions_json(asked.q, suggestions, searcher.titled(asked.q))
        return _answer(found, SuggestParameters)

    return conditional(request, searcher, answer)


def stats() -> ResponseReturnValue:
    searcher = _searcher()
    return conditional(
        request,
        searcher,
        lambda: _answer(statistics_json(searcher.statistics()), NoParameters),
    )


def healthz() -> ResponseReturnValue:
    return _json(Health())


def readyz() -> ResponseReturnValue:
    searcher = _searcher()
    searcher.probe()
    total = searcher.documents(size=1).total
    fault = searcher.fault
    reason = translate(fault.for_strangers) if fault else ""
    status = read_status()
    is_whole = not fault and (status is None or status.is_whole)
    state: Literal["ready", "degraded"] = "ready" if is_whole else "degraded"
    return _json(Readiness(state, searcher.generation, total, _processes(status), reason))


def _processes(status: Status | None) -> dict[str, Processes]:
    if status is None:
        return {}
    beside = {name: Processes(1, int(runs)) for name, runs in status.sidecars.items()}
    return {"worker": Processes(status.workers, status.running), **beside}
