"""Words with spaces inside: long numbers, hours, initials, « R & D », « G 7 », « 4 x 4 ».

All others end at a space, which is what lets the analyzer look up whole what stands between
two (`analyzer.py`). How numbers are grouped: the French numbering plan (ARCEP), E.123 of the
ITU for telephone numbers, ISO 13616 for IBANs, the SIRENE directory and the NIR (INSEE).
"""

import re

from .characters import APOSTROPHES, DIGIT_SPACES, HYPHENS
from .patterns import compiled_later
from .stopwords import FORMS

_SPACE = f"[{DIGIT_SPACES}]"
_GAP = rf"[{DIGIT_SPACES}.{HYPHENS}]"
_PAIRS = rf"(?:{_GAP}?\d\d)"
#: Numbers of France (33), Belgium (32) and Switzerland (41) have a 0 in place of the calling
#: code; those of other countries are left as they are.
_FRENCH = rf"(?:\+|00)33{_GAP}?(?:\(0\){_GAP}?)?[1-9]{_PAIRS}{{4}}"
_NEIGHBOURS = rf"(?:\+|00)(?:32|41){_GAP}?(?:\(0\){_GAP}?)?[1-9]\d?\d?{_GAP}?\d{{2,3}}{_PAIRS}{{2}}"
_NATIONAL = (
    rf"0[1-9](?:{_GAP}\d\d){{4}}|0[1-9]\d\d(?:[{DIGIT_SPACES}./]\d\d){{3}}"
    rf"|0[1-9]\d?[{DIGIT_SPACES}./]\d{{3}}(?:{_GAP}\d\d){{2}}|0{_GAP}?[89]\d\d(?:{_GAP}\d{{3}}){{2}}"
)
_ELSEWHERE = rf"\+(?=(?:\W{{0,2}}\d){{8,15}}(?!\w))\d{{1,3}}(?:{_GAP}?\(?\d{{1,4}}\)?){{2,6}}"
_TELEPHONE = rf"(?<!\w)(?:{_FRENCH}|{_NEIGHBOURS}|{_NATIONAL}|{_ELSEWHERE})(?!\w)"
_IBAN = rf"(?<!\w)[A-Z]{{2}}\d\d(?:{_SPACE}[A-Z\d]{{4}}){{3,7}}(?:{_SPACE}[A-Z\d]{{1,3}})?(?!\w)"
_REGISTERED = (  # the SIRET of an establishment, the NIR of a person, the number of a card
    rf"(?<!\w)(?:\d{{3}}(?:{_SPACE}\d{{3}}){{2}}{_SPACE}\d{{5}}"
    rf"|[1-478](?:{_SPACE}\d\d){{2}}{_SPACE}(?:\d\d|2[AB])(?:{_SPACE}\d{{3}}){{2}}(?:{_SPACE}\d\d)?"
    rf"|\d{{4}}(?:{_SPACE}\d{{4}}){{3}})(?!\w)"
)
_GROUPED_NUMBER = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?"
#: « J. K. »: not after « M. », which is no first name.
_INITIALS = r"(?<![\w.])(?!M\.)[A-ZÀ-ÖØ-Þ]\.(?:[ \u00a0][A-ZÀ-ÖØ-Þ]\.)+"
_AMPERSAND = r"(?<![\w&])(?:[A-Z]{1,2}|[a-z])[ \u00a0]&[ \u00a0](?:[A-Z]{1,2}|[a-z])(?!\w)"

#: « 14 h 30 », « 14 heures 30 », « 14 h »: not « 14 heures », of which the words tell.
_HOUR = (
    rf"(?<!\w)\d{{1,2}}{_SPACE}?"
    rf"(?:(?:[hH]|heures?){_SPACE}?\d\d(?!\w)|[hH](?![\w\u0300-\u036f]))"
)

#: « G 7 », « A 380 », « TF 1 »: not « Le LE 1 », « A 7 heures », « L 121-1 » or « PH 7,5 ».
_SMALL_WORD = "|".join(sorted(word.upper() for word in FORMS if len(word) == 2))
_NUMBERED = (
    r"(?=(?:[lLdD]\W)?[A-Z]{1,2}\W[1-9])"  # most fail by this alone
    rf"(?<![\w.'’-])(?:[lLdD][{APOSTROPHES}]|(?!A\W\d\d?(?!\d)))"
    rf"(?!(?:{_SMALL_WORD})\W)[A-Z]{{1,2}}{_SPACE}\d{{1,3}}"
    r"(?![\w-]|[.,/:'’]\d|\s?[%‰°]|\s\d)"
)
#: « 4 x 4 », « 4 × 4 ».
_BY = (
    r"(?=\d\d?\W[xX×])(?<![\w.,-])"
    rf"\d\d?{_SPACE}[xX×]{_SPACE}\d\d?(?![\w-]|[.,]\d)"
)

LONG_NUMBER = f"{_TELEPHONE}|{_IBAN}|{_REGISTERED}"
#: The first characters are looked at first, since most words have others.
SPACED = (
    rf"(?=[\d+A-ZÀ-ÖØ-Þ]|[a-z](?:[ \u00a0]&|[{APOSTROPHES}][A-Z]{{1,2}}{_SPACE}))"
    rf"(?:{LONG_NUMBER}|{_HOUR}|{_GROUPED_NUMBER}|{_INITIALS}|{_AMPERSAND}|{_NUMBERED}|{_BY})"
)
HAS_SPACED = compiled_later(SPACED)
#: What the words before and after a space begin and end with where it may be inside a word; and the
#: characters that an end has at the most.
BEGINS = re.compile(r"\d|\(0\)|(?:h|H|heures?|[x×])(?!\w)|[A-ZÀ-ÖØ-Þ]\.|[A-Z\d]{1,4}(?!\w)")
LONGEST_END = 4
ENDS = re.compile(
    r"(?:\d[hH]?|\(0\)|(?<![\w.])[A-ZÀ-ÖØ-Þ]\.|(?<!\w)(?:[A-Z\d]{4}|[A-Z]{1,2})|(?<!\S)[x×])$"
)
