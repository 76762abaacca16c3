"""Contexts, words typed before the last one, and what stands behind them: in columns, since there
are many of them and some two hundred words behind each.
"""

from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from sys import intern
from threading import Lock

from ..analysis import is_stop_form
from ..engines.base import Match

#: A word behind the others; where it and they begin and end in all texts; its text's number.
Place = tuple[str, int, int, int]
#: A word behind others, and the number of the first text that has it there.
Found = tuple[str, int]
#: Where a text is from: a paragraph that was found, and which of its texts of a field it is.
Source = tuple[Match, int]
#: What a context takes besides its columns, and a word in them, in bytes.
_ENTRY, _WORD = 1_500, 8


class Sources:
    """Where texts are from, by the number of the text."""

    def __init__(self, sources: Sequence[Source]) -> None:
        matches = [match for match, _ in sources]
        self._keys = array("q", [match.key for match in matches])
        self._numbers = array("I", [number for _, number in sources])
        self._addresses = _addresses([match.address for match in matches])

    def __getitem__(self, number: int) -> Source:
        address = self._addresses[number] if self._addresses else None
        return Match(self._keys[number], 0.0, address), self._numbers[number]

    @property
    def size(self) -> int:
        """In bytes."""
        held = self._addresses
        columns = [self._keys, self._numbers, *([held] if isinstance(held, array) else [])]
        others = () if isinstance(held, array) else map(len, map(str, held))
        return sum(len(one) * one.itemsize for one in columns) + sum(others)


def _addresses(given: Sequence[object]) -> "array[int] | Sequence[object]":
    """Numbers as a column; nothing where an engine needs none."""
    numbers = [address for address in given if isinstance(address, int)]
    if len(numbers) == len(given):
        return array("q", numbers)
    return () if all(address is None for address in given) else tuple(given)


class Behind:
    """What stands behind some words in the first paragraphs that have them.

    sources: of the texts that were looked through
    is_all: whether these are all there are
    """

    def __init__(
        self, places: Iterable[Place], sources: Sequence[Source] = (), *, is_all: bool
    ) -> None:
        columns = list(zip(*places, strict=True)) or [(), (), (), ()]
        self._words = tuple(map(intern, columns[0]))  # the same behind many others
        self._begins, self._ends, self._numbers = (array("I", column) for column in columns[1:])
        self.sources = Sources(sources)
        self.is_all = is_all

    @property
    def size(self) -> int:
        """In bytes, about; without the words themselves."""
        per_word = _WORD + 3 * self._begins.itemsize
        return _ENTRY + per_word * len(self._words) + self.sources.size

    def beginning(self, prefix: str, limit: int) -> list[Found]:
        """Those that begin so, the most frequent first; no stop words."""
        found: Counter[str] = Counter()
        having: dict[str, int] = {}
        reached = 0
        for place, word in enumerate(self._words):
            if word.startswith(prefix) and self._begins[place] >= reached:
                found[word] += 1
                having.setdefault(word, self._numbers[place])
                reached = self._ends[place]
        best = sorted(found, key=lambda word: (-found[word], word))
        words = (word for word in best if not is_stop_form(word))
        return [(word, having[word]) for word in islice(words, limit)]


#: A field, the words of a context in it, what the one behind them begins with and is spelt with.
Context = tuple[str, tuple[str, ...], str, str]


class Contexts:
    """What stands behind contexts, of which those asked for lately are remembered: as someone types
    a word, it is the same for each letter. Threads may share it.

    look_up: gives what isn't remembered
    budget: bytes that they may take
    """

    def __init__(self, look_up: Callable[[Context], Behind], budget: int) -> None:
        self._look_up = look_up
        self._budget = budget
        self._known: OrderedDict[Context, Behind] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def __getitem__(self, context: Context) -> Behind:
        with self._lock:
            if found := self._known.get(context):
                self._known.move_to_end(context)
                return found
        found = self._look_up(context)
        with self._lock:
            if context not in self._known:
                self._known[context] = found
                self.size += found.size
            while self.size > self._budget:
                self.size -= self._known.popitem(last=False)[1].size
        return found
