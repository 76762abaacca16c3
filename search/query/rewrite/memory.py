"""What words were rewritten to: queries share their words as texts do (Zipf's law)."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

from ..clauses import Clause
from ..statistics import Statistics
from ..tree import Leaf, Word

#: Words that are remembered, some two thousand bytes each.
_MOST = 1 << 12


class RewrittenWord(NamedTuple):
    """Of one leaf.

    clause: what it asks for
    in_text, in_heading, in_title: the same by where it is looked for; empty if it is excluded
    families: see `Context`
    """

    clause: Clause
    in_text: tuple[Clause, ...]
    in_heading: tuple[Clause, ...]
    in_title: tuple[Clause, ...]
    families: Mapping[str, frozenset[str]]


class RewrittenWords:
    """Those of one index, with the same weights always. Threads may share it."""

    def __init__(self, index: Statistics) -> None:
        self.index = index
        self._words: OrderedDict[tuple[Leaf, bool], RewrittenWord] = OrderedDict()
        self._lock = Lock()

    def get(self, leaf: Leaf, excluding: bool) -> RewrittenWord | None:
        if not _is_remembered(leaf):
            return None
        with self._lock:
            if found := self._words.get((leaf, excluding)):
                self._words.move_to_end((leaf, excluding))
            return found

    def keep(self, leaf: Leaf, excluding: bool, rewritten: RewrittenWord) -> None:
        if _is_remembered(leaf):
            with self._lock:
                self._words[leaf, excluding] = rewritten
                if len(self._words) > _MOST:
                    self._words.popitem(last=False)


def _is_remembered(leaf: Leaf) -> bool:
    """Whether nothing but the index says what it asks for, and nothing is charged for it."""
    return type(leaf) is Word and len(leaf.tokens) == 1
