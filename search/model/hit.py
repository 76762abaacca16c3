"""What is found: a paragraph, by what it matches, and where else it stands."""

from typing import Literal, NamedTuple

import msgspec

from .document import DocumentInfo, Paragraph
from .explanation import Explanation
from .snippet import Snippet

#: What of a hit matches: its paragraph's text, a heading that begins at the paragraph, its
#: document's title, of which it is the first paragraph.
Kind = Literal["text", "heading", "title"]


class Place(NamedTuple):
    """Where a paragraph stands that says the same; is_same: or nearly so, a few words changed"""

    document: DocumentInfo
    paragraph: Paragraph
    is_same: bool


class Repetitions(msgspec.Struct, frozen=True):
    """Where else a hit's paragraph stands, among all that matches.

    total: how many times, besides the one shown; documents: in how many others than its own
    places: the first of them (`searching.duplicates.MAX_PLACES`)
    """

    total: int = 0
    documents: int = 0
    places: tuple[Place, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """A paragraph that answers, or the first one under a heading or a title that does.

    matched: by what, at least one; what is lit besides has only added to the score
    score: see ARCHITECTURE.md; higher is better
    meaning: what of the score is for what the paragraph means, the rest being BM25
    others: when grouped by document, its next best paragraphs (`searching.grouped.MAX_OTHERS`)
    more: when grouped by document, how many of its paragraphs match besides this one
    copies: the ids of documents elsewhere that have the same text, as a whole
    also: the same paragraph in other places, which are no hits of their own
    explanation: what its score is made of, where that was asked for
    path: of its document, of which the first paragraph is found by names of files and folders
    """

    document: DocumentInfo
    paragraph: Paragraph
    score: float
    snippet: Snippet
    title: Snippet
    heading: Snippet
    others: tuple["Hit", ...] = ()
    more: int = 0
    copies: tuple[str, ...] = ()
    meaning: float = 0.0
    matched: tuple[Kind, ...] = ("text",)
    path: Snippet = Snippet("")
    also: Repetitions = Repetitions()
    explanation: Explanation | None = None
