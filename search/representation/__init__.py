"""Answers for programs: one declaration for the endpoint, `--json` and the OpenAPI description;
and all hits of a query, exported.

Addresses are paths from the root of the site, so that they mean the same wherever it is
served; offsets are in characters (Unicode code points) of the text beside them, unless those of
UTF-16 are asked for.

results.py    the answer to a query
hits.py       a document, a paragraph and a hit
facets.py     what matches, counted
documents.py  documents, listed and whole
permalinks.py what a permalink leads to
citations.py  a passage, for a reference manager
similar.py    what is like a document or a paragraph
skipped.py    what was not indexed
tokens.py     words as they are analysed, and completed
statistics.py what an index holds
warned.py     what of a request was not heeded
offsets.py    code points, or the units of UTF-16
links.py      pages of the same answer
json.py       all of these as bytes
exported.py   a hit of an export…
csv.py        …as CSV…
json_lines.py …as JSON Lines…
atom.py       …as an Atom feed…
formats.py    …by the names of these
"""

from .citations import bibtex, csl_json
from .documents import ListingJson, WholeDocumentJson, document_json, listing_json
from .exported import ExportedJson
from .feed import feed_bytes
from .formats import EXPORT_FORMATS
from .hits import digest_of, document_url, paragraph_url, permalink
from .json import to_bytes
from .offsets import CODE_POINTS, UTF16, Offsets, position_in
from .permalinks import FoundParagraphJson, found_paragraph_json
from .results import ResultsJson, results_json
from .similar import SimilarJson, similar_json
from .skipped import SkippedListingJson, skipped_json
from .statistics import StatisticsJson, statistics_json
from .suggestions import SuggestionsJson, suggestions_json
from .tokens import AnalysisJson, tokens_json
from .warned import Warned, warnings_json

__all__ = [
    "CODE_POINTS",
    "EXPORT_FORMATS",
    "UTF16",
    "AnalysisJson",
    "ExportedJson",
    "FoundParagraphJson",
    "ListingJson",
    "Offsets",
    "ResultsJson",
    "SimilarJson",
    "SkippedListingJson",
    "StatisticsJson",
    "SuggestionsJson",
    "Warned",
    "WholeDocumentJson",
    "bibtex",
    "csl_json",
    "digest_of",
    "document_json",
    "document_url",
    "feed_bytes",
    "found_paragraph_json",
    "listing_json",
    "paragraph_url",
    "permalink",
    "position_in",
    "results_json",
    "similar_json",
    "skipped_json",
    "statistics_json",
    "suggestions_json",
    "to_bytes",
    "tokens_json",
    "warnings_json",
]
