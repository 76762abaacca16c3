"""Ornaments of titles and headings: « Guide ***** », « = B i e n v e n u e », « *** Avis *** »."""

import re

_SIGNS = r"=*~#|•·◆◇■□●○★☆✦❖¤"
_DASHES = r"–—─_-"
#: A row of signs, or one that stands apart; dashes in rows that stand apart, since one alone may
#: mean something (« - 10 % », « __init__ »).
_BEFORE = re.compile(rf"^(?:[{_SIGNS}]{{2,}}\s*|[{_SIGNS}]\s+|[{_SIGNS}{_DASHES}]{{2,}}\s+)+")
#: Possessive: a row of signs can be taken in one way only.
_AFTER = re.compile(
    rf"(?:\s++[{_SIGNS}{_DASHES}]{{2,}}+|\s*+[{_SIGNS}]{{3,}}+|\s++[{_SIGNS}]++)++$"
)
#: Or a dash on each side.
_BETWEEN = re.compile(rf"^[{_DASHES}]\s+(?P<said>\S.*?)\s+[{_DASHES}]$")
#: Letters set apart, at least so many.
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?:[ \u00a0][^\W\d_]['’]?){3,}(?!\S)")
_WORDS = re.compile(r"[ \t\u00a0]{2,}|\t")
_SPACED_WORD = re.compile(r"\S(?: \S)+")


def without_ornaments(text: str) -> str:
    """The text without signs around it that say nothing; itself if it has nothing else."""
    if between := _BETWEEN.match(text):
        text = between["said"]
    said = _AFTER.sub("", _BEFORE.sub("", text.strip())).strip()
    return closed_up(said) if any(map(str.isalnum, said)) else text


def closed_up(line: str) -> str:
    """A line of which the letters are set apart, in words; where several spaces are between words,
    these stay apart.
    """
    if not _SPACED.search(line):
        return line
    words = _WORDS.split(line.strip())
    return " ".join(
        word.replace(" ", "") if _SPACED_WORD.fullmatch(word) else word for word in words
    )
