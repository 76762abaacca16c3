"""What Alinéa speaks of, from the document read to the hit shown.

All offsets are in characters (Unicode code points) of the text that they are of.

document.py  a document, and the paragraphs of it
outline.py   where its headings and pages begin
parts.py     …and the parts that it is read in, if it is long
snippet.py   a text and what matched in it
hit.py       what is found…
explanation.py  …and what its score is made of
results.py   …and the answer to a query
reading.py   a document with its matches, what is like it, where a link leads
listing.py   what an index holds
"""

from .document import Document, DocumentInfo, Paragraph
from .explanation import Explanation, Share, Way, Where
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
from .outline import Heading, Outline, PageStart, outline_of, shared_headings
from .parts import FIRST_PART, PART, part_of, part_starts
from .reading import (
    DocumentPart,
    Fate,
    FoundParagraph,
    LitDocument,
    LitParagraph,
    ReadParagraph,
    Similar,
)
from .results import (
    Change,
    Export,
    Facet,
    FacetValue,
    LanguageCount,
    Latest,
    Notice,
    PageLink,
    Results,
    Totals,
    Without,
)
from .snippet import Snippet, Span, span_of

__all__ = [
    "FIRST_PART",
    "PART",
    "Change",
    "Count",
    "Document",
    "DocumentInfo",
    "DocumentListing",
    "DocumentPart",
    "Explanation",
    "Export",
    "Facet",
    "FacetValue",
    "Fate",
    "FolderCount",
    "FoundParagraph",
    "Heading",
    "Hit",
    "Kind",
    "LanguageCount",
    "Latest",
    "ListingFilter",
    "ListingSort",
    "LitDocument",
    "LitParagraph",
    "Notice",
    "Outline",
    "Overview",
    "PageLink",
    "PageStart",
    "Paragraph",
    "Place",
    "ReadParagraph",
    "Repetitions",
    "Results",
    "Share",
    "Similar",
    "Skipped",
    "SkippedListing",
    "Snippet",
    "Span",
    "Statistics",
    "Totals",
    "Way",
    "Where",
    "Without",
    "outline_of",
    "part_of",
    "part_starts",
    "shared_headings",
    "span_of",
]
