"""Where a text may be cut, to show a part of it: at sentences, or else at words."""

from bisect import bisect_right
from collections.abc import Sequence

from ...analysis.sentences import Sentences


class Cuts:
    """Where a text may be cut to show `size` characters of it."""

    def __init__(self, text: str, size: int, sentences: Sentences) -> None:
        self._text = text
        self._size = size
        self._sentences = sentences

    def starts_near(self, offsets: Sequence[int]) -> list[int]:
        """Where the text begins, and before each of some places the start of the sentence if that
        is near, else of a word; none so late that less than `size` characters are left. Ascending.
        """
        near, words = self._size // 2, self._size // 4
        found = {
            sentence if offset - sentence <= near else self._word_from(offset - words, offset)
            for offset, sentence in zip(offsets, self._sentences.before_each(offsets), strict=True)
        }
        starts = sorted({0, *found})
        latest = max(0, len(self._text) - self._size)
        late = starts[bisect_right(starts, latest) :]
        if not late:
            return starts
        return sorted({*starts[: -len(late)], *self._earlier(late, latest)})

    def _earlier(self, late: Sequence[int], latest: int) -> set[int]:
        """Starts that aren't so late, or hardly."""
        sentence = self._sentences.behind(latest)
        space = self._text.find(" ", latest)
        word = space + 1 if space >= 0 else len(self._text)
        return {
            sentence if sentence is not None and sentence <= start else min(word, start)
            for start in late
        }

    def word_start(self, offset: int) -> int:
        """The start of what stands between spaces at `offset`."""
        return self._text.rfind(" ", 0, offset) + 1

    def end_near(self, start: int) -> int:
        """At most `size` characters on: a sentence's end in the last two fifths, else a word's."""
        end = start + self._size
        if end >= len(self._text):
            return len(self._text)
        sentence = self._sentences.before(end)
        if sentence - start < self._size * 3 // 5:
            space = self._text.rfind(" ", start + 1, end + 1)
            sentence = space if space > start else end
        return start + len(self._text[start:sentence].rstrip())

    def _word_from(self, offset: int, latest: int) -> int:
        """The first start of a word after `offset`, or `latest`."""
        space = self._text.find(" ", max(offset, 0), latest)
        return space + 1 if space >= 0 else latest
