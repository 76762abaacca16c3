"""Parameters that narrow a search to documents: folder, file, format, and any metadata."""

from functools import cache
from typing import Any

import msgspec
from msgspec.structs import fields
from werkzeug.datastructures import MultiDict

from search.searching import Searcher

from .params import ExportParameters, FeedParameters, PageParameters, SearchParameters

#: In the order of the query's fields. The format of an export is that which it is written in.
_OWN = {
    SearchParameters: ("folder", "file", "format"),
    PageParameters: ("folder", "file", "format"),
    FeedParameters: ("folder", "file", "format"),
    ExportParameters: ("folder", "file"),
}
#: Requests that may be narrowed.
Narrowed = SearchParameters | PageParameters | FeedParameters | ExportParameters

#: How OpenAPI describes parameters whose names only the index knows.
METADATA: dict[str, Any] = {
    "name": "metadata",
    "in": "query",
    "description": "Any metadata that documents of the index have, by its name: `auteur=Zola` for"
    " words of it, `auteur==Émile Zola` for all of it.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}


def given_filters(
    asked: Narrowed, values: MultiDict[str, str], searcher: Searcher
) -> list[tuple[str, str]]:
    """Names and values of the filters of a request. A name that isn't declared is one where the
    index has metadata of that name.
    """
    kind = type(asked)
    declared = _declared(kind)
    found = [(name, value) for name in _OWN[kind] if (value := getattr(asked, name))]
    others = ((name, value) for name, value in values.items(multi=True) if name not in declared)
    found += ((name, value) for name, value in others if value and searcher.can_narrow_by(name))
    return found


@cache
def _declared(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in fields(kind))
