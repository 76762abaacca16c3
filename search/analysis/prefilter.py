"""Which pieces of a text may have a word of some terms: a look at their letters, no analysis.

What has to be there is looked for before anything is analysed, as the literals of a pattern are
in grep and ripgrep. A word of plain letters has the form that its letters say, and begins as its
stem does but for the last letters of some: Snowball changes endings, and so does `stems.txt`;
the words that are read as others are listed. Whatever isn't plain (hyphens, signs, ligatures,
other scripts) may be any word, and is never left out. So what is found here is all
that there is, and some more: `tests/search/analysis/test_prefilter.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from .abbreviations import ABBREVIATIONS
from .folding import fold_word
from .stemming import OVERRIDES, stem_form
from .units import HOUR_STEM

#: What a character is: the small letter that it folds to, or one of these.
_SPACE, _GAP, _DOT, _APOSTROPHE, _PARENTHESIS, _ODD = b" ,.'(0"
_FIRST_LETTER = ord("a")
#: What `str.split` cuts at.
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: What is between words of letters, whatever stands beside it: « 12km » has the word km.
_GAPS = ',;:!?)[]"*=<>«»…–—“”„0123456789'
_APOSTROPHES = "'’‘´`"
#: What may join letters, or have initials before it: full stops before a letter (« O.N.U »)
#: and behind a letter alone, apostrophes behind other letters than « l’ », « qu’ » and their like
#: (« N’Diaye »), parentheses behind a letter (« salarié(e)s »). Each begins with a character that
#: is found fast.
_JOINS = tuple(
    map(
        re.compile,
        (
            rb"\.(?:(?=[a-z])|(?<=[^a-z][a-z]\.))",
            rb"'(?<=[a-z]')(?=[a-z])(?:(?<=[nm]')(?![aeiouyh])|(?<=c')(?=h)"
            rb"|(?<![^a-z][ldjmtsnc]')(?<![^a-z]qu'))",
            rb"\((?<=[a-z]\()",
        ),
    )
)
#: Terms of which it's remembered what words begin with.
_REMEMBERED = 1 << 12
#: Before a text, so that there always is what is three characters back.
_BEFORE = "\n\n\n"
#: What a stem ends in that its words may have otherwise, with the letters that aren't theirs:
#: « directrice » is read as directeur, « indication » is indiqu, « évidemment » evident,
#: « envoyer » envoi, « chevaux » cheval, « fameuse » fameux, « actif » activ.
_CHANGED = {"teur": 3, "iqu": 2, "ent": 2, "ant": 2, "i": 1, "l": 1, "x": 1, "v": 1}
_ENDINGS = tuple(_CHANGED)
#: Letters of a stem below which all are looked for: too many words begin with fewer.
_SHORT = 4
_ROMAN = frozenset("ivxlcdm")
#: What is written behind figures → what else for it: « 2ème » has the form 2e.
_ORDINALS = {"e": ("eme", "ieme"), "es": ("emes", "iemes"), "re": ("ere",), "res": ("eres",)}


def _table() -> NDArray[np.uint8]:
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
_FIRST_CLASSES = _CLASSES[:256].tobytes()
#: What stands in a piece that is likely, whatever its letters are.
_MARK = 255
_LETTERS_ALONE = bytes(
    _MARK if code == _ODD else code if code >= _FIRST_LETTER else _SPACE for code in range(256)
)


def beginnings(forms: Set[str], stems: Set[str]) -> tuple[bytes, ...] | None:
    """What plain words of these terms begin with, a space before it, and behind what is all of
    one; None where a term isn't made of letters, and the ones around a word may decide what it is.
    """
    found: set[str] = set()
    for roots in (*map(_roots_of_form, forms), *map(_roots_of_stem, stems)):
        if not roots:
            return None
        found |= roots
    shortest: list[str] = []
    for root in sorted(found):
        if not (shortest and root.startswith(shortest[-1])):
            shortest.append(root)
    return tuple(f" {root}".encode() for root in shortest)


def letters_of(stem: str) -> str:
    """A stem without the sign of those that are given by data alone (`false_friends.txt`)."""
    return stem.replace("_", "")


@lru_cache(maxsize=_REMEMBERED)
def _roots_of_form(form: str) -> Set[str]:
    """What words of that form begin with; nothing where that isn't known. The form is all of a
    plain word; but « XIXième » has the form xixe.
    """
    if not (form.isascii() and form.isalpha()):
        return frozenset()
    return frozenset((_numeral(form) or f"{form} ", *_abbreviated().get(form, ())))


@lru_cache(maxsize=_REMEMBERED)
def _roots_of_stem(stem: str) -> Set[str]:
    """The same of a stem."""
    if not (stem.isascii() and letters_of(stem).isalpha()):
        return frozenset()
    found = [*_abbreviated().get(stem, ()), *_read_otherwise().get(stem, ())]
    if letters_of(stem) == stem:
        found += _roots_within(stem)
    if stem == HOUR_STEM:
        found.append("h")
    return frozenset(found)


def _numeral(form: str) -> str:
    """Of « xixe », or « xixes », the number."""
    number = form.removesuffix("s").removesuffix("e")
    return number if number != form.removesuffix("s") and _ROMAN.issuperset(number) else ""


def _roots_within(stem: str) -> tuple[str, ...]:
    """What its words begin with, but for those that are read as others."""
    if len(stem) < _SHORT and stem[-1] == "i":
        return stem, f"{stem[:-1]}y"
    if not stem.endswith(_ENDINGS):  # the fewer ways there are to begin, the better
        return (stem if len(stem) < _SHORT else stem[:-1],)
    changed = next(n for ending, n in _CHANGED.items() if stem.endswith(ending))
    return (stem[: max(1, len(stem) - changed)],)


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
    """By its stem, what words begin with that have it by data and don't begin as it does."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    read = OVERRIDES.words.keys() - OVERRIDES.stems.keys()
    pairs = [*OVERRIDES.stems.items(), *zip(read, map(stem_form, read), strict=True)]
    for word, stem in pairs:
        if "_" in stem or not word.startswith(_roots_within(stem)):
            found[stem].update(_begun(word))
    return found


