"""What the parts of one rewriting share: the index, the weights, and what has been found."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from ...analysis import Relations
from ..bm25 import idf
from ..budget import Budget
from ..clauses import (
    HEADING_FIELDS,
    LEAD_FIELDS,
    NAME_FIELDS,
    TEXT_FIELDS,
    TITLE_FIELDS,
    Clause,
    TermClause,
)
from ..similarity import MAX_EXPANSIONS
from ..statistics import Statistics
from ..tree import Leaf
from .boolean import any_of
from .expansions import Expansions
from .memory import RewrittenWord
from .weights import Weights

#: Fields of forms and of stems → what a leaf asks for there.
ClausesOf = Callable[[str, str], Sequence[Clause]]

_FIELDS = (TEXT_FIELDS, HEADING_FIELDS, TITLE_FIELDS)


class Context:
    """Of one query.

    in_text, in_heading, in_title: the clauses of what is looked for, by where
    forms: the terms that a mistyped word, or one with wildcards, stands for
    families: for the stem of a word, the other stems of its family that the index has
    excluding: whether the leaves that are rewritten are excluded ones
    """

    def __init__(
        self,
        index: Statistics,
        weights: Weights,
        expansions: Expansions,
        relations: Relations,
        budget: Budget,
    ) -> None:
        self.index = index
        self.weights = weights
        self.expansions = expansions
        self.relations = relations
        self.budget = budget
        self.in_text: list[Clause] = []
        self.in_heading: list[Clause] = []
        self.in_title: list[Clause] = []
        self.forms: dict[Leaf, frozenset[str]] = {}
        self.families: defaultdict[str, set[str]] = defaultdict(set)
        self.excluding = False
        self._has_names = index.prefix_frequency(NAME_FIELDS[0], "") > 0

    def somewhere(self, leaf: Leaf, clauses: ClausesOf) -> Clause:
        """The leaf in any of its fields; what is found is remembered unless it's excluded."""
        found: list[Clause] = []
        for form, stem in self.fields(leaf):
            if not (here := clauses(form, stem)):
                continue
            found.append(any_of(here))
            if not self.excluding:
                self._found_in(form).append(found[-1])
        return any_of(found)

    @property
    def marks(self) -> tuple[int, int, int]:
        """Tells what is there from what `since` gives."""
        return len(self.in_text), len(self.in_heading), len(self.in_title)

    def since(self, marks: tuple[int, int, int], leaf: Leaf, clause: Clause) -> RewrittenWord:
        """What has come of a leaf, all that was added."""
        text, heading, title = marks
        families = {
            token.stem: frozenset(self.families[token.stem])
            for token in leaf.tokens
            if token.stem in self.families
        }
        return RewrittenWord(
            clause,
            tuple(self.in_text[text:]),
            tuple(self.in_heading[heading:]),
            tuple(self.in_title[title:]),
            families,
        )

    def add(self, known: RewrittenWord) -> None:
        """What has come of a leaf before."""
        self.in_text += known.in_text
        self.in_heading += known.in_heading
        self.in_title += known.in_title
        for stem, found in known.families.items():
            self.families[stem].update(found)

    def fields(self, leaf: Leaf) -> tuple[tuple[str, str], ...]:
        """Where a leaf is looked for. Names say little of a text, so none excludes one."""
        if leaf.title_only:
            return (TITLE_FIELDS, LEAD_FIELDS)
        if self.excluding or not self._has_names:
            return _FIELDS
        return (*_FIELDS, NAME_FIELDS)

    def _found_in(self, form: str) -> list[Clause]:
        if form in TEXT_FIELDS:
            return self.in_text
        return self.in_heading if form in HEADING_FIELDS else self.in_title

    def has(self, field: str, term: str) -> bool:
        return self.index.document_frequency(field, term) > 0

    def terms(self, terms: Iterable[tuple[str, str, float]]) -> list[TermClause]:
        """Clauses for those of the terms that the index has: field, term, weight."""
        frequency = self.index.document_frequency
        return [TermClause(*term) for term in terms if frequency(term[0], term[1])]

    def scored(self, field: str, slots: Iterable[Sequence[str]]) -> Iterator[TermClause]:
        """The words of each slot, the first of them, scored as one."""
        for slot in slots:
            yield from self.blended(field, dict.fromkeys(slot[:MAX_EXPANSIONS], 1.0))

    def blended(self, field: str, likeness: dict[str, float]) -> Iterator[TermClause]:
        """The terms scored as the one word that they stand for: all with the idf of their
        sum, so that a rare misspelling isn't worth more than the word.
        """
        frequencies = {term: self.index.document_frequency(field, term) for term in likeness}
        paragraphs = self.index.collection_size
        together = idf(paragraphs, min(paragraphs, sum(frequencies.values())))
        for term, frequency in frequencies.items():
            share = together / idf(paragraphs, frequency)
            yield TermClause(field, term, self.weights.alone(field) * likeness[term] * share)
