"""What may have been meant, and how a word may go on: from the words of the index."""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from ..analysis import FRENCH, Token, is_stop_form, related
from .budget import Budget, comparing
from .clauses import NAME_FIELDS, Clause, PhraseClause
from .similarity import allowed_distance, similar
from .statistics import Statistics
from .tree import Exact, Leaf, Near, Phrase, Word
from .wildcards import is_pattern

#: Where a word may be written, the likeliest first.
FORM_FIELDS = ("form", "heading_form", "title_form")
#: Where a stem may be.
STEM_FIELDS = ("stem", "heading_stem", "title_stem")
#: Where a word may be that is known: what only a file is called isn't corrected.
_KNOWN_FIELDS = (*STEM_FIELDS, NAME_FIELDS[1])
#: Words before the last that say how it goes on.
_CONTEXT = 3
#: Words that are looked up for each that is told, the others being inflections of it.
_OF_A_LEMMA = 3
#: Stop words of one beginning, at the most (`analysis/stopwords.txt`).
_STOP_WORDS = 200
#: What may stand between two words of one phrase.
_BETWEEN = re.compile(r"[\w\s'’-]*")
#: Words that a mistyped one is compared with in its place.
_CANDIDATES = 16

#: Words of a query that are corrected; where more are unknown, it isn't a matter of typing.
MAX_CORRECTED = 8

#: A form → the word as a document writes it.
AsWritten = Callable[[str], str]


class Index(Statistics, Protocol):
    """What suggestions ask of an index."""

    def count(self, clause: Clause) -> int:
        """How many paragraphs match."""


class Completions(Protocol):
    """What completing asks of an index."""

    def behind(self, context: Sequence[str], prefix: str, limit: int) -> Sequence[str]:
        """The words that begin so and stand behind these forms, as written, the best first."""

    def beginning(self, prefix: str, limit: int) -> Sequence[str]:
        """The forms that begin so, the best first (`best_forms`)."""

    def written(self, forms: Sequence[str]) -> Sequence[str]:
        """As documents write them."""


def complete(text: str, index: Completions, limit: int) -> list[str]:
    """`text` with its last word completed, by one word of each lemma: by words that stand in the
    index behind those before it, if there are such, else by the words that most paragraphs have.

    Nothing when the text doesn't end in a word.
    """
    tokens = FRENCH.tokens(text)
    if not tokens or tokens[-1].end != len(text):
        return []
    last = tokens[-1]
    before, most = text[: last.start], limit * _OF_A_LEMMA
    if (context := _context(text, tokens)) and (behind := index.behind(context, last.form, most)):
        return [before + word for word in _one_a_lemma(behind, limit)]
    forms = _one_a_lemma(index.beginning(last.form, most), limit)
    return [before + word for word in index.written(forms)]


def _one_a_lemma(words: Sequence[str], limit: int) -> list[str]:
    """The first of each stem: whoever types « fromages » finds what « fromage » does."""
    first: dict[str, str] = {}
    for word in words:
        tokens = FRENCH.tokens(word)
        first.setdefault(" ".join(token.stem for token in tokens) or word, word)
        if len(first) >= limit:
            break
    return list(first.values())


def best_forms(index: Statistics, prefix: str, limit: int) -> list[str]:
    """The forms that begin so and that most paragraphs have, without stop words."""
    found = _forms(index, prefix)
    counts = sorted(found.values(), reverse=True)[: limit + _STOP_WORDS]
    least = counts[-1] if len(counts) == limit + _STOP_WORDS else 0
    often = [form for form, count in found.items() if count >= least and not is_stop_form(form)]
    return sorted(often, key=lambda form: (-found[form], form))[:limit]


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


