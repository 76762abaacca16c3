"""Where French sentences end: for titles taken from a text, and for snippets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

#: What closes with an end mark, a space, and what may open a sentence. All is possessive, so that
#: a line of dots or of spaces is looked at once.
_BEHIND = r"(?<![.!?…]{2})[.!?…]*+(?:\s*+[»\"”)\]]++)?\s++(?=[«\"“(\[–—-]*+\s*+[^\W_a-zà-öø-ÿœ])"
#: One pattern an end mark: what begins with one character is found many times faster. Nothing
#: begins at the second mark.
_ENDS = tuple(re.compile(re.escape(mark) + _BEHIND) for mark in ".!?…")
#: The full stop of an abbreviation or of an initial ends nothing.
_ABBREVIATIONS = (
    "M MM Mme Mmes Mlle Mlles Dr Drs Pr Prs Mgr Me St Ste av apr art chap cf éd env ex fig no nos p"
    " pp t vol".split()
)
_ABBREVIATED = re.compile(rf"(?:\b(?:{'|'.join(_ABBREVIATIONS)}|[A-ZÀ-Ý])|\bJ\.-C)\.\s*$")
_LAST_LETTERS = frozenset(short[-2:] for short in _ABBREVIATIONS if len(short) > 1)
#: Between texts that are looked through together: no end mark, space or letter.
_BETWEEN = "\0"


class Sentences:
    """Where the sentences of a text begin; the first begins with it."""

    def __init__(self, text: str, perhaps: list[int]) -> None:
        """perhaps: where they do but for abbreviations, which are looked at when they are asked
        for, ascending
        """
        self._text = text
        self._perhaps = perhaps

    def starts(self) -> list[int]:
        """All, ascending."""
        return [0, *filter(self._is_start, self._perhaps)]

    def before(self, offset: int) -> int:
        """The last that isn't behind `offset`."""
        return self._last_of(bisect_right(self._perhaps, offset))

    def before_each(self, offsets: Iterable[int]) -> list[int]:
        """The same of each of some places; those of one sentence are looked for once."""
        counts = [bisect_right(self._perhaps, offset) for offset in offsets]
        last = {count: self._last_of(count) for count in set(counts)}
        return [last[count] for count in counts]

    def _last_of(self, count: int) -> int:
        while count and not self._is_start(self._perhaps[count - 1]):
            count -= 1
        return self._perhaps[count - 1] if count else 0

    def behind(self, offset: int) -> int | None:
        """The first that isn't before `offset`, if there is one."""
        if offset <= 0:
            return 0
        place = bisect_left(self._perhaps, offset)
        return next(filter(self._is_start, self._perhaps[place:]), None)

    def _is_start(self, start: int) -> bool:
        return not _is_abbreviated(self._text, start)


def sentences(texts: Sequence[str]) -> list[Sentences]:
    """Those of each of some texts, in one look for each mark."""
    together = _BETWEEN.join(texts)
    ends = sorted(found.end() for end in _ENDS for found in end.finditer(together))
    each, begin, place = [], 0, 0
    for text in texts:
        past = bisect_right(ends, begin + len(text), place)
        each.append(Sentences(text, [end - begin for end in ends[place:past]]))
        begin, place = begin + len(text) + len(_BETWEEN), past
    return each


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin, ascending; the first is 0."""
    return sentences([text])[0].starts()


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether the end mark before is the full stop of an abbreviation: a look at the two letters
    before it tells most that are none.
    """
    if end > 3 and text[end - 2] == ".":
        last = text[end - 4 : end - 2]
        if not last[1].isalpha() or (last[0].isalpha() and last not in _LAST_LETTERS):
            return False
    return _ABBREVIATED.search(text, max(0, end - 12), end) is not None


def first_sentence(text: str, longest: int) -> str:
    """The first sentence, cut at a word with « … » if it has more characters than `longest`."""
    starts = sentence_starts(text)
    sentence = text[: starts[1]].rstrip() if len(starts) > 1 else text.strip()
    if len(sentence) <= longest:
        return sentence
    cut = sentence.rfind(" ", 0, longest)
    return sentence[: cut if cut > 0 else longest - 1].rstrip(" ,;:–—-") + "…"
