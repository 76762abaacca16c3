"""The pages, each with its template.

results.py    what was found
document.py   a document, and the way to one of its paragraphs
home.py       the first page
listing.py    all documents
skipped.py    what was skipped
syntax.py     how to search
"""

from flask import Blueprint

from . import document, listing, results, skipped, syntax


def blueprint() -> Blueprint:
    pages = Blueprint("pages", __name__)
    pages.add_url_rule("/", "search", results.search)
    pages.add_url_rule("/documents", "documents", listing.documents)
    pages.add_url_rule("/documents/<document:document_id>", "document", document.document)
    pages.add_url_rule("/p/<digest>", "paragraph", document.paragraph)
    pages.add_url_rule("/skipped", "skipped", skipped.skipped)
    pages.add_url_rule("/help", "help", syntax.syntax)
    return pages
