"""The tantivy schema: fields of analysed terms, and the numbers that filters and orders ask."""

import re
from pathlib import Path

import msgspec
import tantivy

from ...query.clauses import FIELDS
from ..base import Order

#: What paragraphs are counted by: an object of lists of strings, by column.
VALUES = "values"
#: The field whose highest values come first, for each order that is no score's. *age* is higher
#: for earlier days, and 0 without one.
SORTED_BY = {Order.DATE: "first_day", Order.OLDEST: "age", Order.ADDED: "added"}
#: Later than any day, as a proleptic ordinal (`date.max`).
LAST_DAY = 1 << 22
#: The names that tantivy gives its files.
_FILE = re.compile(r"(?:[0-9a-f]{32}|meta)\.[0-9a-z.]{1,64}")


def new_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "position" if name.endswith("form") else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_json_field(VALUES, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("lead", indexed=True)
    builder.add_unsigned_field("first_day", fast=True)
    builder.add_unsigned_field("last_day", fast=True)
    for name in SORTED_BY.values():
        if name != "first_day":
            builder.add_unsigned_field(name, fast=True)
    builder.add_unsigned_field("cluster", indexed=True, fast=True)
    builder.add_unsigned_field("copy", indexed=True)
    return builder.build()


def opened(folder: Path) -> tantivy.Index:
    """The index in a folder, once it is known to be one of ours.

    `.managed.json` lists the files that tantivy removes when no segment has them any more,
    wherever a name may lead. Raises ValueError for one that leads out of the folder, and for
    another schema.
    """
    managed = msgspec.json.decode((folder / ".managed.json").read_bytes(), type=list[str])
    if any(not _FILE.fullmatch(name) for name in managed):
        raise ValueError(".managed.json names what is no file of the index")
    index = tantivy.Index.open(str(folder))
    if index.schema != new_schema():
        raise ValueError("meta.json has another schema")
    return index
