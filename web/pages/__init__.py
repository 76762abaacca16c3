"""The pages, each with its template.

results.py    what was found
document.py   a document, or a part of it
passage.py    the way to a paragraph, and how it is cited
similar.py    what is like a document or a passage
keys.py       the keys
home.py       the first page
listing.py    all documents
years.py      years as a row of columns
skipped.py    what was skipped
status.py     the state of the index
syntax.py     how to search
"""

from flask import Blueprint

from . import document, keys, listing, passage, results, similar, skipped, status, syntax


def blueprint() -> Blueprint:
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", "search", results.search)
    pages.add_url_rule("/documents", "documents", listing.documents)
    pages.add_url_rule("/documents/<document:document_id>", "document", document.document)
    pages.add_url_rule("/p/<digest>", "paragraph", passage.paragraph)
    pages.add_url_rule("/p/<digest>/cite", "cite", passage.cite)
    pages.add_url_rule("/similar/<document:document_id>", "similar", similar.similar)
    pages.add_url_rule("/keys", "keys", keys.keys)
    pages.add_url_rule("/skipped", "skipped", skipped.skipped)
    pages.add_url_rule("/status", "status", status.status)
    pages.add_url_rule("/help", "help", syntax.syntax)
    return pages
