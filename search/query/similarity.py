"""Words that are written about alike, as typing errors are."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: Words of the index that a prefix or a mistyped word is scored by: the most frequent.
MAX_EXPANSIONS = 64


def allowed_distance(form: str) -> int:
    """Edits that a mistyped word may have: none below 4 letters, 1 below 8, else 2."""
    return 0 if len(form) < 4 else 1 if len(form) < 8 else 2


def similar(
    frequencies: Mapping[str, int], form: str, edits: int | None = None
) -> dict[str, float]:
    """The words within the distance, with their likeness (1 for the word itself).

    edits: the distance, or None for the allowed one; a letter has to be right in any case
    The distance is Damerau's restricted one (optimal string alignment): swapping two
    letters is one edit, as typing errors are.
    """
    distance = allowed_distance(form) if edits is None else min(edits, len(form) - 1)
    if not distance:
        return {form: 1.0} if form in frequencies else {}
    found = process.extract(
        form, list(frequencies), scorer=OSA.distance, score_cutoff=distance, limit=None
    )
    ranked = sorted(found, key=lambda match: (match[1], -frequencies[match[0]], match[0]))
    return {term: 1 - edits / len(form) for term, edits, _ in ranked[:MAX_EXPANSIONS]}
