"""The tree → clauses: which fields a word is looked for in, and for how much.

Named after Lucene's `Query.rewrite`. A word looks at six fields, and in those of stems for
the other stems of its family too, for little; a prefix and a mistyped word become the words
of the index that they stand for; a word with hyphens asks for its parts, and more than any
other match gives for their standing side by side.

A paragraph is a hit for what its text, its heading or its document's title says. But a
document of which nothing but the title answers is one hit, its first paragraph, and not
all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..analysis import Related, Relations, Token, accents_asked, form_tells, needs_accent, related
from ..bm25 import K1, idf
from ..budget import UNLIMITED, Budget
from .clauses import (
    HEADING_FIELDS,
    LANGUAGE_FIELD,
    LEAD_FIELDS,
    TEXT_FIELDS,
    TITLE_FIELDS,
    BooleanClause,
    Clause,
    ConstantClause,
    DateClause,
    EveryClause,
    LeadClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
    spelling_field,
)
from .cost import expansion_cost
from .expansions import Expansions
from .languages import FRENCH
from .similarity import MAX_EXPANSIONS, allowed_distance
from .statistics import Statistics
from .synonyms import inflected
from .tree import (
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Group,
    Language,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Synonym,
    Wildcard,
    Word,
    all_leaves,
    leaves,
)
from .wildcards import is_pattern


@dataclass(frozen=True, slots=True)
class Weights:
    """What a match in each field is worth (see ARCHITECTURE.md for the measurements)."""

    stem: float = 1.0
    form: float = 0.2
    heading_stem: float = 1.0
    heading_form: float = 0.2
    title_stem: float = 1.0
    title_form: float = 0.7
    synonym: float = 0.3
    #: Of another stem of the word's family, in those of its own stem.
    family: float = 0.02
    spelling: float = 0.02
    heading_spelling: float = 0.02
    title_spelling: float = 0.02
    meaning: float = 1.5

    def of(self, field: str) -> float:
        return float(getattr(self, field.replace("lead", "title")))

    def alone(self, form_field: str) -> float:
        """For what is looked for in a form field only: what its stem would be worth."""
        return self.of(form_field.replace("form", "stem"))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """clause: what to ask the engine
    wanted: the leaves that are looked for: all but excluded ones and ignored stop words
    expansions: the forms that each mistyped word stands for
    families: for the stem of a word, the other stems of its family that the index has
    ignored: the stop words left out
    """

    clause: Clause
    wanted: tuple[Leaf, ...]
    expansions: Mapping[Leaf, frozenset[str]]
    families: Mapping[str, frozenset[str]]
    ignored: tuple[str, ...]


def rewrite(
    tree: Node,
    index: Statistics,
    weights: Weights,
    budget: Budget = UNLIMITED,
    relations: Relations = related,
) -> Rewritten:
    """The clauses of `tree` for this index. Raises what the budget does."""
    budget.expect(expansion_cost(tree, index))
    mistyped = [leaf for leaf in all_leaves(tree) if isinstance(leaf, Fuzzy)]
    expansions = Expansions(index, budget, mistyped)
    found = relations if weights.family else _no_relations
    rewriter = _Rewriter(index, weights, budget, expansions, found)
    clause = rewriter.node(tree)
    if rewriter.in_title:
        own = BooleanClause(should=(*rewriter.in_text, LeadClause()))
        clause = BooleanClause(must=(clause, ConstantClause(own)))
    return Rewritten(
        clause,
        tuple(rewriter.wanted),
        rewriter.expansions,
        {stem: frozenset(found) for stem, found in rewriter.families.items()},
        tuple(rewriter.ignored),
    )


def _no_relations(_: Token) -> tuple[Related, ...]:
    return ()


class _Rewriter:
    """One rewriting; remembers where the words asked for were found."""

    def __init__(
        self,
        index: Statistics,
        weights: Weights,
        budget: Budget,
        expansions: Expansions,
        relations: Relations,
    ) -> None:
        self.index = index
        self.weights = weights
        self.budget = budget
        self._expansions = expansions
        self._relations = relations
        self._done: dict[tuple[Leaf, bool], Clause] = {}
        self.wanted: list[Leaf] = []
        self.in_text: list[Clause] = []
        self.in_title: list[Clause] = []
        self.expansions: dict[Leaf, frozenset[str]] = {}
        self.families: defaultdict[str, set[str]] = defaultdict(set)
        self.ignored: list[str] = []
        self._excluding = False

    def node(self, node: Node) -> Clause:
        match node:
            case Leaf():
                return self._leaf(node)
            case DateRange():
                return DateClause(node.first, node.last)
            case Language():
                return language_clause(node.code, self.index)
            case Everything():
                return EveryClause()
            case Group():
                return self._group(node)

    def _group(self, group: Group) -> Clause:
        should = tuple(self.node(child) for child in self._without_stop_words(group))
        must = tuple(self.node(child) for child in group.must)
        excluding, self._excluding = self._excluding, True
        must_not = tuple(self.node(child) for child in group.must_not)
        self._excluding = excluding
        return BooleanClause(should, must, must_not)

    def _without_stop_words(self, group: Group) -> list[Node]:
        """Any word may match, so stop words would find everything: only alone they count."""
        if all(leaf.is_stop for leaf in leaves(group)):
            return list(group.should)
        stop = [node for node in group.should if isinstance(node, Word) and node.is_stop]
        self.ignored += [leaf.text for leaf in stop]
        return [node for node in group.should if node not in stop]

    def _leaf(self, leaf: Leaf) -> Clause:
        """A leaf that stands in the query twice is expanded once."""
        if not self._excluding:
            self.wanted.append(leaf)
        done = (leaf, self._excluding)
        if done not in self._done:
            self.budget.check()
            self._done[done] = self._clause_of(leaf)
        return self._done[done]

    def _clause_of(self, leaf: Leaf) -> Clause:
        match leaf:
            case Phrase():
                return self._phrase(leaf)
            case Near():
                return self._near(leaf)
            case Synonym():
                return self._synonym(leaf)
            case Wildcard():
                return _all([self._like(leaf, token) for token in leaf.content])
            case Exact():
                return (
                    self._phrase(leaf)
                    if len(leaf.tokens) > 1
                    else self._exact(leaf, leaf.tokens[0])
                )
            case Prefix() | Fuzzy():
                *whole, last = leaf.tokens
                parts = [self._word(leaf, token) for token in whole if not token.stop]
                return _all([*parts, self._expanded(leaf, last)])
            case _:
                return self._compound(leaf)

    def _compound(self, leaf: Leaf) -> Clause:
        """All parts, or what they are joined; side by side, or joined, beats whatever the
        parts may score apart.
        """
        parts = [self._word(leaf, token) for token in leaf.content]
        found = _all(parts)
        if any(self._joined(leaf, stem) for _, stem in self._fields(leaf)):
            joined = self._somewhere(
                leaf, lambda _, stem: [ConstantClause(one) for one in self._joined(leaf, stem)]
            )
            found = _any([found, joined])
        if len(parts) == 1:
            return found
        most = sum(self._most(part) for part in parts)
        slots = tuple(
            self._expansions.inflections(token, self._stems_of(token)) for token in leaf.tokens
        )
        together = tuple(
            ConstantClause(_any([PhraseClause(form, slots), *self._joined(leaf, stem)]), most)
            for form, stem in self._fields(leaf)
        )
        return BooleanClause(should=together, must=(found,))

    def _joined(self, leaf: Leaf, stem: str) -> list[TermClause]:
        return self._terms([(stem, joined, 1.0) for joined in leaf.joined])

    def _word(self, leaf: Leaf, token: Token) -> Clause:
        if needs_accent(token):
            return self._exact(leaf, token)

        def clauses(form: str, stem: str) -> list[TermClause]:
            if token.stop:
                return self._terms([(form, token.form, self.weights.alone(form))])
            terms = [(stem, term, self.weights.of(stem)) for term in (token.stem, *token.others)]
            if form_tells(token):
                terms.append((form, token.form, self.weights.of(form)))
            terms.append((spelling_field(form), token.stem, self.weights.of(stem)))
            terms += self._accents(form, token)
            return [*self._terms(terms), *self._family(token, stem)]

        return self._somewhere(leaf, clauses)

    def _family(self, token: Token, field: str) -> list[TermClause]:
        """The other stems of the word, each for little: what was typed comes first."""
        least = self.weights.of(field) * self.weights.family
        found = self._terms(
            [(field, other.stem, least * other.weight) for other in self._relations(token)]
        )
        if found:
            self.families[token.stem].update(clause.term for clause in found)
        return found

    def _stems_of(self, token: Token) -> tuple[str, ...]:
        """The word's own stem, then those of its family that the index has."""
        return (token.stem, *sorted(self.families.get(token.stem, ())))

    def _accents(self, form: str, token: Token) -> list[tuple[str, str, float]]:
        """The word as it is typed with accents, if the index has it written otherwise too."""
        field, asked = spelling_field(form), accents_asked(token)[:1]
        frequency = self.index.document_frequency
        others = any(frequency(field, term) < frequency(form, token.form) for term in asked)
        return [(field, term, self.weights.of(field)) for term in asked if others]

    def _exact(self, leaf: Leaf, token: Token) -> Clause:
        asked = accents_asked(token)

        def clauses(form: str, _: str) -> list[TermClause]:
            terms = [(spelling_field(form), one) for one in asked] or [(form, token.form)]
            return self._terms([(f, term, self.weights.alone(form)) for f, term in terms])

        return self._somewhere(leaf, clauses)

    def _phrase(self, leaf: Leaf) -> Clause:
        if any(is_pattern(token.form) for token in leaf.tokens):
            return self._open_phrase(leaf)
        forms = [token.form for token in leaf.tokens]
        asked = [asked for token in leaf.tokens if (asked := accents_asked(token))]

        def clauses(field: str, _: str) -> list[Clause]:
            if not all(self.index.document_frequency(field, form) for form in forms):
                return []
            slots = tuple((form,) for form in forms)
            phrase = PhraseClause(field, slots, self.weights.alone(field))
            accents = [self._one_of(spelling_field(field), terms) for terms in asked]
            return [BooleanClause(must=(phrase, *accents)) if accents else phrase]

        return self._somewhere(leaf, clauses)

    def _open_phrase(self, leaf: Leaf) -> Clause:
        """Each word scores on its own, being none that has a frequency as a phrase."""

        def clauses(field: str, _: str) -> list[Clause]:
            slots = [tuple(self._forms_like(leaf, field, token.form)) for token in leaf.tokens]
            if not all(slots):
                return []
            where = ConstantClause(PhraseClause(field, tuple(slots)))
            return [BooleanClause(should=tuple(self._scored(field, slots)), must=(where,))]

        return self._somewhere(leaf, clauses)

    def _near(self, leaf: Near) -> Clause:
        """Each word scores on its own where every two of them are near."""
        forms = [token.form for token in leaf.content]

        def clauses(field: str, _: str) -> list[Clause]:
            if not all(self.index.document_frequency(field, form) for form in forms):
                return []
            near = (NearClause(field, pair, leaf.distance) for pair in combinations(forms, 2))
            where = ConstantClause(_all(list(near)))
            slots = [(form,) for form in dict.fromkeys(forms)]
            return [BooleanClause(should=tuple(self._scored(field, slots)), must=(where,))]

        return self._somewhere(leaf, clauses)

    def _synonym(self, leaf: Leaf) -> Clause:
        """Worth a part of the words that it stands for; of several words each scores where
        they stand side by side, inflected as may be.
        """
        stems = dict.fromkeys(token.stem for token in leaf.content)

        def clauses(form: str, stem: str) -> list[Clause]:
            weight = self.weights.of(stem) * self.weights.synonym
            terms = self._terms([(stem, one, weight) for one in stems])
            if len(leaf.tokens) == 1 or len(terms) < len(stems):
                return list(terms) if len(leaf.tokens) == 1 else []
            slots = [self._known(form, inflected(token)) for token in leaf.tokens]
            if not all(slots):
                return []
            where = ConstantClause(PhraseClause(form, tuple(slots)))
            return [BooleanClause(should=tuple(terms), must=(where,))]

        return self._somewhere(leaf, clauses)

    def _known(self, field: str, forms: Sequence[str]) -> tuple[str, ...]:
        return tuple(form for form in forms if self.index.document_frequency(field, form))

    def _like(self, leaf: Leaf, token: Token) -> Clause:
        """A word with wildcards; the most frequent that it stands for score."""
        if not is_pattern(token.form):
            return self._word(leaf, token)

        def clauses(field: str, _: str) -> list[Clause]:
            found = self._forms_like(leaf, field, token.form)
            rare = tuple(TermClause(field, term) for term in found[MAX_EXPANSIONS:])
            others = [ConstantClause(BooleanClause(should=rare))] if rare else []
            return [*self._scored(field, [tuple(found)]), *others]

        return self._somewhere(leaf, clauses)

    def _forms_like(self, leaf: Leaf, field: str, form: str) -> list[str]:
        """The terms that a form with wildcards stands for, the most frequent first."""
        if not is_pattern(form):
            return [form] if self.index.document_frequency(field, form) else []
        found = self._expansions.matching(field, form, leaf.start)
        self.expansions[leaf] = self.expansions.get(leaf, frozenset()) | found.keys()
        return sorted(found, key=lambda term: (-found[term], term))

    def _scored(self, field: str, slots: Sequence[Sequence[str]]) -> Iterator[TermClause]:
        """The words of each slot, scored as one."""
        for slot in slots:
            yield from self._blended(field, dict.fromkeys(slot[:MAX_EXPANSIONS], 1.0))

    def _one_of(self, field: str, terms: Sequence[str]) -> Clause:
        found = self._terms([(field, term, 1.0) for term in terms])
        return ConstantClause(BooleanClause(should=tuple(found)))

    def _expanded(self, leaf: Leaf, token: Token) -> Clause:
        def clauses(field: str, _: str) -> list[Clause]:
            if isinstance(leaf, Prefix):
                return self._prefix(field, token.form)
            found = self._alike(leaf, field, token.form)
            self.expansions[leaf] = self.expansions.get(leaf, frozenset()) | found.keys()
            return list(self._blended(field, found))

        return self._somewhere(leaf, clauses)

    def _alike(self, leaf: Leaf, field: str, form: str) -> Mapping[str, float]:
        """The terms like a mistyped word, no more letters off than it says."""
        found = self._expansions.alike(field)[form]
        if not isinstance(leaf, Fuzzy) or leaf.edits is None:
            least = 1 - allowed_distance(form) / len(form)
        else:
            least = 1 - leaf.edits / len(form)
        return {term: likeness for term, likeness in found.items() if likeness >= least}

    def _prefix(self, field: str, prefix: str) -> list[Clause]:
        best, are_all = self._expansions.begun(field, prefix)
        scored: list[Clause] = list(self._blended(field, dict.fromkeys(best, 1.0)))
        return scored if are_all else [*scored, PrefixClause(field, prefix)]

    def _blended(self, field: str, likeness: Mapping[str, float]) -> Iterator[TermClause]:
        """The terms scored as the one word that they stand for: all with the idf of their
        sum, so that a rare misspelling isn't worth more than the word.
        """
        frequencies = {term: self.index.document_frequency(field, term) for term in likeness}
        paragraphs = self.index.collection_size
        together = idf(paragraphs, min(paragraphs, sum(frequencies.values())))
        for term, frequency in frequencies.items():
            share = together / idf(paragraphs, frequency)
            yield TermClause(field, term, self.weights.alone(field) * likeness[term] * share)

    def _somewhere(self, leaf: Leaf, clauses: Callable[[str, str], Sequence[Clause]]) -> Clause:
        """The leaf in any of its fields; what is found is remembered unless it's excluded."""
        found: list[Clause] = []
        for form, stem in self._fields(leaf):
            here = clauses(form, stem)
            found += here
            if not self._excluding:
                (self.in_title if leaf.title_only or form in TITLE_FIELDS else self.in_text).extend(
                    here
                )
        return _any(found)

    def _fields(self, leaf: Leaf) -> tuple[tuple[str, str], ...]:
        if leaf.title_only:
            return (TITLE_FIELDS, LEAD_FIELDS)
        return (TEXT_FIELDS, HEADING_FIELDS, TITLE_FIELDS)

    def _terms(self, terms: list[tuple[str, str, float]]) -> list[TermClause]:
        """Clauses for those terms that the index has."""
        return [
            TermClause(field, term, weight)
            for field, term, weight in terms
            if self.index.document_frequency(field, term)
        ]

    def _most(self, clause: Clause) -> float:
        """More than any paragraph can score for these terms: tf counts for k1 + 1 at most."""
        match clause:
            case BooleanClause():
                return sum(self._most(child) for child in (*clause.must, *clause.should))
            case TermClause():
                frequency = self.index.document_frequency(clause.field, clause.term)
                return clause.weight * (K1 + 1) * idf(self.index.collection_size, frequency)
            case _:
                return 0.0


def language_clause(code: str, index: Statistics) -> Clause:
    """The paragraphs in a language. French ones are those that name no other."""
    others = index.terms(LANGUAGE_FIELD)
    if code == FRENCH:
        every = EveryClause()
        named = PrefixClause(LANGUAGE_FIELD, "")
        return BooleanClause(must=(every,), must_not=(named,)) if others else every
    if code not in others:
        return BooleanClause()
    return ConstantClause(TermClause(LANGUAGE_FIELD, code))


def rarity(leaf: Leaf, index: Statistics, weights: Weights) -> float:
    """How much a match of the leaf tells: the idf of its words, as they are in the text."""
    size = index.collection_size
    worth = weights.synonym if isinstance(leaf, Synonym) else 1.0
    return worth * sum(
        idf(size, index.document_frequency("form" if token.stop else "stem", term))
        for token in leaf.content
        if (term := token.form if token.stop else token.stem)
    )


def _all(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else BooleanClause(must=tuple(clauses))


def _any(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else BooleanClause(should=tuple(clauses))
