"""One clause → one query of tantivy's."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import product
from typing import Any

import tantivy

from ...query.alternatives import alternatives
from ...query.clauses import (
    BooleanClause,
    Clause,
    ClusterClause,
    ConstantClause,
    DateClause,
    DocumentClause,
    EveryClause,
    LeadClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)

#: No date is later, as a proleptic ordinal.
_LAST_DAY = 1 << 31
#: Numbers that are asked for one by one.
_FEW = 100
#: Of an automaton that tantivy makes of a pattern: it refuses more than a thousand.
_MOST_STATES = 900


class Translation:
    """Of some clauses and what they are made of. Threads may share it."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        # By identity, which is quicker than comparing; who has an entry keeps its clause alive.
        self._known: dict[int, tuple[Clause, tantivy.Query]] = {}
        self._matching: dict[int, tuple[Clause, tantivy.Query]] = {}

    @property
    def size(self) -> int:
        return len(self._known) + len(self._matching)

    def of(self, clause: Clause) -> tantivy.Query:
        known = self._known.get(id(clause))
        if known is None:
            known = self._known[id(clause)] = clause, self._made(clause)
        return known[1]

    def matching(self, clause: Clause) -> tantivy.Query:
        """The same paragraphs, whatever they score."""
        known = self._matching.get(id(clause))
        if known is None:
            known = self._matching[id(clause)] = clause, self._made_matching(clause)
        return known[1]

    def _made(self, clause: Clause) -> tantivy.Query:
        match clause:
            case TermClause():
                return self._term(clause)
            case PhraseClause():
                return tantivy.Query.boost_query(self._phrase(clause), clause.weight)
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                query = self.matching(clause.clause)
                return tantivy.Query.const_score_query(query, clause.score)
            case _:
                return tantivy.Query.const_score_query(self._filter(clause), 0.0)

    def _made_matching(self, clause: Clause) -> tantivy.Query:
        match clause:
            case TermClause():
                return tantivy.Query.term_query(self._schema, clause.field, clause.term, "basic")
            case PhraseClause():
                return self._phrase(clause)
            case BooleanClause():
                return self._boolean_matching(clause)
            case ConstantClause():
                return self.matching(clause.clause)
            case _:
                return self._filter(clause)

    def _term(self, clause: TermClause) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, clause.field, clause.term, "freq")
        return query if clause.weight == 1 else tantivy.Query.boost_query(query, clause.weight)

    def _phrase(self, clause: PhraseClause) -> tantivy.Query:
        words: list[Any] = [slot[0] for slot in clause.slots]
        if all(len(slot) == 1 for slot in clause.slots):
            return tantivy.Query.phrase_query(self._schema, clause.field, words)
        ask = partial(tantivy.Query.regex_phrase_query, self._schema, clause.field)
        return any_of(ask(list(patterns)) for patterns in product(*map(_patterns, clause.slots)))

    def _boolean(self, clause: BooleanClause) -> tantivy.Query:
        should = alternatives(clause.should)
        asked = [(tantivy.Occur.Should, self.of(part)) for part in should]
        asked += [(tantivy.Occur.Must, self.of(part)) for part in clause.must]
        asked += [(tantivy.Occur.MustNot, self.matching(part)) for part in clause.must_not]
        return tantivy.Query.boolean_query(asked)

    def _boolean_matching(self, clause: BooleanClause) -> tantivy.Query:
        should = [] if clause.must else alternatives(clause.should)
        asked = [(tantivy.Occur.Should, self.matching(part)) for part in should]
        asked += [(tantivy.Occur.Must, self.matching(part)) for part in clause.must]
        asked += [(tantivy.Occur.MustNot, self.matching(part)) for part in clause.must_not]
        return tantivy.Query.boolean_query(asked)

    def _filter(self, clause: Clause) -> tantivy.Query:
        match clause:
            case PrefixClause():
                return self._prefix(clause)
            case DateClause():
                return self._dates(clause)
            case DocumentClause():
                return self._numbers("document", clause.documents)
            case ClusterClause():
                return self._numbers("cluster", clause.clusters)
            case LeadClause():
                return tantivy.Query.term_query(self._schema, "lead", 1, "basic")
            case NearClause():
                return self._near(clause)
            case EveryClause():
                return tantivy.Query.all_query()
        raise TypeError(clause)

    def _prefix(self, clause: PrefixClause) -> tantivy.Query:
        """No edits, and anything behind: made in a fiftieth of the time that a pattern takes."""
        return tantivy.Query.fuzzy_term_query(
            self._schema, clause.field, clause.prefix, distance=0, prefix=True
        )

    def _numbers(self, field: str, numbers: Sequence[int]) -> tantivy.Query:
        """A set is looked up in all numbers there are, which takes longer than asking for a few."""
        if len(numbers) > _FEW:
            return tantivy.Query.term_set_query(self._schema, field, list(numbers))
        ask = partial(tantivy.Query.term_query, self._schema, field)
        asked = [(tantivy.Occur.Should, ask(number, "basic")) for number in numbers]
        return tantivy.Query.boolean_query(asked)

    def _near(self, clause: NearClause) -> tantivy.Query:
        """tantivy's slop keeps the order of two words, so each order is asked for; of one
        word twice it lets both be the same place, so each distance is.
        """
        one, other = clause.terms
        phrases: list[tuple[list[Any], int]] = [
            ([one, other], clause.distance),
            ([other, one], clause.distance),
        ]
        if one == other:
            phrases = [([(0, one), (n + 1, one)], 0) for n in range(clause.distance + 1)]
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.phrase_query(self._schema, clause.field, words, slop),
                )
                for words, slop in phrases
            ]
        )

    def _dates(self, clause: DateClause) -> tantivy.Query:
        last = clause.last.toordinal() if clause.last else _LAST_DAY
        first = clause.first.toordinal() if clause.first else 1
        ranges = (("first_day", 1, last), ("last_day", first, _LAST_DAY))
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Must,
                    tantivy.Query.range_query(
                        self._schema, field, tantivy.FieldType.Unsigned, least, most
                    ),
                )
                for field, least, most in ranges
            ]
        )


def _patterns(slot: Sequence[str]) -> list[str]:
    """The alternatives as few patterns, none too large: a state is a beginning of some of them."""
    patterns: list[list[str]] = [[]]
    states: set[bytes] = set()
    for term in slot:
        encoded = term.encode()
        beginnings = {encoded[:length] for length in range(len(encoded) + 1)}
        if len(states) + len(beginnings - states) > _MOST_STATES and states:
            patterns.append([])
            states = set()
        states |= beginnings
        patterns[-1].append(re.escape(term))
    return ["|".join(alternatives) for alternatives in patterns]


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
