"""Where words are in a text: maximal runs, cut later by the filters.

A *run* is what stands between two gaps: « l’avant-garde », « O.N.U », « 11 000 ».
It is found by one regular expression and analysed once for all its occurrences
(see `analyzer.py`), so everything that depends on the neighbouring characters is
decided here and everything else in the filters.
"""

import re

from .characters import APOSTROPHES, DOTS, HYPHENS, INVISIBLES
from .spaced import SPACED

#: `\w` has letters and digits but no combining marks, which NFD accents and many
#: scripts need (Unicode blocks; those of the Indic and Thai families whole).
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0fff"
_LETTER = rf"[\w{_MARKS}{INVISIBLES}]"
_APOSTROPHE = f"[{APOSTROPHES}]"

#: What joins letters into one run: a comma, a slash and a colon only digits, a sign of times short
#: ones (« 4×4 »), a full stop and a hyphen only initials (« J.-C. »), a plus only what comes before
#: an @.
_JOINT = (
    rf"(?:[{HYPHENS}{APOSTROPHES}{DOTS}.@&]|(?<=\d)[,/:](?=\d)"
    rf"|×(?:(?<=(?<![\d.,])\d×)|(?<=(?<![\d.,])\d\d×))(?=\d\d?(?![\d.,]))"
    rf"|\.[{HYPHENS}](?=[^\W\d_][{_MARKS}]*(?!{_LETTER}))|\+(?=[\w.+-]{{1,64}}@\w))"
)
#: The endings of inclusive writing that stand in parentheses or behind a slash.
_ENDING = "(?:e|ée|ne|le|te|se|sse|ve|ive|fe|che|que|[eè]re|i[eè]re|t?rice|ice|euse|esse|elle|enne)"
_INCLUSIVE = rf"(?:\((?:{_ENDING}s?|s|x)\)(?:s|\(s\))?|/{_ENDING}(?:/?s)?)(?!{_LETTER})"
_WORD = rf"{_LETTER}+(?:{_JOINT}{_LETTER}+)*(?:{_INCLUSIVE}|{_APOSTROPHE})?"
#: « C++ », « F# », « Notepad++ », « .NET »: signs that a name ends or begins with.
_NAMED_BY_SIGNS = (
    r"(?<![\w.&@])(?:[A-Za-z](?:\+\+?|#)|[A-Za-z]\w*\+\+)(?![^\W\d]|[+#])"
    r"|(?<![\w.])\.(?:NET|Net|net)(?!\w)"
)
#: « n° », « Nº », « nᵒˢ », « № ».
NUMERO = r"(?<!\w)[nN](?:°|º|ᵒ)[sˢ]?(?![^\W\d])|№"
_SYMBOL = r"[€$£¥%§]|(?<=\d\d)°|°(?=[CFK](?!\w))"

RUN = re.compile(f"{SPACED}|{_NAMED_BY_SIGNS}|{NUMERO}|{_WORD}|{_SYMBOL}")

#: A piece of text between spaces that has one word of letters, hyphens and apostrophes, or one
#: number, which is one run: nothing else than punctuation is around it. Letters that are signs
#: too (an apostrophe, the o of « nº ») are left to `RUN`.
_LETTERS = r"[^\W\d_ʼºᵒ]+"
ONE_RUN = re.compile(
    rf"^([(\[\"«“„—–]*({_LETTERS}(?:[{HYPHENS}{APOSTROPHES}]{_LETTERS})*{_APOSTROPHE}?|[0-9]+)"
    r"[.,;:!?…»”\")\]—–]*)$",
    re.MULTILINE,
)
