"""Ordinals: « 17e », « XVIIe » and « dix-septième » are one, up to the hundredth.

In words they are those of the grammar (Grevisse, Le bon usage, § 599), hyphens left out: a
compound is found by what it is as one word (`compounds.py`). « Vingt et unième », three words, is
left as it is.
"""

from .roman_numerals import ROMAN
from .token import Token

#: From the second to the sixteenth, and the tens that the others are made of.
_SMALL = (
    "deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme"
    " douzieme treizieme quatorzieme quinzieme seizieme"
).split()
_TENS = {
    10: "dix",
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    80: "quatrevingt",
}
_LAST = 100
#: What is a word, or a name, in small letters; `abbreviations.txt` has « VIe » in capitals.
_WORDS = ("vie", "vies", "ves", "ives", "xes")
#: « 2nd », « IIde »: of two; « 2d » may be of two dimensions.
_SECOND = ("2nd", "2nds", "2nde", "2ndes", "2de", "2des", "iind", "iinde", "iide")

#: The stem of the first in figures, and that of the word: each finds the other, but isn't it,
#: since « premier » says much else.
_FIRST, _FIRST_IN_WORDS = "ier", "premi"
_FIRSTS = ("1er", "1ers", "1re", "1res", "ier", "iers")
#: Those that are found by their number too.
COUNTED = ("1er", "1re")
FAMILY = {_FIRST: (_FIRST_IN_WORDS,), _FIRST_IN_WORDS: (_FIRST,)}


def count_first(tokens: list[Token]) -> list[Token]:
    """« 1er mai » is found by « 1 mai » too, and « François Ier » by « François 1 »."""
    return [
        token.found_by(("1",), len(token.text)) if token.form in COUNTED else token
        for token in tokens
    ]


def ordinal_stems() -> dict[str, str]:
    """Those of the first."""
    return dict.fromkeys(_FIRSTS, _FIRST)


def ordinal_words() -> dict[str, str]:
    """The folded ordinals in figures, and in Roman ones → the word that they are read as."""
    words = {f"{number}e": _in_words(number) for number in range(2, _LAST + 1)}
    words |= {f"{numeral}e": _in_words(number) for numeral, number in ROMAN.items()}
    words |= {f"{figures}s": word for figures, word in words.items()}
    words |= dict.fromkeys(_SECOND, "second")
    return {figures: word for figures, word in words.items() if figures not in _WORDS}


def _in_words(number: int) -> str:
    """2 → deuxieme, 17 → dixseptieme, 21 → vingtetunieme, 80 → quatrevingtieme."""
    if number == _LAST:
        return "centieme"
    ten = max((ten for ten in _TENS if ten <= number), default=0)
    ones = number - ten
    if number <= len(_SMALL) + 1:
        return _SMALL[number - 2]
    if not ones:
        return f"{_TENS[ten].removesuffix('e')}ieme"
    if ones in (1, 11) and ten < 80:
        return f"{_TENS[ten]}et{'unieme' if ones == 1 else 'onzieme'}"
    return _TENS[ten] + ("unieme" if ones == 1 else _in_words(ones))
