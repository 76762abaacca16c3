"""What a query costs, told before: finding the words that it stands for, and the postings
that an engine reads for its clauses.

Document frequencies say how long each list is, and the tree how often it is read. Reading is
what both engines do in proportion, so both refuse the same.
"""

import math

from .budget import comparing, listing, stemming
from .clauses import (
    BooleanClause,
    Clause,
    ConstantClause,
    NearClause,
    PhraseClause,
    PrefixClause,
    TermClause,
)
from .statistics import Statistics
from .tree import Fuzzy, Leaf, Node, Phrase, Prefix, Wildcard, Word, all_leaves
from .wildcards import is_pattern, literal_ends

#: What a clause takes besides its postings, in postings.
_CLAUSE = 100
#: A paragraph looked at for what isn't in postings (dates, documents), in postings.
_SCANNED = 0.1
#: A place of a word in a phrase, which has to be compared, in postings; and one that is
#: looked for among alternatives.
_PLACE, _ALTERNATIVE = 3, 10
#: A lexicon grows as the root of its collection (Heaps 1978): 185,656 forms in 100,014
#: paragraphs, measured. It isn't counted, since that takes as long as reading it.
_FORMS = 600
#: Which part of a French lexicon begins with the same one, two or three letters, at the most,
#: about; what begins with more doesn't count.
_SHARES = (1.0, 1 / 12, 1 / 48, 1 / 384)
#: Words that are looked through for inflections where only one or two letters tell which:
#: the commonest, as anything may begin so.
MAX_STEMMED = 1024
#: Postings that a term of a lexicon has on average, about, read twice.
_POSTINGS = 50


def cost(clause: Clause, index: Statistics) -> int:
    """The work of one evaluation of `clause`, in postings."""
    match clause:
        case TermClause():  # first, being most of them
            return _CLAUSE + index.document_frequency(clause.field, clause.term)
        case BooleanClause():
            parts = (*clause.should, *clause.must, *clause.must_not)
            return _CLAUSE + sum([cost(part, index) for part in parts])
        case ConstantClause():
            return cost(clause.clause, index)
        case PrefixClause():
            return _CLAUSE + index.prefix_frequency(clause.field, clause.prefix)
        case PhraseClause():
            return _phrase(clause, index)
        case NearClause():
            return _phrase(PhraseClause(clause.field, tuple((one,) for one in clause.terms)), index)
        case _:
            return _CLAUSE + int(_SCANNED * index.collection_size)


def _phrase(clause: PhraseClause, index: Statistics) -> int:
    alternatives = any(len(slot) > 1 for slot in clause.slots)
    slots = set(clause.slots)  # what stands in it twice is read once
    places = sum(index.document_frequency(clause.field, term) for slot in slots for term in slot)
    return _CLAUSE * len(clause.slots) + places * (_ALTERNATIVE if alternatives else _PLACE)


def expansion_cost(tree: Node, index: Statistics) -> int:
    """The work of finding the words that a query stands for, about, told from its tree before
    anything is looked up; 0 where every word stands for itself.
    """
    expanded = {leaf for leaf in all_leaves(tree) if _is_expanded(leaf)}
    if not expanded:
        return 0
    size = int(_FORMS * math.sqrt(index.collection_size))
    mistyped = sum(isinstance(leaf, Fuzzy) for leaf in expanded)
    return sum(_begun(leaf, size) for leaf in expanded) + (
        comparing(size, mistyped) if mistyped else 0
    )


def _is_expanded(leaf: Leaf) -> bool:
    if isinstance(leaf, Phrase | Wildcard):
        return any(is_pattern(token.form) for token in leaf.tokens)
    return isinstance(leaf, Prefix | Fuzzy) or (isinstance(leaf, Word) and len(leaf.tokens) > 1)


def _begun(leaf: Leaf, size: int) -> int:
    """For the beginnings that are looked up for a leaf."""
    if isinstance(leaf, Fuzzy):
        return 0
    if isinstance(leaf, Phrase | Wildcard):
        patterns = [token.form for token in leaf.tokens if is_pattern(token.form)]
        return sum(listing(int(size * _share(literal_ends(form)[0]))) for form in patterns)
    if isinstance(leaf, Prefix):
        begun = int(size * _share(leaf.tokens[-1].form))
        return listing(begun) + _POSTINGS * begun
    beginnings = {token.stem[: max(3, len(token.stem) - 2)] for token in leaf.content}
    found = [int(size * _share(beginning)) for beginning in beginnings]
    return sum(listing(terms) + stemming(min(terms, MAX_STEMMED)) for terms in found)


def _share(beginning: str) -> float:
    return _SHARES[len(beginning)] if len(beginning) < len(_SHARES) else 0.0
