"""Answers for programs: one declaration for the endpoint, `--json` and the OpenAPI description;
and all hits of a query, exported.

Addresses are paths from the root of the site, so that they mean the same wherever it is
served; offsets are in characters (Unicode code points) of the text beside them.

results.py    the answer to a query
hits.py       a document, a paragraph and a hit
documents.py  documents, listed and whole
similar.py    what is like a document or a paragraph
skipped.py    what was not indexed
tokens.py     words as they are analysed, and completed
links.py      pages of the same answer
json.py       all of these as bytes
exported.py   a hit of an export…
csv.py        …as CSV…
json_lines.py …as JSON Lines…
atom.py       …as an Atom feed…
formats.py    …by the names of these
"""

from .documents import ListingJson, WholeDocumentJson, document_json, listing_json
from .exported import ExportedJson
from .formats import EXPORT_FORMATS
from .hits import document_url, paragraph_url
from .json import to_bytes
from .results import ResultsJson, results_json
from .similar import SimilarJson, similar_json
from .skipped import SkippedListingJson, skipped_json
from .tokens import AnalysisJson, SuggestionsJson, tokens_json

__all__ = [
    "EXPORT_FORMATS",
    "AnalysisJson",
    "ExportedJson",
    "ListingJson",
    "ResultsJson",
    "SimilarJson",
    "SkippedListingJson",
    "SuggestionsJson",
    "WholeDocumentJson",
    "document_json",
    "document_url",
    "listing_json",
    "paragraph_url",
    "results_json",
    "similar_json",
    "skipped_json",
    "to_bytes",
    "tokens_json",
]
