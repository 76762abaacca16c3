"""Where words stand side by side, or near one another: places are document << 32 | position."""

import numpy as np

from ...query.budget import Budget
from ...query.clauses import NearClause, PhraseClause
from .collection import Collection
from .scored import are_in
from .segments import Numbers


def starts(collection: Collection, clause: PhraseClause, budget: Budget) -> Numbers:
    """Where a phrase begins, ascending; a slot that stands in it twice is read once."""
    places = {slot: _places(collection, clause.field, slot) for slot in set(clause.slots)}
    slots = sorted(enumerate(clause.slots), key=lambda slot: len(places[slot[1]]))
    first, slot = slots[0]
    found = places[slot] - first
    for place, slot in slots[1:]:
        budget.check()
        found = found[are_in(found + place, places[slot])]
    return found


def _places(collection: Collection, field: str, slot: tuple[str, ...]) -> Numbers:
    lists = [collection.occurrences(field, term) for term in slot]
    return lists[0] if len(lists) == 1 else np.sort(np.concatenate(lists))


def near(collection: Collection, clause: NearClause) -> Numbers:
    """Where one of two terms has the other near: whichever comes first, the other has to follow
    soon.
    """
    term, other = clause.terms
    places = collection.occurrences(clause.field, term)
    if term == other:
        return _repeated_near(places, clause.distance)
    return _near(places, collection.occurrences(clause.field, other), clause.distance)


def _near(one: Numbers, other: Numbers, distance: int) -> Numbers:
    """Places of one of two terms with one of the other's near, before or behind, at most
    `distance` words between: of whichever has fewer.

    Both ascending, as `Collection.occurrences` has them, without a place in common: other documents
    are far away.
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return few
    behind = np.searchsorted(many, few)
    gaps = many.take(behind, mode="clip") - few  # negative where nothing is behind
    is_near = (gaps >= 0) & (gaps <= distance + 1)
    gaps = few - many.take(behind - 1, mode="clip")  # negative where nothing is before
    is_near |= (gaps >= 0) & (gaps <= distance + 1)
    return few[is_near]


def _repeated_near(places: Numbers, distance: int) -> Numbers:
    """Places of a term with another of its own behind, at most `distance` words between."""
    return places[:-1][np.diff(places) <= distance + 1]
