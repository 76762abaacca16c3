"""An export as JSON Lines: an object a hit, a line an object."""

from collections.abc import Iterator

from ..model import Export
from .exported import exported_json
from .json import to_bytes


def json_lines_pieces(export: Export) -> Iterator[bytes]:
    for hit in export.hits:
        yield to_bytes(exported_json(hit, has_snippet=export.has_snippets)) + b"\n"
