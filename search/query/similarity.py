"""Words that are written about alike, as typing errors are."""

from collections.abc import Mapping, Sequence

import numpy as np

#: Words of the index that a prefix or a mistyped word is scored by: the most frequent.
MAX_EXPANSIONS = 64


def allowed_distance(form: str) -> int:
    """Edits that a mistyped word may have: none below 4 letters, 1 below 8, else 2."""
    return 0 if len(form) < 4 else 1 if len(form) < 8 else 2


def similar(
    frequencies: Mapping[str, int], forms: Mapping[str, int]
) -> dict[str, dict[str, float]]:
    """For each of `forms` the words within its distance, with their likeness (1 for the word
    itself).

    forms: each with the distance that is allowed, in letters; one letter is always right

    edits: the distance, or None for the allowed one; a letter has to be right in any case
    The distance is Damerau's restricted one (optimal string alignment): swapping two
    letters is one edit, as typing errors are. Many forms together take little longer than
    one: the words are prepared for comparing once.
    """
    asked = {form: min(distance, len(form) - 1) for form, distance in forms.items()}
    found = {form: {form: 1.0} if form in frequencies else {} for form in asked}
    compared = [form for form, distance in asked.items() if distance]
    if not (compared and frequencies):
        return found
    from rapidfuzz import process  # most queries need none of it
    from rapidfuzz.distance import OSA

    words = list(frequencies)
    cutoff = max(asked.values())
    table = process.cdist(compared, words, scorer=OSA.distance, score_cutoff=cutoff, dtype=np.uint8)
    for form, edits in zip(compared, table, strict=True):
        near = np.flatnonzero(edits <= asked[form]).tolist()
        found[form] = _ranked(form, [(words[n], int(edits[n])) for n in near], frequencies)
    return found


def _ranked(
    form: str, near: Sequence[tuple[str, int]], frequencies: Mapping[str, int]
) -> dict[str, float]:
    ranked = sorted(near, key=lambda match: (match[1], -frequencies[match[0]], match[0]))
    return {term: 1 - edits / len(form) for term, edits in ranked[:MAX_EXPANSIONS]}
