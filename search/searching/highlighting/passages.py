"""Which part of a text is shown: the passage with the most distinct and rarest matches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from operator import sub

from ...analysis.sentences import Sentences
from .cuts import Cuts
from .pattern import Light

#: Matches of a text that are weighed to choose the part that is shown: the first ones.
_MOST_WEIGHED = 4096
#: Of a passage the number of the first match that it sees, and of the one past the last; and
#: where it starts.
Seen = tuple[int, int, int]
_NONE: Seen = (-1, -1, -1)


class Passages:
    """Chooses passages of `size` characters.

    rarity: of each leaf, by number
    """

    def __init__(self, rarity: Sequence[float], size: int) -> None:
        self._rarity = rarity
        self._size = size
        # Of a query there are few sets of leaves, which many passages see.
        self._sums: dict[frozenset[int], float] = {}

    def best(self, text: str, sentences: Sentences, lights: Sequence[Light]) -> tuple[int, int]:
        """Where the part of `text` to show begins and ends: the best of those that begin near a
        match.
        """
        cuts = Cuts(text, self._size, sentences)
        weighed = sorted(lights[:_MOST_WEIGHED])
        half = self._size // 2
        long = [light for light in weighed if light[1] - light[0] > half]
        ends = [end for _, end, _ in weighed]
        if long or ends != sorted(ends):
            best = self._best_with_parts(cuts, weighed, long)
        else:
            best = self._best_of_whole(cuts, weighed, ends)
        return best, cuts.end_near(best)

    def _best_of_whole(self, cuts: Cuts, lights: Sequence[Light], ends: Sequence[int]) -> int:
        """Where all of a match is seen or nothing. What sees less than another passage, and
        nothing else, can't be the best and isn't weighed.
        """
        begins, leaves = [light[0] for light in lights], [light[2] for light in lights]
        starts, size = cuts.starts_near(begins), self._size
        firsts = [bisect_left(begins, start) for start in starts]
        pasts = [bisect_right(ends, start + size) for start in starts]
        if len(set(leaves)) <= 1:
            counts = list(map(sub, pasts, firsts))
            return starts[counts.index(max(counts))]
        seen = list(zip(firsts, pasts, starts, strict=True))
        best, most = 0, -1.0
        for first, past, start in _widest(seen):
            score = self._score(leaves[first:past])
            if score > most:
                best, most = start, score
        return best

    def _best_with_parts(self, cuts: Cuts, lights: Sequence[Light], long: Sequence[Light]) -> int:
        """Where some may be seen in part."""
        begins = [begin for begin, _, _ in lights]
        starts = {*cuts.starts_near(begins), *(cuts.word_start(begin) for begin, _, _ in long)}

        def rank(start: int) -> tuple[float, int]:
            inside = lights[bisect_left(begins, start) : bisect_left(begins, start + self._size)]
            return self._score_of_parts(inside, start), -start

        return max(starts, key=rank)

    def _score(self, seen: Sequence[int]) -> float:
        """The rarity of the distinct leaves that are seen, in whatever order; the number of
        matches decides between equals.
        """
        leaves = frozenset(seen)
        rarity = self._sums.get(leaves)
        if rarity is None:
            rarity = self._sums[leaves] = fsum(map(self._rarity.__getitem__, leaves))
        return rarity + len(seen) / 1000

    def _score_of_parts(self, lights: Iterable[Light], start: int) -> float:
        """The same where some may be seen in part: of each leaf the share that is seen of it."""
        shown: dict[int, float] = {}
        count = 0
        for light in lights:
            leaf = light[2]
            if share := self._share(light, start):
                shown[leaf] = max(share, shown.get(leaf, 0.0))
                count += 1
        return fsum(self._rarity[leaf] * share for leaf, share in shown.items()) + count / 1000

    def _is_long(self, light: Light) -> bool:
        begin, end, _ = light
        return end - begin > self._size // 2

    def _share(self, light: Light, start: int) -> float:
        """How much of a match is seen from `start` on: all or nothing of a word, but a long
        phrase may go on beyond what is shown.
        """
        begin, end, _ = light
        if start <= begin and end <= start + self._size:
            return 1.0
        if not self._is_long(light) or begin < start:
            return 0.0
        return max(0, start + self._size - begin) / (end - begin)


def _widest(seen: Sequence[Seen]) -> Iterator[Seen]:
    """Of passages in order those that see what no other sees all of; the first of equal ones."""
    reached = -1
    for one, (following_first, following_past, _) in zip(seen, [*seen[1:], _NONE], strict=True):
        first, past, _ = one
        if past > reached and not (following_first == first and following_past > past):
            yield one
            reached = past
