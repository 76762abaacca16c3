"""Where a text may be cut, to show a part of it: at sentences, or else at words."""

from bisect import bisect_left, bisect_right

from ...analysis.sentences import sentence_before, sentence_starts


class Cuts:
    """Where a text may be cut to show `size` characters of it."""

    def __init__(self, text: str, size: int) -> None:
        self._text = text
        self._size = size
        self._sentences = sentence_starts(text)

    def start_near(self, offset: int) -> int:
        """The start of the sentence of `offset` if that is near, else of a word before it;
        not so late that less than `size` characters are left.
        """
        sentence = sentence_before(self._sentences, offset)
        if offset - sentence > self._size // 2:
            sentence = self._word_from(offset - self._size // 4, offset)
        latest = len(self._text) - self._size
        if sentence <= latest:
            return sentence
        earlier = bisect_left(self._sentences, latest)
        if earlier < len(self._sentences) and self._sentences[earlier] <= sentence:
            return self._sentences[earlier]
        return self._word_from(latest, sentence)

    def word_start(self, offset: int) -> int:
        """The start of what stands between spaces at `offset`."""
        return self._text.rfind(" ", 0, offset) + 1

    def end_near(self, start: int) -> int:
        """At most `size` characters on: a sentence's end in the last two fifths, else a word's."""
        end = start + self._size
        if end >= len(self._text):
            return len(self._text)
        sentence = self._sentences[bisect_right(self._sentences, end) - 1]
        if sentence - start < self._size * 3 // 5:
            space = self._text.rfind(" ", start + 1, end + 1)
            sentence = space if space > start else end
        return start + len(self._text[start:sentence].rstrip())

    def _word_from(self, offset: int, latest: int) -> int:
        """The first start of a word after `offset`, or `latest`."""
        space = self._text.find(" ", max(offset, 0), latest)
        return space + 1 if space >= 0 else latest
