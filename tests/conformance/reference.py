"""What the contract says, evaluated the slow and obvious way: the judge of every engine."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import permutations, product

from search.engines.base import SCORE_DIGITS, Entry, Occurrences, document_of, ordinal_of
from search.query.bm25 import KEPT_LENGTHS, idf, length_byte, term_score
from search.query.clauses import (
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

Scores = Mapping[int, float]


class Reference:
    """Entries in a list; scores by the formula of `bm25.py`, a paragraph at a time."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.key)
        #: What a clause is made of is asked again with others.
        self.scores = lru_cache(maxsize=256)(self._scores)

    def best(self, clause: Clause, limit: int) -> list[tuple[int, float]]:
        """(key, score), highest first, equal ones by key."""
        scores = self.scores(clause)
        rounded = [(key, round(score, SCORE_DIGITS)) for key, score in scores.items()]
        return sorted(rounded, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _scores(self, clause: Clause) -> Scores:
        """The score of each paragraph that matches, by its key."""
        match clause:
            case TermClause():
                return self._phrase(PhraseClause(clause.field, ((clause.term,),), clause.weight))
            case PhraseClause():
                return self._phrase(clause)
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                return dict.fromkeys(self.scores(clause.clause), clause.score)
            case _:
                return {e.key: 0.0 for e in self._entries if _passes(e, clause)}

    def _boolean(self, clause: BooleanClause) -> Scores:
        should = [self.scores(part) for part in clause.should]
        must = [self.scores(part) for part in clause.must]
        excluded = {key for part in clause.must_not for key in self.scores(part)}
        found = set.intersection(*map(set, must)) if must else {k for s in should for k in s}
        return {
            key: sum(scores.get(key, 0.0) for scores in (*must, *should))
            for key in found - excluded
        }

    def occurrences(self, clause: TermClause | PhraseClause) -> dict[int, Occurrences]:
        """See `engines.base.Reader`: of all paragraphs that have it."""
        slots = ((clause.term,),) if isinstance(clause, TermClause) else clause.slots
        texts = {entry.key: _words(entry, clause.field) for entry in self._entries}
        average = sum(map(len, texts.values())) / len(texts)
        return {
            key: Occurrences(frequency, KEPT_LENGTHS[length_byte(len(words))], average)
            for key, words in texts.items()
            if (frequency := _occurrences(words, slots))
        }

    def _phrase(self, clause: PhraseClause) -> Scores:
        texts = [_words(entry, clause.field) for entry in self._entries]
        average = sum(map(len, texts)) / len(texts)
        rarity = sum(self._idf(clause.field, slot[0]) for slot in clause.slots)
        scores = {}
        for entry, words in zip(self._entries, texts, strict=True):
            length = len(words)
            if frequency := _occurrences(words, clause.slots):
                kept = KEPT_LENGTHS[length_byte(length)]
                scores[entry.key] = clause.weight * term_score(rarity, frequency, kept, average)
        return scores

    def _idf(self, field: str, term: str) -> float:
        having = sum(term in _words(entry, field) for entry in self._entries)
        return idf(len(self._entries), having)


def _words(entry: Entry, field: str) -> tuple[str, ...]:
    return _split(entry.terms.get(field, ""))


@cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _occurrences(words: Sequence[str], slots: Sequence[Sequence[str]]) -> int:
    if len(slots) == 1 and len(slots[0]) == 1:
        return words.count(slots[0][0])
    places = range(len(words) - len(slots) + 1)
    return sum(all(words[place + n] in slot for n, slot in enumerate(slots)) for place in places)


def _are_near(words: Sequence[str], terms: tuple[str, str], distance: int) -> bool:
    pairs = permutations(range(len(words)), 2)
    return any((words[a], words[b]) == terms and abs(a - b) - 1 <= distance for a, b in pairs)


def _passes(entry: Entry, clause: Clause) -> bool:
    match clause:
        case PrefixClause():
            return any(word.startswith(clause.prefix) for word in _words(entry, clause.field))
        case NearClause():
            return _are_near(_words(entry, clause.field), clause.terms, clause.distance)
        case DateClause():
            first = clause.first.toordinal() if clause.first else 1
            last = clause.last.toordinal() if clause.last else entry.first_day
            return 0 < entry.first_day <= last and entry.last_day >= first
        case DocumentClause():
            return document_of(entry.key) in clause.documents
        case ClusterClause():
            return entry.cluster in clause.clusters
        case LeadClause():
            return ordinal_of(entry.key) == 1
        case EveryClause():
            return True
    raise TypeError(clause)


def all_clauses(words: Sequence[str]) -> Iterator[Clause]:
    """A clause of every kind over the `form` and `stem` fields, for some words."""
    terms = [TermClause("stem", word, 1.0) for word in words]
    forms = [TermClause("form", word, 0.2) for word in words]
    yield from terms
    for (a, x), (b, y) in product(zip(terms, forms, strict=True), repeat=2):
        phrase = PhraseClause("form", ((a.term,), (b.term,)))
        yield phrase
        yield BooleanClause(should=(a, x, b, y))
        yield BooleanClause(must=(a, b), should=(phrase,))
        yield BooleanClause(should=(a, b), must_not=(phrase,))
        for distance in (0, 1, 3, 100):
            near = NearClause("form", (a.term, b.term), distance)
            yield BooleanClause(must=(ConstantClause(near),), should=(x, y))
        yield BooleanClause(must=(BooleanClause(should=(a, b)), ConstantClause(LeadClause())))
        alternatives = PhraseClause("form", ((a.term, b.term), (b.term, a.term)))
        yield BooleanClause(must=(a,), should=(ConstantClause(alternatives, 3.5),))
    for word in words:
        yield PrefixClause("form", word[:2])
        yield BooleanClause(must=(PrefixClause("form", word[:1]),), should=(terms[0],))
    yield EveryClause()
    yield BooleanClause(must=(EveryClause(),), must_not=(terms[0],))
    yield BooleanClause()
