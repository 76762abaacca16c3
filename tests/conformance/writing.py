"""Entries as tests write them, the terms of each field with spaces between them."""

from search.engines.base import Entry, Writer


def add(writer: Writer, entry: Entry) -> None:
    """Give the writer an entry whose terms are texts."""
    terms = {name: writer.numbers(text.split()) for name, text in entry.terms.items()}
    writer.add(entry._replace(terms=terms))
