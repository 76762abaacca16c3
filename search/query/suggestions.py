"""What may have been meant, and how a word may go on: from the words of the index."""

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..analysis import FRENCH, is_stop_form, related
from ..budget import Budget, comparing
from .similarity import similar
from .statistics import Statistics
from .tree import Leaf, Word

#: Words of a query that are mended; where more are unknown, it isn't a matter of typing.
MAX_MENDED = 8

#: A form → the word as a document writes it.
AsWritten = Callable[[str], str]


def complete(text: str, index: Statistics, as_written: AsWritten, limit: int) -> list[str]:
    """`text` with its last word completed, by the words that most paragraphs have.

    Nothing when the text doesn't end in a word.
    """
    tokens = FRENCH.tokens(text)
    if not tokens or tokens[-1].end != len(text):
        return []
    last = tokens[-1]
    found = _forms(index, last.form)
    words = [form for form in found if not is_stop_form(form)]
    best = heapq.nsmallest(limit, words, key=lambda form: (-found[form], form))
    return [text[: last.start] + as_written(form) for form in best]


def mend(
    query: str,
    wanted: Sequence[Leaf],
    index: Statistics,
    as_written: AsWritten,
    budget: Budget,
) -> str | None:
    """The query with the words that the index doesn't have replaced by the most similar
    that it has, up to MAX_MENDED different ones; None if there is nothing to replace, or
    nothing to replace it by. Raises what the budget does.
    """
    unknown = [leaf for leaf in wanted if _is_unknown(leaf, index)]
    asked = list(dict.fromkeys(leaf.tokens[0].form for leaf in unknown))[:MAX_MENDED]
    nearest = {form: as_written(near) for form, near in _nearest(asked, index, budget).items()}
    mended = query
    for leaf in sorted(unknown, key=lambda leaf: leaf.start, reverse=True):
        if (written := nearest.get(leaf.tokens[0].form)) is not None:
            start = leaf.start + query[leaf.start : leaf.end].find(leaf.text)
            mended = mended[:start] + written + mended[start + len(leaf.text) :]
    return mended if mended != query else None


def _is_unknown(leaf: Leaf, index: Statistics) -> bool:
    if not isinstance(leaf, Word) or len(leaf.tokens) > 1:
        return False
    token = leaf.tokens[0]
    stems = (token.stem, *(other.stem for other in related(token)))
    return not any(index.document_frequency(field, stem) for stem in stems for field in _STEMS)


def _nearest(forms: Sequence[str], index: Statistics, budget: Budget) -> dict[str, str]:
    """For those of `forms` that have any, the word that is written most alike, then the
    most frequent.
    """
    best: dict[str, dict[str, tuple[float, int]]] = {form: {} for form in forms}
    for field in FORM_FIELDS if forms else ():
        frequencies = index.terms(field)
        budget.charge(comparing(len(frequencies), len(forms)))
        for form, found in similar(frequencies, forms).items():
            for term, likeness in found.items():
                known = best[form].get(term, (0, 0))
                best[form][term] = max(known, (likeness, frequencies[term]))
    nearest = {}
    for form, found_near in best.items():
        found_near.pop(form, None)
        if found_near:
            nearest[form] = max(found_near, key=lambda term: (found_near[term], term))
    return nearest


def _forms(index: Statistics, prefix: str) -> Mapping[str, int]:
    """The words that begin so, with the paragraphs that they are written in or over; what
    leads have is in the text.
    """
    total: Counter[str] = Counter()
    for field in FORM_FIELDS:
        total.update(index.terms(field, prefix))
    return total


_STEMS = ("stem", "heading_stem", "title_stem")
#: Where a word may be written, the likeliest first.
FORM_FIELDS = ("form", "heading_form", "title_form")
