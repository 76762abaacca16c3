"""Roman numerals: « XVII » is no form of « XVIII »."""

from itertools import product

#: Tens, and ones, from nothing on; beyond are words (« li », « mix »).
_TENS = ("", "x", "xx", "xxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

#: The folded numerals from 2 to 39 → what they count.
ROMAN = {
    f"{ten}{one}": number for number, (ten, one) in enumerate(product(_TENS, _ONES)) if number > 1
}


def roman_stems() -> dict[str, str]:
    """The stems of numerals: the stemmer would cut the last i of « xviii »."""
    return {
        numeral: f"{numeral}_"  # « vi » would be the stem of « vie »
        for numeral in ROMAN
        if len(numeral) > 1
    }
