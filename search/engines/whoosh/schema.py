"""The Whoosh schema: fields of analysed terms, and the payload."""

from whoosh import analysis, fields, formats

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
        self.format = formats.Positions() if positions else formats.Frequency()
        self.analyzer = analysis.SpaceSeparatedTokenizer()


def new_schema() -> fields.Schema:
    schema = fields.Schema(payload=fields.STORED())
    for name in FIELDS:
        schema.add(name, Terms(positions=name.endswith("form")))
    return schema