def _begun(word: str) -> Iterable[str]:
    """What is written for it begins so: figures are none of the letters."""
    if word[0].isdecimal():
        behind = word.lstrip("0123456789")
        return [f"{ending} " for ending in (behind, *_ORDINALS.get(behind, ()))]
    return [_numeral(word) or word]


def likely_pieces(text: str, beginnings: Sequence[bytes]) -> tuple[NDArray[np.int64], list[str]]:
    """The pieces (what stands between spaces) that may have a word that begins so: where they
    begin, in order, and what they are.
    """
    text = f"{_BEFORE}{text}\n"
    signs = _signs(text)
    marks = np.flatnonzero(np.frombuffer(_marked(signs, beginnings), np.uint8) == _MARK)
    spaces = np.flatnonzero(np.frombuffer(signs, np.uint8) == _SPACE)
    numbers = _each_once(spaces.searchsorted(marks))
    starts, ends = spaces.take(numbers - 1) + 1, spaces.take(numbers)
    pieces = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return starts - len(_BEFORE), pieces


def _signs(text: str) -> bytes:
    """What each of its characters is."""
    try:
        return text.encode("latin-1").translate(_FIRST_CLASSES)
    except UnicodeEncodeError:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return _CLASSES.take(codes, mode="clip").tobytes()


def _each_once(ascending: NDArray[np.int64]) -> NDArray[np.int64]:
    is_first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return ascending[is_first]


def _marked(signs: bytes, beginnings: Sequence[bytes]) -> bytearray:
    """The letters of a text, with marks in the pieces that are likely: at what is odd, at what
    joins letters, and at the first letter of what begins so.
    """
    letters = signs.translate(_LETTERS_ALONE)
    for begun in beginnings:
        mark = b" %c%b" % (_MARK, begun[2:])
        letters = letters.replace(begun, mark)
        if begun.endswith(b" "):  # the same word twice: the space between them was behind the first
            letters = letters.replace(begun, mark)
    marked = bytearray(letters)
    for join in _JOINS:
        for found in join.finditer(signs):
            marked[found.start()] = _MARK
    return marked
