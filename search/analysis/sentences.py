"""Where French sentences end: for titles taken from a text, and for snippets."""

import re
from bisect import bisect_left

#: End marks, what closes with them, a space, and what may open a sentence. All but one part
#: is possessive, and nothing begins at the second mark: a line of dots or of spaces is looked
#: at once. What comes first are the marks themselves, which are found fastest.
_END = re.compile(
    r"[.!?…](?<![.!?…]{2})[.!?…]*+(?:\s*+[»\"”)\]]++)?\s++(?=[«\"“(\[–—-]*+\s*+[^\W_a-zà-öø-ÿœ])"
)
#: The full stop of an abbreviation or of an initial ends nothing.
_ABBREVIATED = re.compile(
    r"(?:\b(?:MM?|Mmes?|Mlles?|Drs?|Prs?|Mgr|Me|St|Ste|av|apr|art|chap|cf|éd|env|ex|fig|no|nos|p|pp"
    r"|t|vol|[A-ZÀ-Ý])|\bJ\.-C)\.\s*$"
)


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin, ascending; the first is 0."""
    ends = (match.end() for match in _END.finditer(text))
    return [0, *(end for end in ends if not _ABBREVIATED.search(text, max(0, end - 12), end))]


def first_sentence(text: str, longest: int) -> str:
    """The first sentence, cut at a word with « … » if it has more characters than `longest`."""
    starts = sentence_starts(text)
    sentence = text[: starts[1]].rstrip() if len(starts) > 1 else text.strip()
    if len(sentence) <= longest:
        return sentence
    cut = sentence.rfind(" ", 0, longest)
    return sentence[: cut if cut > 0 else longest - 1].rstrip(" ,;:–—-") + "…"


def sentence_before(starts: list[int], offset: int) -> int:
    """The start of the sentence that `offset` is in."""
    place = bisect_left(starts, offset)
    return starts[place] if place < len(starts) and starts[place] == offset else starts[place - 1]
