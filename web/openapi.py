"""The OpenAPI 3.1 description, generated from the declarations that validate requests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import msgspec
from flask.typing import ResponseReturnValue

from search.errors import RequestRefusedError
from search.wording.messages import LANGUAGES

from .problems import KINDS, TYPES, Problem

_REFERENCE = "#/components/schemas/{name}"

#: The statuses of what may be refused of any request, before it is looked at (`edge/`).
_REFUSED = [status for error, status, _ in KINDS if issubclass(error, RequestRefusedError)]
_RETRY_AFTER = {
    "description": "Seconds after which it may be tried again.",
    "schema": {"type": "integer"},
}
_TOTAL = {"description": "How many hits follow.", "schema": {"type": "integer"}}

_LANG = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "Language of messages and names, in place of Accept-Language.",
    "schema": {"enum": list(LANGUAGES)},
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """path: as OpenAPI writes it; errors: the statuses of its problems

    media_type: of what is as `answer` declares; texts: media types that it can be had in besides
    total_header: the header that says how much there is, if there is one
    more: parameters whose names aren't known beforehand, as OpenAPI describes them
    """

    path: str
    summary: str
    parameters: type[msgspec.Struct]
    answer: type[msgspec.Struct]
    view: Callable[..., ResponseReturnValue]
    errors: tuple[int, ...] = (503,)
    media_type: str = "application/json"
    texts: tuple[str, ...] = ()
    total_header: str = ""
    more: tuple[dict[str, Any], ...] = ()


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The description of `endpoints` (OpenAPI Specification 3.1, JSON Schema 2020-12)."""
    answers = [endpoint.answer for endpoint in endpoints]
    _, schemas = msgspec.json.schema_components([*answers, Problem], ref_template=_REFERENCE)
    schemas["Problem"]["properties"]["type"] |= _problem_types()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Alinéa",
            "version": version("alinea"),
            "description": "Full-text search of French documents, paragraph by paragraph.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {"schemas": schemas},
    }


def _problem_types() -> dict[str, Any]:
    """Each type with its status; what HTTP alone says has none of its own (RFC 9457, 4.2.1)."""
    meanings = [f"`{TYPES}{name}` ({status})" for _, status, name in KINDS]
    types = [f"{TYPES}{name}" for _, _, name in KINDS]
    return {"enum": [*types, "about:blank"], "description": ", ".join(meanings)}


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    responses = {"200": _answer(endpoint)}
    if endpoint.path.startswith("/api/"):
        responses["304"] = {"description": "The asker has the answer already (ETag)."}
    for status in sorted({*endpoint.errors, *_REFUSED}):
        responses[str(status)] = _response("A problem.", Problem, "application/problem+json")
    for busy in {"429", "503"} & responses.keys():
        responses[busy]["headers"] = {"Retry-After": _RETRY_AFTER}
    return {
        "operationId": endpoint.view.__name__,
        "summary": endpoint.summary,
        "parameters": [
            *_path_parameters(endpoint.path),
            *_query_parameters(endpoint.parameters),
            *endpoint.more,
            _LANG,
        ],
        "responses": responses,
    }


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    response = _response("The answer.", endpoint.answer, endpoint.media_type)
    response["content"] |= {text: {"schema": {"type": "string"}} for text in endpoint.texts}
    if endpoint.total_header:
        response["headers"] = {endpoint.total_header: _TOTAL}
    return response


def _response(description: str, answer: type[msgspec.Struct], media_type: str) -> dict[str, Any]:
    schema = {"$ref": _REFERENCE.format(name=answer.__name__)}
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _query_parameters(parameters: type[msgspec.Struct]) -> list[dict[str, Any]]:
    _, schemas = msgspec.json.schema_components([parameters], ref_template=_REFERENCE)
    declared = schemas[parameters.__name__]
    required = declared.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in declared["properties"].items()
    ]


#: What a path may have in it.
_IN_PATH = {
    "document_id": "The id of a document, slashes as they are.",
    "digest": "The digest of a paragraph, as hits and documents give it.",
}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "description": description},
        }
        for name, description in _IN_PATH.items()
        if f"{{{name}}}" in path
    ]
