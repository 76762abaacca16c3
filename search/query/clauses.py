"""What an engine is asked: clauses over fields of analysed terms.

A clause says which paragraphs match and what each scores; `bm25.py` has the formula.
"""

from datetime import date

import msgspec

#: The indexed fields. `form` fields keep every word and its position; `stem` fields leave
#: stop words out and keep no position.
TEXT_FIELDS = ("form", "stem")
HEADING_FIELDS = ("heading_form", "heading_stem")
TITLE_FIELDS = ("title_form", "title_stem")
#: The headings that begin at a paragraph, of all that it stands under: a heading that matches
#: is one hit, with the first paragraph below it. They are asked for, they never score.
SECTION_FIELDS = ("section_form", "section_stem")
#: A title that was taken from the lead, in the lead's paragraph: it is found by `titre:`,
#: but scores for nothing else, being the lead's own words a second time.
LEAD_FIELDS = ("lead_form", "lead_stem")
#: What a file and its folders are called, in the first paragraph of its document.
NAME_FIELDS = ("name_form", "name_stem")
#: What the form of a word doesn't tell, without positions: its spelling with accents, for
#: queries that ask for them, and the stem of a compound as one word (« weekend »).
SPELLING_FIELDS = (
    *("spelling", "heading_spelling", "title_spelling"),
    *("section_spelling", "lead_spelling", "name_spelling"),
)
#: The code of a document's language, in its paragraphs; French documents have none, so that
#: a collection without others pays nothing for it. It is asked for, it never scores.
LANGUAGE_FIELD = "language"
#: The words of what documents are narrowed by, each behind its column (`keyword_term`), with
#: positions. They never score.
KEYWORD_FIELD = "keyword_form"
FILTER_FIELDS = (LANGUAGE_FIELD, KEYWORD_FIELD)
FIELDS = (
    *(*TEXT_FIELDS, *HEADING_FIELDS, *TITLE_FIELDS, *SECTION_FIELDS, *LEAD_FIELDS),
    *(*NAME_FIELDS, *SPELLING_FIELDS, *FILTER_FIELDS),
)

_SPELLING_FIELD = {
    field: field.replace("form", "spelling") for field in FIELDS if field.endswith("form")
}


def spelling_field(form_field: str) -> str:
    """Where the other spellings are of the words in a `form` field."""
    return _SPELLING_FIELD[form_field]


def keyword_term(column: str, word: str) -> str:
    """The term of a word in a column (`columns.py`): « author=zola »."""
    return f"{column}={word}"


def whole_term(column: str, value: str) -> str:
    """The term of a whole value in a column: « author:emile_zola »."""
    return f"{column}:{value}"


class TermClause(msgspec.Struct, frozen=True):
    """Paragraphs with `term` in `field`; scores weight · BM25."""

    field: str
    term: str
    weight: float = 1.0


class PhraseClause(msgspec.Struct, frozen=True):
    """Paragraphs where the slots follow one another in a `form` field.

    slots: at least two; each the terms of which one has to be there
    Scores weight · BM25 of the phrase. With alternatives in a slot it has no score of its
    own and stands in a ConstantClause.
    """

    field: str
    slots: tuple[tuple[str, ...], ...]
    weight: float = 1.0


class NearClause(msgspec.Struct, frozen=True):
    """Paragraphs with both terms in a `form` field, in any order, at most `distance` other
    words between them; the same term twice is two places of it. Scores 0.
    """

    field: str
    terms: tuple[str, str]
    distance: int


class PrefixClause(msgspec.Struct, frozen=True):
    """Paragraphs with a term that begins with `prefix` in `field`; scores 0."""

    field: str
    prefix: str


class DateClause(msgspec.Struct, frozen=True):
    """Paragraphs of documents whose period and `first` to `last` overlap; scores 0.

    A document without a date never matches; None is no limit.
    """

    first: date | None
    last: date | None


class DocumentClause(msgspec.Struct, frozen=True):
    """The paragraphs of these documents, by number; scores 0."""

    documents: tuple[int, ...]


class ClusterClause(msgspec.Struct, frozen=True):
    """The paragraphs of these clusters (`engines.base.Entry`); scores 0."""

    clusters: tuple[int, ...]


class LeadClause(msgspec.Struct, frozen=True):
    """The first paragraph of each document; scores 0."""


class EveryClause(msgspec.Struct, frozen=True):
    """All paragraphs; scores 0."""


class ConstantClause(msgspec.Struct, frozen=True):
    """The paragraphs of `clause`; each scores `score`."""

    clause: "Clause"
    score: float = 0.0


class BooleanClause(msgspec.Struct, frozen=True):
    """Paragraphs in all of `must`, in none of `must_not`, and, if nothing must, in one of
    `should`; scores the sum of what matches in `must` and `should`.
    """

    should: tuple["Clause", ...] = ()
    must: tuple["Clause", ...] = ()
    must_not: tuple["Clause", ...] = ()


Clause = (
    TermClause
    | PhraseClause
    | NearClause
    | PrefixClause
    | DateClause
    | DocumentClause
    | ClusterClause
    | LeadClause
    | EveryClause
    | ConstantClause
    | BooleanClause
)
