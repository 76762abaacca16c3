"""What may have been meant, and how a word may go on: from the words of the index."""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from ..analysis import FRENCH, Token, is_stop_form
from .clauses import Clause, PhraseClause
from .similarity import similar
from .statistics import Statistics
from .tree import Exact, Leaf, Near, Phrase, Word
from .wildcards import is_pattern

#: Where a word may be written, the likeliest first.
FORM_FIELDS = ("form", "heading_form", "title_form")
_STEMS = ("stem", "heading_stem", "title_stem")
#: Words before the last that say how it goes on.
_CONTEXT = 3
#: What may stand between two words of one phrase.
_BETWEEN = re.compile(r"[\w\s'’-]*")
#: Words that a mistyped one is compared with in its place.
_CANDIDATES = 16

#: A form → the word as a document writes it.
AsWritten = Callable[[str], str]


class Index(Statistics, Protocol):
    """What suggestions ask of an index."""

    def count(self, clause: Clause) -> int:
        """How many paragraphs match."""


#: Forms side by side, and a beginning → the words that stand behind, as written.
Followers = Callable[[Sequence[str], str], Sequence[str]]


def complete(
    text: str, index: Statistics, as_written: AsWritten, followers: Followers, limit: int
) -> list[str]:
    """`text` with its last word completed: by words that stand in the index behind those
    before it, if there are such, else by the words that most paragraphs have.

    Nothing when the text doesn't end in a word.
    """
    tokens = FRENCH.tokens(text)
    if not tokens or tokens[-1].end != len(text):
        return []
    last = tokens[-1]
    before = text[: last.start]
    if (context := _context(text, tokens)) and (behind := followers(context, last.form)):
        return [before + word for word in behind[:limit]]
    found = _forms(index, last.form)
    words = [form for form in found if not is_stop_form(form)]
    best = heapq.nsmallest(limit, words, key=lambda form: (-found[form], form))
    return [before + as_written(form) for form in best]


def _context(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words before the last from one on that isn't empty, nothing between them."""
    before: list[str] = []
    for token, following in list(pairwise(tokens))[: -_CONTEXT - 1 : -1]:
        if not _BETWEEN.fullmatch(text[token.end : following.start]):
            break
        before.insert(0, token.form)
        if not token.stop:
            return tuple(before)
    return ()


def mend(query: str, wanted: Sequence[Leaf], index: Index, as_written: AsWritten) -> str | None:
    """The query with the words that the index doesn't have replaced by the most similar
    that it has; None if there is nothing to replace, or nothing to replace it by.
    """
    mended = query
    for leaf in sorted(wanted, key=lambda leaf: leaf.start, reverse=True):
        inside = query[leaf.start : leaf.end].replace('"', " ").find(leaf.text)
        if inside < 0 or not isinstance(leaf, (Word, Exact, Phrase, Near)):
            continue
        start = leaf.start + inside
        for place in reversed(range(len(leaf.tokens))):
            token = leaf.tokens[place]
            if form := _nearest(leaf.tokens, place, index):
                word = _like(token.text, as_written(form))
                mended = mended[: start + token.start] + word + mended[start + token.end :]
    return mended if mended != query else None


def _like(typed: str, word: str) -> str:
    """With a capital if it was typed with one: « Sain-Germain » becomes « Saint-Germain »."""
    return word[:1].upper() + word[1:] if typed.istitle() else word


def _nearest(tokens: Sequence[Token], place: int, index: Index) -> str | None:
    """The form that stands beside the words before and after it, if one does, the most
    similar first; none for a word that is known.
    """
    token = tokens[place]
    if token.stop or is_pattern(token.form) or _is_known(token, index):
        return None
    likeness: dict[str, tuple[float, int]] = {}
    for field in FORM_FIELDS:
        frequencies = index.terms(field)
        for form, like in similar(frequencies, token.form).items():
            likeness[form] = max(likeness.get(form, (0, 0)), (like, frequencies[form]))
    best = heapq.nlargest(_CANDIDATES, likeness, key=lambda form: (likeness[form], form))
    beside = [form for form in best if _fits(form, tokens, place, index)]
    return next(iter(beside or best), None)


def _is_known(token: Token, index: Statistics) -> bool:
    """Whether the index has the word, or another form of it, in any field."""
    return any(index.document_frequency(field, token.stem) for field in _STEMS) or any(
        index.document_frequency(field, token.form) for field in FORM_FIELDS
    )


def _fits(form: str, tokens: Sequence[Token], place: int, index: Index) -> bool:
    """Whether a form stands somewhere beside a neighbour of the word that it's to replace."""
    pairs: Iterable[tuple[str, str]] = (
        *((tokens[place - 1].form, form) for _ in tokens[max(place - 1, 0) : place]),
        *((form, token.form) for token in tokens[place + 1 : place + 2]),
    )
    return any(
        index.count(PhraseClause(field, ((one,), (other,))))
        for one, other in pairs
        for field in FORM_FIELDS
    )


def _forms(index: Statistics, prefix: str) -> Mapping[str, int]:
    """The words that begin so, with the paragraphs that they are written in or over; what
    leads have is in the text.
    """
    total: Counter[str] = Counter()
    for field in FORM_FIELDS:
        total.update(index.terms(field, prefix))
    return total
