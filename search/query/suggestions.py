"""What may have been meant, and how a word may go on: from the words of the index."""

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..analysis import FRENCH, is_stop_form, related
from .rewrite import Statistics
from .similarity import similar
from .tree import Leaf, Word

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
    query: str, wanted: Sequence[Leaf], index: Statistics, as_written: AsWritten
) -> str | None:
    """The query with the words that the index doesn't have replaced by the most similar
    that it has; None if there is nothing to replace, or nothing to replace it by.
    """
    mended = query
    for leaf in sorted(wanted, key=lambda leaf: leaf.start, reverse=True):
        if (form := _nearest(leaf, index)) is not None:
            start = leaf.start + query[leaf.start : leaf.end].find(leaf.text)
            mended = mended[:start] + as_written(form) + mended[start + len(leaf.text) :]
    return mended if mended != query else None


def _nearest(leaf: Leaf, index: Statistics) -> str | None:
    if not isinstance(leaf, Word) or len(leaf.tokens) > 1:
        return None
    token = leaf.tokens[0]
    stems = (token.stem, *(other.stem for other in related(token)))
    if any(index.document_frequency(field, stem) for stem in stems for field in _STEMS):
        return None
    best: dict[str, tuple[float, int]] = {}
    for field in FORM_FIELDS:
        frequencies = index.terms(field)
        for form, likeness in similar(frequencies, token.form).items():
            best[form] = max(best.get(form, (0, 0)), (likeness, frequencies[form]))
    best.pop(token.form, None)
    return max(best, key=lambda form: (best[form], form), default=None)


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
