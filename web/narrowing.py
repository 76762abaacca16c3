"""Parameters that narrow a search to documents: folder, file, format, and any metadata."""

from typing import Any

from msgspec.structs import fields
from werkzeug.datastructures import MultiDict

from search.searching import Searcher

from .params import SearchParameters

#: In the order of the query's fields.
_OWN = ("folder", "file", "format")
_DECLARED = frozenset(field.encode_name for field in fields(SearchParameters))

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
    asked: SearchParameters, values: MultiDict[str, str], searcher: Searcher
) -> list[tuple[str, str]]:
    """Names and values of the filters of a request. A name that isn't declared is one where the
    index has metadata of that name.
    """
    found = [(name, value) for name in _OWN if (value := getattr(asked, name))]
    others = ((name, value) for name, value in values.items(multi=True) if name not in _DECLARED)
    found += ((name, value) for name, value in others if value and searcher.can_narrow_by(name))
    return found
