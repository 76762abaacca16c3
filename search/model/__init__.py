"""What Alinéa speaks of, from the document read to the hit shown.

All offsets are in characters (Unicode code points) of the text that they are of.

document.py  a document, and the paragraphs of it
snippet.py   a text and what matched in it
hit.py       what is found…
results.py   …and the answer to a query
reading.py   a document with its matches, what is like it, where a link leads
listing.py   what an index holds
"""

from .document import Document, DocumentInfo, Paragraph
from .hit import Hit, Kind, Place, Repetitions
from .listing import (
    Count,
    DocumentListing,
    FolderCount,
    ListingFilter,
    ListingSort,
    Overview,
    Skipped,
    SkippedListing,
    Statistics,
)
from .reading import Fate, FoundParagraph, LitDocument, LitParagraph, Similar
from .results import (
    Change,
    Export,
    Facet,
    FacetValue,
    LanguageCount,
    Notice,
    PageLink,
    Results,
    Totals,
    Without,
)
from .snippet import Snippet, Span

__all__ = [
    "Change",
    "Count",
    "Document",
    "DocumentInfo",
    "DocumentListing",
    "Export",
    "Facet",
    "FacetValue",
    "Fate",
    "FolderCount",
    "FoundParagraph",
    "Hit",
    "Kind",
    "LanguageCount",
    "ListingFilter",
    "ListingSort",
    "LitDocument",
    "LitParagraph",
    "Notice",
    "Overview",
    "PageLink",
    "Paragraph",
    "Place",
    "Repetitions",
    "Results",
    "Similar",
    "Skipped",
    "SkippedListing",
    "Snippet",
    "Span",
    "Statistics",
    "Totals",
    "Without",
]
