"""Entries as tests write them, the terms of each field with spaces between them."""

from itertools import chain

import numpy as np

from search.engines.base import Entry, Writer


def add(writer: Writer, entry: Entry) -> None:
    """Give the writer an entry whose terms are texts."""
    texts = [text.split() for text in entry.terms.values()]
    terms = list(dict.fromkeys(chain(*texts)))
    places = np.array([terms.index(term) for term in chain(*texts)], np.intp)
    lists = writer.lists(" ".join(terms), places, np.cumsum([0, *map(len, texts)])[1:])
    writer.add(entry._replace(terms=dict(zip(entry.terms, lists, strict=True))))
