"""An export as JSON Lines: an object a hit, a line an object."""

from collections.abc import Iterator

import msgspec

from ..model import Export
from .exported import exported_json


def json_lines_pieces(export: Export) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    for hit in export.hits:
        yield encoder.encode(exported_json(hit, has_snippet=export.has_snippets)) + b"\n"
