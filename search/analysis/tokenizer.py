"""Where words are in a text: maximal runs, cut later by the filters.

A *run* is what stands between two gaps: « l’avant-garde », « O.N.U », « 11 000 ».
It is found by one regular expression and analysed once for all its occurrences
(see `analyzer.py`), so everything that depends on the neighbouring characters is
decided here and everything else in the filters.
"""

import re

#: Straight, typographic, modifier letter, left quote, full width (design, decision 5).
APOSTROPHES = "'’ʼ‘＇"
#: Hyphen-minus, hyphen, non-breaking hyphen.
HYPHENS = "-\u2010\u2011"
#: Space, no-break space, thin space, narrow no-break space: what groups digits by three.
DIGIT_SPACES = " \u00a0\u2009\u202f"
#: Seen by nobody, so no limit of a word: soft hyphen, zero-width characters, BOM.
INVISIBLES = "\u00ad\u200b-\u200d\u2060\ufeff"
#: `\w` has letters and digits but no combining marks, which NFD accents and many
#: scripts need (Unicode blocks; those of the Indic and Thai families whole).
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0fff"
_LETTER = rf"[\w{_MARKS}{INVISIBLES}]"
_APOSTROPHE = f"[{APOSTROPHES}]"

_GROUPED_NUMBER = rf"\d{{1,3}}(?:[{DIGIT_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?"
#: What joins letters into one run; a plus only in what comes before an @.
_JOINT = rf"(?:[{HYPHENS}{APOSTROPHES}.@&]|(?<=\d),(?=\d)|\+(?=[\w.+-]{{1,64}}@\w))"
_WORD = rf"{_LETTER}+(?:{_JOINT}{_LETTER}+)*{_APOSTROPHE}?"
_SYMBOL = r"[€$£¥%]"

RUN = re.compile(f"{_GROUPED_NUMBER}|{_WORD}|{_SYMBOL}")
