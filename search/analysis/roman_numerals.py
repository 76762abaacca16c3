"""Roman numerals: « XVIIe » is « 17e » and no form of « XVIIIe »."""

from itertools import product

#: Tens, and ones, from nothing on; beyond are words (« li », « mix »).
_TENS = ("", "x", "xx", "xxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
#: An ordinal that is a word in small letters; `abbreviations.txt` has it in capitals.
_WORD = "vie"


def roman_stems() -> dict[str, str]:
    """The stems of the folded numerals from 2 to 39, and of those in a row; and of « Ier ».

    The stemmer would cut them: the last i of « xviii », the e that makes « xviie » of « xvii ».
    """
    numerals = {f"{ten}{one}": number for number, (ten, one) in enumerate(product(_TENS, _ONES))}
    stems = {"ier": "1"}
    for numeral, number in numerals.items():
        if number > 1:
            stems[f"{numeral}e"] = f"{number}e"
        if len(numeral) > 1:
            stems[numeral] = f"{numeral}_"  # « vi » would be the stem of « vie »
    del stems[_WORD]
    return stems
