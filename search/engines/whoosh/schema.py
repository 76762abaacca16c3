"""The Whoosh schema: fields of analysed terms, columns of numbers, the payload."""

from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from ...query.clauses import FIELDS


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh is not typed
    """Terms joined by spaces, indexed as they are.

    positions: whether each term's places are kept, for phrases
    """

    indexed = True
    scorable = True
    stored = False
    unique = False
    vector = None
    multitoken_query = "default"

    def __init__(self, positions: bool) -> None:
        self.positions = positions
        self.format = formats.Positions() if positions else formats.Frequency()
        self.analyzer = None

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, encoded positions) of each distinct term."""
        places: dict[str, list[int]] = {}
        for place, term in enumerate(value.split(" ")):
            places.setdefault(term, []).append(place)
        for term, found in places.items():
            encoded = self.format.encode(found) if self.positions else b""
            yield term.encode(), len(found), float(len(found)), encoded


def length_column(field: str) -> str:
    """The column with the bytes that keep the lengths of `field` (`bm25.length_byte`)."""
    return f"length_{field}"


def new_schema() -> fields.Schema:
    schema = fields.Schema(
        document=fields.ID(),
        key=fields.COLUMN(columns.NumericColumn("Q")),
        first_day=fields.COLUMN(columns.NumericColumn("i")),
        last_day=fields.COLUMN(columns.NumericColumn("i")),
        payload=fields.STORED(),
    )
    for name in FIELDS:
        schema.add(name, Terms(positions=name.endswith("form")))
        schema.add(length_column(name), fields.COLUMN(columns.NumericColumn("B")))
    return schema
