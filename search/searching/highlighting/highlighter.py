"""What to light in a text, and which part of it to show.

The query says what matched, never the engine, so all engines light alike: a word lights
every form of its family, a phrase lights where it is the phrase and as one span, a prefix and a
mistyped word light what they stand for, an excluded word nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from ...analysis import Analyzer
from ...model import Snippet, Span
from ...query.tree import Leaf
from .cuts import Cuts
from .pattern import Light, Pattern

_ELLIPSIS = "…"
#: Matches of a text that are weighed to choose the part that is shown: the first ones.
_MOST_WEIGHED = 4096


class Highlighter:
    """Lights the words of one query.

    wanted: what was searched, with the rarity of each; the snippet shows the rarest
    expansions: the forms that a mistyped word stands for
    families: for the stem of a word, the other stems that are the same word's
    """

    def __init__(
        self,
        wanted: Mapping[Leaf, float],
        expansions: Mapping[Leaf, frozenset[str]],
        families: Mapping[str, frozenset[str]],
        analyzer: Analyzer,
    ) -> None:
        self._analyzer = analyzer
        self._rarity = tuple(wanted.values())
        leaves = list(enumerate(wanted))
        in_texts = [(n, leaf) for n, leaf in leaves if not leaf.title_only]
        self._in_titles = Pattern(leaves, expansions, families)
        self._in_texts = Pattern(in_texts, expansions, families)

    def light(self, text: str, *, is_title: bool = False) -> Snippet:
        """The whole text. What is asked for in titles only lights titles only."""
        if not text:
            return Snippet(text)
        pattern = self._in_titles if is_title else self._in_texts
        return Snippet(text, _merged(pattern.lights(self._analyzer, text)))

    def snippet(self, text: str, size: int) -> Snippet:
        """About `size` characters with the most distinct and rarest matches.

        Begins and ends at a sentence if one is near, else at a word, with « … » where
        text is left out. A text that is hardly longer is shown whole. A phrase that goes
        on beyond the snippet is lit as far as that goes.
        """
        lights = self._in_texts.lights(self._analyzer, text)
        spans = _merged(lights)
        if len(text) <= size + size // 4:
            return Snippet(text, spans)
        start, end = self._window(text, lights, size)
        before = f"{_ELLIPSIS} " if start else ""
        after = f" {_ELLIPSIS}" if end < len(text) else ""
        shift = len(before) - start
        inside = [span for span in spans if span.start < end and start < span.end]
        shifted = tuple(
            Span(max(span.start, start) + shift, min(span.end, end) + shift) for span in inside
        )
        return Snippet(before + text[start:end] + after, shifted)

    def _window(self, text: str, lights: Sequence[Light], size: int) -> tuple[int, int]:
        """The part of `text` to show: the best of those that begin near a match."""
        cuts = Cuts(text, size)
        weighed = sorted(lights[:_MOST_WEIGHED])
        begins, ends = ([light[n] for light in weighed] for n in (0, 1))
        leaves = [light.leaf for light in weighed]
        candidates = {0, *map(cuts.start_near, begins)}
        long = [light for light in weighed if _is_long(light, size)]
        candidates |= {cuts.word_start(light.start) for light in long}

        def rank(start: int) -> tuple[float, int]:
            inside = leaves[bisect_left(begins, start) : bisect_right(ends, start + size)]
            return self._score(inside), -start

        def rank_of_parts(start: int) -> tuple[float, int]:
            inside = weighed[bisect_left(begins, start) : bisect_left(begins, start + size)]
            return self._score_of_parts(inside, start, size), -start

        are_whole = not long and ends == sorted(ends)
        best = max(candidates, key=rank if are_whole else rank_of_parts)
        return best, cuts.end_near(best)

    def _score(self, seen: Sequence[int]) -> float:
        """The rarity of the distinct leaves that are seen; the number of matches decides
        between equals.
        """
        return sum(map(self._rarity.__getitem__, dict.fromkeys(seen))) + len(seen) / 1000

    def _score_of_parts(self, lights: Sequence[Light], start: int, size: int) -> float:
        """The same where some may be seen in part: of each leaf the share that is seen of it."""
        shown: dict[int, float] = {}
        count = 0
        for light in lights:
            leaf = light.leaf
            if share := _share(light, start, size):
                shown[leaf] = max(share, shown.get(leaf, 0.0))
                count += 1
        return sum(self._rarity[leaf] * share for leaf, share in shown.items()) + count / 1000


def _is_long(light: Light, size: int) -> bool:
    return light.end - light.start > size // 2


def _share(light: Light, start: int, size: int) -> float:
    """How much of a match is seen from `start` on: all or nothing of a word, but a long
    phrase may go on beyond what is shown.
    """
    if start <= light.start and light.end <= start + size:
        return 1.0
    if not _is_long(light, size) or light.start < start:
        return 0.0
    return max(0, start + size - light.start) / (light.end - light.start)


def _merged(lights: Iterable[Light]) -> tuple[Span, ...]:
    """The spans in order; those that overlap become one."""
    merged: list[Span] = []
    reached = 0
    for start, end, _ in sorted(lights):
        if start < reached:
            merged[-1] = Span(merged[-1].start, max(end, reached))
        else:
            merged.append(Span(start, end))
        reached = merged[-1].end
    return tuple(merged)
