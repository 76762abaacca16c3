"""Where French sentences end: for titles taken from a text, and for snippets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

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
#: Characters before a sentence that tell most that end with an abbreviation from those that don't:
#: two letters, the mark and a space.
_TOLD_BY = 4
#: Between texts that are looked through together: no end mark, space or letter.
_BETWEEN = "\0"


class Sentences:
    """Where the sentences of a text begin.

    others: the places of all but the first, which begins with the text, ascending
    """

    def __init__(self, others: Iterable[int]) -> None:
        self.starts = [0, *others]

    def before(self, offset: int) -> int:
        """The last that isn't behind `offset`."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def before_each(self, offsets: Sequence[int]) -> list[int]:
        """The same of each of some places."""
        starts = self.starts
        return [starts[bisect_right(starts, offset) - 1] for offset in offsets]

    def behind(self, offset: int) -> int | None:
        """The first that isn't before `offset`, if there is one."""
        place = bisect_left(self.starts, offset)
        return self.starts[place] if place < len(self.starts) else None


def sentences(texts: Sequence[str]) -> list[Sentences]:
    """Those of each of some texts, in one look for each mark."""
    together = _BETWEEN.join(texts)
    ends = sorted(found.end() for end in _ENDS for found in end.finditer(together))
    each, begin, place = [], 0, 0
    for text in texts:
        past = bisect_right(ends, begin + len(text), place)
        each.append(Sentences(_other_starts(text, [end - begin for end in ends[place:past]])))
        begin, place = begin + len(text) + len(_BETWEEN), past
    return each


def _other_starts(text: str, perhaps: Iterable[int]) -> Iterator[int]:
    """perhaps: where sentences begin, but for abbreviations"""
    for end in perhaps:
        is_abbreviated = _told_by(text[end - _TOLD_BY : end])
        if is_abbreviated is None:
            is_abbreviated = _is_abbreviated(text, end)
        if not is_abbreviated:
            yield end


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin, ascending; the first is 0."""
    return sentences([text])[0].starts


@lru_cache(maxsize=1 << 12)
def _told_by(last: str) -> bool | None:
    """Whether an abbreviation ends there, if the last characters before a sentence tell it: most
    do, and they are the same again and again.
    """
    if len(last) < _TOLD_BY or last[-2].isspace():
        return None
    before, letter, mark = last[0], last[1], last[2]
    if mark != "." or not letter.isalpha():
        return False
    if before.isalpha():
        return None if last[:2] in _LAST_LETTERS else False
    return None if before.isalnum() or before in "_-" else _ABBREVIATED.search(last) is not None


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether the end mark before is the full stop of an abbreviation."""
    return _ABBREVIATED.search(text, max(0, end - 12), end) is not None


def first_sentence(text: str, longest: int) -> str:
    """The first sentence, cut at a word with « … » if it has more characters than `longest`."""
    starts = sentence_starts(text)
    sentence = text[: starts[1]].rstrip() if len(starts) > 1 else text.strip()
    if len(sentence) <= longest:
        return sentence
    cut = sentence.rfind(" ", 0, longest)
    return sentence[: cut if cut > 0 else longest - 1].rstrip(" ,;:–—-") + "…"
