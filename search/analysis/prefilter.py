"""Which pieces of a text may have a word of some terms: a look at their letters, no analysis.

What has to be there is looked for before anything is analysed, as the literals of a pattern are
in grep and ripgrep. A word of plain letters has the form that its letters say, and begins as its
stem does but for the last letters of that: Snowball changes endings, and so does `stems.txt`;
the words that are read as others are listed. Whatever isn't plain (figures, hyphens, signs,
ligatures, other scripts) may be any word, and is never left out. So what is found here is all
that there is, and some more: `tests/search/analysis/test_prefilter.py`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .abbreviations import ABBREVIATIONS
from .folding import fold_word
from .stemming import OVERRIDES, stem_form

Classes = NDArray[np.uint8]
Places = NDArray[np.int64]

#: What a character is: the small letter that it folds to, or one of these.
_SPACE, _GAP, _DOT, _APOSTROPHE, _PARENTHESIS, _ODD = b" ,.'(0"
_FIRST_LETTER = ord("a")
#: What `str.split` cuts at.
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: What is between words, whatever stands beside it.
_GAPS = ',;:!?)[]"*=<>«»…–—“”„'
_APOSTROPHES = "'’‘´`"
#: Elided alone, before an apostrophe, by class.
_ELIDED = np.zeros(256, np.bool_)
_ELIDED[list(b"ldjmtsnc")] = True
#: Before a text, so that there always is what is three characters back.
_BEFORE = "\n\n\n"
#: What a stem ends in that its words may have otherwise, with the letters that aren't theirs:
#: « directrice » is read as directeur, « indication » is indiqu, « évidemment » evident; any
#: other may differ in its last letter (« chevaux » is cheval).
_CHANGED = {"teur": 3, "iqu": 2, "ent": 2, "ant": 2}
_ROMAN = frozenset("ivxlcdm")


def _table() -> Classes:
    table = np.full(1 << 16, _ODD, np.uint8)
    for signs, kind in ((_SPACES, _SPACE), (_GAPS, _GAP), (_APOSTROPHES, _APOSTROPHE)):
        table[list(map(ord, signs))] = kind
    table[ord(".")], table[ord("(")] = _DOT, _PARENTHESIS
    for code in (*range(ord("A"), ord("z") + 1), *range(0xC0, 0x100)):
        letter = fold_word(chr(code))
        if chr(code).isalpha() and len(letter) == 1 and letter.isalpha():
            table[code] = ord(letter)
    return table


#: By code point; the last stands for all that are beyond.
_CLASSES = _table()
_LETTERS_ALONE = bytes(code if code >= _FIRST_LETTER else _SPACE for code in range(256))


def beginnings(forms: Set[str], stems: Set[str]) -> tuple[bytes, ...] | None:
    """What plain words of these terms begin with, a space before it; None where a term isn't
    made of letters, and the ones around a word may decide what it is.
    """
    if not all(term.isascii() and term.isalpha() for term in (*forms, *map(_letters, stems))):
        return None
    found = {_root_of_form(form) for form in forms}
    found |= {_root_of_stem(stem) for stem in stems if _letters(stem) == stem}
    short, read = _abbreviated(), _read_otherwise()
    for term in (*forms, *stems):
        found.update(short.get(term, ()))
    for stem in stems:
        found.update(read.get(stem, ()))
    shortest: list[str] = []
    for root in sorted(found):
        if not (shortest and root.startswith(shortest[-1])):
            shortest.append(root)
    return tuple(f" {root}".encode() for root in shortest)


def _letters(stem: str) -> str:
    """Without the sign that is in stems which are given by data alone (`false_friends.txt`)."""
    return stem.replace("_", "")


def _root_of_form(form: str) -> str:
    """« XIXième » has the form xixe."""
    return form[:-1] if form[-1] == "e" and form[:-1] and _ROMAN.issuperset(form[:-1]) else form


def _root_of_stem(stem: str) -> str:
    changed = next((n for ending, n in _CHANGED.items() if stem.endswith(ending)), 1)
    return stem[: max(1, len(stem) - changed)]


@cache
def _abbreviated() -> Mapping[str, Set[str]]:
    """By the form and the stem of the whole word, how it is written short."""
    found = defaultdict(set)
    for short, full in ABBREVIATIONS.items():
        form = fold_word(full)
        for term in (form, stem_form(form)):
            found[term].add(fold_word(short))
    return found


@cache
def _read_otherwise() -> Mapping[str, Set[str]]:
    """By its stem, the words that have it by data and don't begin as it does."""
    found = defaultdict(set)
    read = OVERRIDES.words.keys() - OVERRIDES.stems.keys()
    pairs = [*OVERRIDES.stems.items(), *zip(read, map(stem_form, read), strict=True)]
    for word, stem in pairs:
        if "_" in stem or not word.startswith(_root_of_stem(stem)):
            found[stem].add(word)
    return found


def likely_pieces(text: str, beginnings: Sequence[bytes]) -> tuple[list[int], list[str]]:
    """The pieces (what stands between spaces) that may have a word that begins so: where they
    begin, in order, and what they are.
    """
    text = f"{_BEFORE}{text}\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _CLASSES.take(codes, mode="clip")
    spaces = np.flatnonzero(classes == _SPACE)
    letters = classes.tobytes().translate(_LETTERS_ALONE)
    places = [place for begun in beginnings for place in _found(letters, begun)]
    places += _irregular(classes).tolist()
    found = np.unique(spaces.searchsorted(places))
    starts, ends = spaces[found - 1] + 1, spaces[found]
    pieces = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return (starts - len(_BEFORE)).tolist(), pieces


def _found(letters: bytes, begun: bytes) -> list[int]:
    """The places behind the space of each."""
    found, place = [], letters.find(begun)
    while place >= 0:
        found.append(place + 1)
        place = letters.find(begun, place + 1)
    return found


def _irregular(classes: Classes) -> Places:
    """Where there is what may join letters or stand for others."""
    return np.concatenate(
        (
            np.flatnonzero(classes == _ODD),
            _joining_stops(classes),
            _joining_apostrophes(classes),
            _joining_parentheses(classes),
        )
    )


def _joining_stops(classes: Classes) -> Places:
    """Full stops before a letter (« O.N.U »), and those of initials."""
    places = np.flatnonzero(classes == _DOT)
    initial = _is_letter(classes[places - 1]) & ~_is_letter(classes[places - 2])
    return places[initial | _is_letter(classes[places + 1])]


def _joining_apostrophes(classes: Classes) -> Places:
    """Those between letters of which the first aren't « l’ », « qu’ » and their like."""
    places = np.flatnonzero(classes == _APOSTROPHE)
    last, before = classes[places - 1], classes[places - 2]
    joins = _is_letter(last) & _is_letter(classes[places + 1])
    places = places[joins & (_is_letter(before) | ~_ELIDED[last])]
    last, before, first = (classes[places - n] for n in (1, 2, 3))
    is_que = (last == ord("u")) & (before == ord("q")) & ~_is_letter(first)
    joining: Places = places[~is_que]
    return joining


def _joining_parentheses(classes: Classes) -> Places:
    """Those behind a letter: « salarié(e)s »."""
    places = np.flatnonzero(classes == _PARENTHESIS)
    return places[_is_letter(classes[places - 1])]


def _is_letter(classes: Classes) -> NDArray[np.bool_]:
    return classes >= _FIRST_LETTER
