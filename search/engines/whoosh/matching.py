"""Which documents a clause finds, whatever they score, and which of some it finds.

Few are looked up in lists of many; where there are many, a list is marked in an array as long as
the collection.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from ...query.alternatives import alternatives
from ...query.budget import Budget
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
from ..arrays import distinct
from ..base import ORDINAL_BITS
from .collection import Collection
from .memory import ScoredLists, is_remembered
from .positions import near, starts
from .scored import LEAST, are_in, unscored
from .segments import Listing

Mask = NDArray[np.bool_]

#: So many times more documents have to be in a list for some to be looked up in it one by one.
_FEW = 16
#: Lists are marked when together they are longer than this part of the collection.
_DENSE = 50

_NONE: Listing = np.zeros(0, np.int64)

#: What finds few documents, and what may find all.
FEW = DocumentClause | ClusterClause
_UNLISTED = DateClause | LeadClause | EveryClause
#: What is required besides words where a title is to be found once.
_LEADS = (LeadClause(),)
#: What has a list of its own.
_Listed = TermClause | PrefixClause | PhraseClause | NearClause


class Matching:
    """Of one search.

    budget: asked between two clauses
    repeated: the clauses that are asked for several times; what comes of them is kept
    lists: those that are remembered
    """

    def __init__(
        self,
        collection: Collection,
        budget: Budget,
        repeated: frozenset[Clause],
        lists: ScoredLists,
    ) -> None:
        self._collection = collection
        self._budget = budget
        self._repeated = repeated
        self._lists = lists
        self._before: dict[Clause, Listing] = {}

    def count(self, clause: Clause) -> int:
        """How many documents match."""
        if isinstance(clause, BooleanClause) and not clause.must and not clause.must_not:
            return int(np.count_nonzero(self._marked(words(clause.should))))
        return len(self.documents(clause))

    def documents(self, clause: Clause) -> Listing:
        """The documents that match, ascending."""
        if isinstance(clause, TermClause):
            self._budget.check()
            return self._live(self._listed(clause))
        if is_remembered(clause) and (known := self._lists.get(clause)) is not None:
            return known.documents
        return self._once(clause, self._documents)

    def _once(self, clause: Clause, find: Callable[[Clause], Listing]) -> Listing:
        if not self._is_repeated(clause):
            return find(clause)
        if clause not in self._before:
            self._before[clause] = find(clause)
        return self._before[clause]

    def _documents(self, clause: Clause) -> Listing:
        self._budget.check()
        match clause:
            case BooleanClause():
                return self._boolean(clause)
            case ConstantClause():
                return self.documents(clause.clause)
            case PrefixClause():
                marked = np.zeros(self._collection.size, np.bool_)
                marked[self._listed(clause)] = True
                return self._live(np.flatnonzero(marked))
            case TermClause() | PhraseClause() | NearClause():
                return self._live(self._listed(clause))
            case LeadClause():
                return self._live(self._collection.leads)
            case DocumentClause():
                return self._live(self._collection.of_documents(clause.documents))
            case ClusterClause():
                return self._live(self._collection.of_clusters(clause.clusters))
            case _:
                every = self._live(np.arange(self._collection.size))
                return every[self.are_found(clause, every)]

    def _live(self, documents: Listing) -> Listing:
        live = self._collection.live
        return documents if live is None else documents[live[documents]]

    def _listed(self, clause: _Listed) -> Listing:
        """The list of a clause that has one, of deleted documents too; of a beginning in no
        order, and some more than once.
        """
        match clause:
            case TermClause():
                return self._collection.documents(clause.field, clause.term)
            case PrefixClause():
                return self._collection.documents_of_prefix(clause.field, clause.prefix)
            case PhraseClause():
                return distinct(starts(self._collection, clause, self._budget) >> 32)
            case NearClause():
                return distinct(near(self._collection, clause) >> 32)

    def _boolean(self, clause: BooleanClause) -> Listing:
        must: list[Clause] = []
        if not clause.must:
            found = self._union(clause.should)
        elif clause.must[1:] == _LEADS:
            found = self._first_paragraphs(clause.must[0])
        else:
            fewest, *must = self._fewest_first(clause.must)
            found = self.documents(fewest)
        for part in must:
            found = found[self.are_found(part, found)]
        for part in clause.must_not:
            found = found[~self.are_found(part, found)]
        return found

    def _first_paragraphs(self, clause: Clause) -> Listing:
        """The first ones of documents, of which a title has all paragraphs: what each word finds is
        remembered.
        """
        lists = [self._first_paragraphs_of(word) for word in words((clause,))]
        return lists[0] if len(lists) == 1 else distinct(np.concatenate([_NONE, *lists]))

    def _first_paragraphs_of(self, word: Clause) -> Listing:
        firsts = BooleanClause(must=(word, *_LEADS))
        is_kept = is_remembered(word)
        if is_kept and (known := self._lists.get(firsts)) is not None:
            return known.documents
        found = self.documents(word)
        found = found[self._collection.is_lead[found]]
        if is_kept:
            self._lists.keep(firsts, unscored(found, LEAST))
        return found

    def _union(self, clauses: Sequence[Clause]) -> Listing:
        """Short lists are put in order, long ones marked, one at a time in memory."""
        lists: list[Listing] = []
        length = 0
        rest = words(clauses)
        for clause in rest:
            lists.append(self.documents(clause))
            length += len(lists[-1])
            if len(lists) > 1 and length * _DENSE > self._collection.size:
                return np.flatnonzero(self._marked(rest, lists))
        if len(lists) < 2:
            return lists[0] if lists else _NONE
        return distinct(np.concatenate(lists))

    def _fewest_first(self, clauses: Sequence[Clause]) -> list[Clause]:
        """By how many documents may match, at the most, as far as frequencies tell."""
        listed = [clause for clause in clauses if not isinstance(clause, _UNLISTED)]
        if len(listed) > 1:
            listed.sort(key=self._most)
        return [*listed, *(clause for clause in clauses if isinstance(clause, _UNLISTED))]

    def _most(self, clause: Clause) -> int:
        match clause:
            case DocumentClause() | ClusterClause():
                return 0
            case TermClause():
                return self._collection.frequency(clause.field, clause.term)
            case PhraseClause():
                return min(sum(self._frequencies(clause.field, slot)) for slot in clause.slots)
            case NearClause():
                return min(self._frequencies(clause.field, clause.terms))
            case ConstantClause():
                return self._most(clause.clause)
            case BooleanClause() if clause.must:
                return min(map(self._most, clause.must))
            case BooleanClause():
                return sum(map(self._most, clause.should))
            case _:
                return int(self._collection.size)

    def _frequencies(self, field: str, terms: Iterable[str]) -> Iterator[int]:
        return (self._collection.frequency(field, term) for term in terms)

    # ---- of some documents

    def are_found(self, clause: Clause, documents: Listing) -> Mask:
        """Which of the documents, ascending, a clause finds."""
        if not len(documents):
            return np.zeros(0, np.bool_)
        if self._is_repeated(clause) and not isinstance(clause, _UNLISTED):
            return self._are_in(documents, self.documents(clause))
        self._budget.check()
        collection = self._collection
        match clause:
            case BooleanClause():
                return self._are_in_boolean(clause, documents)
            case ConstantClause():
                return self.are_found(clause.clause, documents)
            case TermClause() | PrefixClause() | PhraseClause() | NearClause():
                return self._are_in(documents, self.documents(clause))
            case DateClause():
                return collection.are_between(documents, clause.first, clause.last)
            case DocumentClause():
                return np.isin(collection.keys[documents] >> ORDINAL_BITS, clause.documents)
            case ClusterClause():
                return np.isin(collection.clusters[documents], clause.clusters)
            case LeadClause():
                return collection.is_lead[documents]
            case EveryClause():
                return np.ones(len(documents), np.bool_)

    def _are_in_boolean(self, clause: BooleanClause, documents: Listing) -> Mask:
        if is_remembered(clause) and (known := self._lists.get(clause)) is not None:
            return self._are_in(documents, known.documents)
        if clause.must:
            found = reduce(
                np.logical_and, (self.are_found(part, documents) for part in clause.must)
            )
        elif len(documents) * _FEW < self._collection.size:
            parts = (self.are_found(part, documents) for part in clause.should)
            found = reduce(np.logical_or, parts, np.zeros(len(documents), np.bool_))
        else:
            found = self._marked(words(clause.should))[documents]
        for part in clause.must_not:
            found = found & ~self.are_found(part, documents)
        return found

    def _are_in(self, documents: Listing, among: Listing) -> Mask:
        """Which of the documents are in a list, both ascending."""
        if len(documents) * _FEW < len(among):
            return are_in(documents, among)
        marked = np.zeros(self._collection.size, np.bool_)
        marked[among] = True
        return marked[documents]

    # ---- of all documents

    def _marked(self, clauses: Iterable[Clause], lists: Iterable[Listing] = ()) -> Mask:
        """Those that any of the clauses finds, or that are in some lists, in one array."""
        found = np.zeros(self._collection.size, np.bool_)
        for listed in lists:
            found[listed] = True
        for clause in clauses:
            self._budget.check()
            if self._is_read_once(clause):
                found[self._listed(clause)] = True  # in any order
            else:
                found[self.documents(clause)] = True
        if self._collection.live is not None:
            found &= self._collection.live
        return found

    def _is_read_once(self, clause: Clause) -> TypeGuard[TermClause | PrefixClause]:
        """Whether nothing is kept of its list."""
        return isinstance(clause, TermClause | PrefixClause) and not self._is_repeated(clause)

    def _is_repeated(self, clause: Clause) -> bool:
        """Nothing is in most queries, and hashing takes longer than asking for terms."""
        return bool(self._repeated) and clause in self._repeated


def words(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Alternatives, down to what words ask for."""
    return iter(alternatives(clauses, is_remembered))
