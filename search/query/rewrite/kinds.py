"""The three kinds of match: by a paragraph's text, by a heading, by a document's title.

A paragraph is a hit for its own text: a word of the query is in it, and what else the query
requires may be in the headings above it and in the title. A heading that matches, with the
title's help, is one hit, shown with the first paragraph under it; a title by itself another,
shown with the document's first paragraph. So what stands above a thousand paragraphs adds to
their scores, and makes none of them a hit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from ..clauses import (
    FILTER_FIELDS,
    HEADING_FIELDS,
    LEAD_FIELDS,
    NAME_FIELDS,
    TEXT_FIELDS,
    TITLE_FIELDS,
    BooleanClause,
    Clause,
    ConstantClause,
    LeadClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
    spelling_field,
)
from ..simplification import simplified
from .boolean import all_of, any_of
from .context import Context

#: Where a word may be.
Place = Literal["text", "heading", "title"]
_PLACES: Mapping[str, Place] = {
    **dict.fromkeys((*TEXT_FIELDS, spelling_field(TEXT_FIELDS[0])), "text"),
    **dict.fromkeys((*HEADING_FIELDS, spelling_field(HEADING_FIELDS[0])), "heading"),
    **dict.fromkeys((*TITLE_FIELDS, spelling_field(TITLE_FIELDS[0])), "title"),
    **dict.fromkeys((*LEAD_FIELDS, spelling_field(LEAD_FIELDS[0])), "title"),
    **dict.fromkeys((*NAME_FIELDS, spelling_field(NAME_FIELDS[0])), "title"),
}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Of the paragraphs that a query finds, those that it finds by each kind of match.

    text: of paragraphs that are found, those found by their text
    heading, title: the paragraphs found by a heading that begins at them, and the first ones of
        documents found by their titles; None where no heading, or no title, matches
    alone: whether one word is enough wherever it is, so that what is lit says what matches
    """

    text: Clause
    heading: Clause | None = None
    title: Clause | None = None
    alone: bool = False

    @property
    def above(self) -> Clause | None:
        """What is found by a heading or a title."""
        found = [clause for clause in (self.heading, self.title) if clause]
        return any_of(found) if found else None


def by_kind(clause: Clause, context: Context) -> tuple[Clause, Kinds]:
    """What is found of what the query's words are found in anywhere, and by which kind.

    clause: the query, rewritten
    context: with the clauses of its words
    """
    if not (context.in_heading or context.in_title):
        return clause, Kinds(clause)
    core, narrowing = _parted(clause)
    alternatives = _alternatives_by_place(core, context)
    if alternatives is None:  # what is required several times may be required once
        core, narrowing = _parted(simplified(clause))
        alternatives = _alternatives_by_place(core, context)
    if alternatives is None:
        return _together(clause, context)
    places, alone = alternatives
    text, heading, title = (places["text"], places["heading"], places["title"])
    kinds = Kinds(any_of(text), _begun(heading), _first(title))
    found = any_of([*text, *_unscored(kinds.above)])
    scored = BooleanClause(should=(*heading, *title), must=(found,))
    return narrowing.of(scored), Kinds(
        kinds.text,
        narrowing.of(kinds.heading) if kinds.heading else None,
        narrowing.of(kinds.title) if kinds.title else None,
        alone,
    )


def _together(clause: Clause, context: Context) -> tuple[Clause, Kinds]:
    """Of a query that requires words which may each be in another place."""
    heading, title = _begun(context.in_heading), _first(context.in_title)
    above = only_in(clause, {"heading", "title"})
    by_title = only_in(clause, {"title"})
    # Where filters may be enough, or exclusions, what they leave is found as it is.
    anyway = only_in(clause, set())
    kinds = Kinds(
        any_of([*context.in_text, *([anyway] if anyway else ())]),
        all_of([above, heading]) if above and heading else None,
        all_of([by_title, title]) if by_title and title else None,
    )
    found = any_of([kinds.text, *([kinds.above] if kinds.above else ())])
    return BooleanClause(must=(clause, ConstantClause(found))), kinds


def _begun(in_headings: Sequence[Clause]) -> Clause | None:
    """The same in the headings that begin at a paragraph."""
    return any_of([_in_sections(clause) for clause in in_headings]) if in_headings else None


def _first(in_titles: Sequence[Clause]) -> Clause | None:
    """The first paragraphs of the documents with those titles."""
    return all_of([any_of(in_titles), LeadClause()]) if in_titles else None


