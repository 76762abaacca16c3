"""Facets: what matches, counted by year, month, folder, format, language and metadata.

The counts are of what matches with all filters, a filter on the same thing included.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..analysis.keywords import keywords
from ..errors import UnknownFacetError
from ..model import Facet, FacetValue
from ..query.columns import FOLDER, FORMAT, LANGUAGE, MONTH, column_key
from ..query.languages import FRENCH
from ..query.tree import Language as LanguageFilter
from ..query.unparse import narrowing, unparse

#: Values of a facet, and of one folder, that are told at the most, the commonest.
MAX_TOLD = 100
#: Metadata that are counted without being named in the settings.
COUNTED = ("author",)
#: Folders inside one another that are told.
_DEEPEST = 50
#: All facets that can be asked for.
ALL: Final = "all"

#: The facets of every index, by what they may be called: the column, and the characters of its
#: values that count.
_OWN = {
    ("year", "année", "annee"): (MONTH, 4),
    ("month", "mois"): (MONTH, 7),
    ("folder", "dossier"): (FOLDER, 0),
    ("format",): (FORMAT, 0),
    ("language", "langue", "lang"): (LANGUAGE, 0),
}


@dataclass(frozen=True, slots=True)
class AskedFacet:
    """name: as asked; column: its key; length: characters of a date that count"""

    name: str
    column: str
    length: int = 0


def asked_facets(names: Sequence[str], declared: Sequence[str]) -> tuple[AskedFacet, ...]:
    """The facets of those names; "all" is each. Raises UnknownFacetError.

    declared: the names of metadata that may be counted
    """
    if not names:
        return ()
    known = {name: own for names_, own in _OWN.items() for name in names_}
    keys = {column_key(name): name for name in declared}
    every = [*(names_[0] for names_ in _OWN), *declared]
    found = []
    for name in dict.fromkeys(every if ALL in names else names):
        if own := known.get(name.lower()):
            found.append(AskedFacet(name, *own))
        elif (key := column_key(name)) in keys:
            found.append(AskedFacet(name, key))
        else:
            raise UnknownFacetError(name=name, names=", ".join(every))
    return tuple(found)


def facet_of(asked: AskedFacet, counts: Mapping[str, int], total: int) -> Facet:
    """The facet of a column's counts; `total` is of all that matches, for languages."""
    if asked.column == MONTH:
        return _dates(asked, counts)
    if asked.column == FOLDER:
        return _folders(asked.name, counts)
    if asked.column == LANGUAGE:
        french = total - sum(counts.values())
        counts = {**counts, **({FRENCH: french} if french else {})}
    if asked.column not in (FORMAT, LANGUAGE):
        counts = _in_one_spelling(counts)
    told = sorted(counts, key=lambda one: (-counts[one], keywords(one), one))[:MAX_TOLD]
    values = (FacetValue(one, counts[one], _filter(asked.column, one)) for one in told)
    return Facet(asked.name, len(counts), tuple(values))


def _dates(asked: AskedFacet, counts: Mapping[str, int]) -> Facet:
    """Years, or months where these are known; the latest first."""
    totals: defaultdict[str, int] = defaultdict(int)
    for value, count in counts.items():
        if len(value) >= asked.length:
            totals[value[: asked.length]] += count
    latest = sorted(totals, reverse=True)
    values = (FacetValue(one, totals[one], f"date:{one}") for one in latest)
    return Facet(asked.name, len(totals), tuple(values))


def _folders(name: str, counts: Mapping[str, int]) -> Facet:
    """The tree of the folders, each with all that is under it."""
    totals: defaultdict[str, int] = defaultdict(int)
    for folder, count in counts.items():
        names = folder.split("/")[:_DEEPEST]
        for depth in range(1, len(names) + 1):
            totals["/".join(names[:depth])] += count
    under: defaultdict[str, list[str]] = defaultdict(list)
    for folder in totals:
        under[folder.rpartition("/")[0]].append(folder)

    def tree(parent: str) -> tuple[FacetValue, ...]:
        shown = sorted(under.get(parent, ()), key=lambda one: (-totals[one], one))[:MAX_TOLD]
        return tuple(
            FacetValue(one, totals[one], _filter(FOLDER, f"/{one}"), tree(one)) for one in shown
        )

    return Facet(name, len(totals), tree(""))


def _in_one_spelling(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Values that differ in capitals, accents and signs are one, as they are to a filter: the
    commonest.
    """
    spellings: dict[tuple[str, ...], list[str]] = {}
    for value in counts:
        spellings.setdefault(keywords(value), []).append(value)
    if len(spellings) == len(counts):
        return counts
    return {
        min(same, key=lambda one: (-counts[one], one)): sum(counts[one] for one in same)
        for same in spellings.values()
    }


def _filter(column: str, value: str) -> str:
    if column == LANGUAGE:
        return unparse(LanguageFilter(value))
    return narrowing(column, value, whole=column not in (FOLDER, FORMAT))