def correct(
    query: str, wanted: Sequence[Leaf], index: Index, as_written: AsWritten, budget: Budget
) -> str | None:
    """The query with the words that the index doesn't have replaced by the most similar
    that it has, up to MAX_CORRECTED different ones; None if there is nothing to replace, or
    nothing to replace it by. Raises what the budget does.
    """
    unknown = list(unknown_words(query, wanted, index))
    forms = dict.fromkeys(one.token.form for one in unknown)
    nearest = _nearest(list(forms)[:MAX_CORRECTED], index, budget)
    corrected = query
    for one in reversed(unknown):
        if found := nearest.get(one.token.form):
            form = next((form for form in found if _fits(form, one, index)), found[0])
            word = _like(one.token.text, as_written(form))
            corrected = corrected[: one.start] + word + corrected[one.start + len(one.token.text) :]
    return corrected if corrected != query else None


class Unknown(NamedTuple):
    """A word that the index doesn't have, where it begins in the query, and the forms beside
    it in its phrase or compound, unless they are stop words.
    """

    token: Token
    start: int
    before: str | None
    behind: str | None


def unknown_words(query: str, wanted: Sequence[Leaf], index: Statistics) -> Iterator[Unknown]:
    """The words that the index has in no form, in the order in which they stand."""
    for leaf in sorted(wanted, key=lambda leaf: leaf.start):
        if not isinstance(leaf, Word | Exact | Phrase | Near):
            continue
        unknown = [place for place, token in enumerate(leaf.tokens) if _is_unknown(token, index)]
        if not unknown:  # as nearly always
            continue
        inside = query[leaf.start : leaf.end].replace('"', " ").find(leaf.text)
        forms = [None, *(None if token.stop else token.form for token in leaf.tokens), None]
        for place in unknown if inside >= 0 else ():
            token = leaf.tokens[place]
            start = leaf.start + inside + token.start
            yield Unknown(token, start, forms[place], forms[place + 2])


def _is_unknown(token: Token, index: Statistics) -> bool:
    return not (token.stop or _is_known(token, index) or is_pattern(token.form))


def _is_known(token: Token, index: Statistics) -> bool:
    """Whether the index has the word, or another form of it, in any field; most are in texts."""
    if index.document_frequency(STEM_FIELDS[0], token.stem):
        return True
    stems = (token.stem, *(other.stem for other in related(token)))
    return any(
        index.document_frequency(field, stem) for stem in stems for field in _KNOWN_FIELDS
    ) or any(index.document_frequency(field, token.form) for field in FORM_FIELDS)


def _nearest(forms: Sequence[str], index: Statistics, budget: Budget) -> dict[str, list[str]]:
    """For each of `forms` the words that are written most alike, then the most frequent."""
    best: dict[str, dict[str, tuple[float, int]]] = {form: {} for form in forms}
    for field in FORM_FIELDS if forms else ():
        frequencies = index.terms(field)
        budget.charge(comparing(len(frequencies), len(forms)))
        asked = {form: allowed_distance(form) for form in forms}
        for form, found in similar(frequencies, asked).items():
            for term, likeness in found.items():
                known = best[form].get(term, (0, 0))
                best[form][term] = max(known, (likeness, frequencies[term]))
    return {form: _best(near) for form, near in best.items() if near}


def _best(near: Mapping[str, tuple[float, int]]) -> list[str]:
    return heapq.nlargest(_CANDIDATES, near, key=lambda term: (near[term], term))


def _fits(form: str, word: Unknown, index: Index) -> bool:
    """Whether a form stands somewhere beside a neighbour of the word that it's to replace."""
    pairs = ((word.before, form), (form, word.behind))
    return any(
        index.count(PhraseClause(field, ((one,), (other,))))
        for one, other in pairs
        if one and other
        for field in FORM_FIELDS
    )


def _like(typed: str, word: str) -> str:
    """With a capital if it was typed with one: « Sain-Germain » becomes « Saint-Germain »."""
    return word[:1].upper() + word[1:] if typed.istitle() else word


def _forms(index: Statistics, prefix: str) -> Mapping[str, int]:
    """The words that begin so, with the paragraphs that they are written in or over; what
    leads have is in the text.
    """
    total: Counter[str] = Counter()
    for field in FORM_FIELDS:
        total.update(index.terms(field, prefix))
    return total