def _unscored(clause: Clause | None) -> Iterator[Clause]:
    if clause is not None:
        yield ConstantClause(clause)


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What every paragraph found has to pass, and what none may have."""

    filters: tuple[Clause, ...]
    excluded: tuple[Clause, ...]

    def of(self, clause: Clause) -> Clause:
        if not (self.filters or self.excluded):
            return clause
        return BooleanClause(must=(*self.filters, clause), must_not=self.excluded)


def _parted(clause: Clause) -> tuple[Clause, _Narrowing]:
    """A query without its filters and exclusions, and these."""
    if not isinstance(clause, BooleanClause):
        return clause, _Narrowing((), ())
    if not clause.must:
        return BooleanClause(clause.should), _Narrowing((), clause.must_not)
    words = [part for part in clause.must if _places_of(part)]
    if clause.should or len(words) != 1:
        return clause, _Narrowing((), ())
    filters = tuple(part for part in clause.must if part is not words[0])
    core, inner = _parted(words[0])
    filters, excluded = filters + inner.filters, clause.must_not + inner.excluded
    return core, _Narrowing(filters, excluded)


def _alternatives_by_place(
    clause: Clause, context: Context
) -> tuple[Mapping[Place, list[Clause]], bool] | None:
    """The alternatives that a query consists of, any of which is enough, if each is looked for
    in one place; and whether each is but one word. What a word asks of one place stays together.
    """
    alone = True
    found: Mapping[Place, list[Clause]] = {"text": [], "heading": [], "title": []}
    known = _known_places(context)
    left = [clause]
    while left:
        part = left.pop()
        if place := known.get(id(part)):
            found[place].append(part)
        elif isinstance(part, BooleanClause) and not (part.must or part.must_not):
            left += reversed(part.should)
        else:
            places = _places_of(part)
            if len(places) != 1:
                return None
            found[places.pop()].append(part)
            alone = alone and not isinstance(part, BooleanClause)
    return found, alone


def _known_places(context: Context) -> dict[int, Place]:
    """Where the clauses of the query's words are looked for, by identity: it needn't be looked
    for in them.
    """
    found: Mapping[Place, list[Clause]] = {
        "text": context.in_text,
        "heading": context.in_heading,
        "title": context.in_title,
    }
    return {id(clause): place for place, clauses in found.items() for clause in clauses}


def _places_of(clause: Clause) -> set[Place]:
    """Where the words of a clause are looked for, but for those that it excludes."""
    match clause:
        case TermClause() | PhraseClause() | NearClause() | PrefixClause():
            return {_PLACES[clause.field]} if clause.field not in FILTER_FIELDS else set()
        case ConstantClause():
            return _places_of(clause.clause)
        case BooleanClause():
            return set().union(*map(_places_of, (*clause.must, *clause.should)))
        case _:
            return set()


def only_in(clause: Clause, places: Collection[Place]) -> Clause | None:
    """The clause, its words looked for in those places only; None if it can't match so.

    What is excluded stays excluded wherever it is.
    """
    match clause:
        case TermClause() | PhraseClause() | NearClause() | PrefixClause():
            is_there = clause.field in FILTER_FIELDS or _PLACES[clause.field] in places
            return clause if is_there else None
        case ConstantClause():
            inside = only_in(clause.clause, places)
            return replace(clause, clause=inside) if inside else None
        case BooleanClause():
            return _boolean_in(clause, places)
        case _:
            return clause


def _boolean_in(clause: BooleanClause, places: Collection[Place]) -> Clause | None:
    must = [only_in(part, places) for part in clause.must]
    should = [found for part in clause.should if (found := only_in(part, places))]
    if None in must or not (must or should):
        return None
    required = tuple(part for part in must if part)
    return BooleanClause(tuple(should), required, clause.must_not)


def _in_sections(clause: Clause) -> Clause:
    """What is looked for in the headings above a paragraph, in those that begin at it."""
    match clause:
        case TermClause() | PhraseClause() | NearClause() | PrefixClause():
            return replace(clause, field=clause.field.replace("heading", "section"))
        case ConstantClause():
            return replace(clause, clause=_in_sections(clause.clause))
        case BooleanClause():
            should, must = (tuple(map(_in_sections, p)) for p in (clause.should, clause.must))
            return BooleanClause(should, must, clause.must_not)
        case _:
            return clause
