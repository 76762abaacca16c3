"""Why a hit is where it is: what each word of the query adds to its score, and what its meaning.

The clause that was asked is walked as an engine evaluates it: what a term or a phrase adds is
computed by the formula (`query/bm25.py`) from what the engine knows of it, what scores the same
wherever it is adds that, and what a group requires has to be there. The sum is the engine's.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ..engines.base import SCORE_DIGITS, Match, Reader
from ..model import Explanation, Share, Way, Where
from ..query.bm25 import idf, term_score
from ..query.budget import Budget
from ..query.clauses import BooleanClause, Clause, ConstantClause, PhraseClause, TermClause
from ..query.rewrite import Rewritten, Weights, rewrite
from ..query.tree import Fuzzy, Leaf, Prefix, Synonym, Wildcard

#: What scores.
_Scoring = TermClause | PhraseClause | ConstantClause


class _Part(NamedTuple):
    """What a clause adds to the score of a paragraph; frequency, length, average: 0 where it
    scores the same wherever it is
    """

    key: int
    clause: _Scoring
    idf: float
    frequency: float
    length: float
    average: float
    score: float


class Explainer:
    """Of one query. clause: as the engine was asked; rewritten: where it comes from"""

    def __init__(
        self,
        clause: Clause,
        rewritten: Rewritten,
        reader: Reader,
        weights: Weights,
        budget: Budget,
    ) -> None:
        self._clause = clause
        self._rewritten = rewritten
        self._reader = reader
        self._budget = budget
        self._words = _words_of(rewritten, reader, weights, budget)

    def explain(self, matches: Sequence[Match]) -> Mapping[int, Explanation]:
        """Of the hits of a page, by their keys."""
        shares: dict[int, list[Share]] = {match.key: [] for match in matches}
        for part in self._parts(self._clause, shares.keys(), matches):
            if part.score:
                shares[part.key].append(self._share(part))
        return {match.key: _explanation(match, shares[match.key]) for match in matches}

    def _parts(self, clause: Clause, keys: Set[int], matches: Sequence[Match]) -> Iterator[_Part]:
        """What it adds to those that it may add to."""
        match clause:
            case TermClause() | PhraseClause():
                yield from self._scored(clause, keys, matches)
            case ConstantClause() if clause.score:
                for key in keys & self._found(clause.clause, matches):
                    yield _Part(key, clause, 0, 0, 0, 0, clause.score)
            case BooleanClause():
                if clause.must or clause.must_not:
                    keys = keys & self._found(clause, matches)
                for part in (*clause.must, *clause.should) if keys else ():
                    yield from self._parts(part, keys, matches)

    def _found(self, clause: Clause, matches: Sequence[Match]) -> Set[int]:
        return self._reader.among(clause, matches, self._budget)

    def _scored(
        self, clause: TermClause | PhraseClause, keys: Set[int], matches: Sequence[Match]
    ) -> Iterator[_Part]:
        rarity = sum(self._idf(clause.field, term) for term in _terms(clause))
        for key, occurrences in self._reader.occurrences(clause, matches).items():
            if key in keys:
                score = clause.weight * term_score(rarity, *occurrences)
                yield _Part(key, clause, rarity, *occurrences, score)

    def _idf(self, field: str, term: str) -> float:
        frequency = self._reader.document_frequency(field, term)
        return idf(self._reader.collection_size, frequency)

    def _share(self, part: _Part) -> Share:
        leaf = self._words.get(part.clause)
        field, term, weight = _asked(part.clause)
        return Share(
            leaf.text if leaf else term,
            _way(leaf, part.clause, self._rewritten.families),
            _where(field),
            field,
            term,
            part.idf,
            part.frequency,
            part.length,
            part.average,
            weight,
            part.score,
        )


def _words_of(
    rewritten: Rewritten, reader: Reader, weights: Weights, budget: Budget
) -> Mapping[_Scoring, Leaf]:
    """The word that each clause comes from; the first of several."""
    found: dict[_Scoring, Leaf] = {}
    for leaf in rewritten.wanted:
        for clause in _scoring(rewrite(leaf, reader, weights, budget).clause):
            found.setdefault(clause, leaf)
    return found


def _scoring(clause: Clause) -> Iterator[_Scoring]:
    match clause:
        case TermClause() | PhraseClause():
            yield clause
        case ConstantClause() if clause.score:
            yield clause
        case BooleanClause():
            for part in (*clause.must, *clause.should):
                yield from _scoring(part)


def _terms(clause: TermClause | PhraseClause) -> Sequence[str]:
    if isinstance(clause, TermClause):
        return (clause.term,)
    return tuple(slot[0] for slot in clause.slots)


def _asked(clause: _Scoring) -> tuple[str, str, float]:
    """The field, the terms and the weight of what is asked for; of several the first."""
    if isinstance(clause, ConstantClause):
        inside = next(_leaves(clause.clause))
        return inside.field, " ".join(_terms(inside)), 1.0
    return clause.field, " ".join(_terms(clause)), clause.weight


def _leaves(clause: Clause) -> Iterator[TermClause | PhraseClause]:
    match clause:
        case TermClause() | PhraseClause():
            yield clause
        case ConstantClause():
            yield from _leaves(clause.clause)
        case BooleanClause():
            for part in (*clause.must, *clause.should):
                yield from _leaves(part)


def _way(leaf: Leaf | None, clause: _Scoring, families: Mapping[str, Set[str]]) -> Way:
    match clause:
        case ConstantClause():
            return "side_by_side"
        case PhraseClause():
            return "phrase"
    tokens = leaf.tokens if leaf else ()
    if isinstance(leaf, Synonym):
        return "synonym"
    if clause.field.endswith("spelling"):
        return "spelling"
    if clause.field.endswith("form"):
        is_typed = any(clause.term == token.form for token in tokens)
        is_like = isinstance(leaf, Prefix | Fuzzy | Wildcard) and not is_typed
        return "pattern" if is_like else "form"
    own = {stem for token in tokens for stem in (token.stem, *token.others)}
    related = any(clause.term in families.get(token.stem, ()) for token in tokens)
    return "family" if related and clause.term not in own else "stem"


def _where(field: str) -> Where:
    begin = field.partition("_")[0]
    places: Mapping[str, Where] = {
        "heading": "heading",
        "title": "title",
        "lead": "title",
        "name": "name",
    }
    return places.get(begin, "text")


def _explanation(match: Match, shares: Sequence[Share]) -> Explanation:
    ordered = sorted(shares, key=lambda share: (-share.score, share.field, share.term))
    return Explanation(tuple(ordered), match.meaning, round(match.score, SCORE_DIGITS))
