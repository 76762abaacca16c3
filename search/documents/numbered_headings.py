"""Headings told by their numbers: « 2.1 Le toit », « III. », « Chapitre premier : le retour »."""

import re

#: From 1 to 89: no work has more parts; and « C. », « D. » and « M. » begin names.
_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W\d_])"
_DASH = r"[–—-]"
_BEGINS = r"[«“\"]?\s*[^\W\d_a-zß-ÿœ]"
_NUMBER = re.compile(
    # III. Titre, III – Titre, III; but « V. Hugo » is a name.
    rf"(?P<roman>{_ROMAN}(?:\.?$|\.?\s*{_DASH}\s|\)\s|(?<=[IVXL]{{2}})[.:]\s))"
    # A) Titre, A – Titre
    rf"|(?P<letter>[A-H](?:\)|\.?\s*{_DASH})\s+){_BEGINS}"
    # 3. Titre, 3) Titre, 3° Titre, 3 – Titre, 2.1 Titre, A.1 Titre
    rf"|(?P<arabic>(?:\d{{1,3}}|[A-H](?=\.\d))(?:(?:\.\d{{1,3}})+[.)]?|[.)°]|\s?{_DASH}))\s+{_BEGINS}"
)
_ORDINAL = (
    r"(?:premi(?:er|ère|ere)|seconde?|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz"
    r"|treiz|quatorz|quinz|seiz|vingt)i[èe]me|derni(?:er|ère|ere)|unique"
    rf"|(?:\d{{1,3}}|{_ROMAN})(?:er|re|e|ème|ère)?)(?!\w)"
)
#: What parts of books, plays and laws are called, the larger ones first. An article that says
#: something behind its number is a paragraph.
_PARTS = (
    "tome",
    "livre|partie|volume",
    "titre",
    "chapitre|acte|chant|annexe|appendice|épisode",
    "section|scène|scene|leçon",
    "article",
)
_KINDS = "|".join(f"(?P<p{rank}>{names})" for rank, names in enumerate(_PARTS, start=1))
_NAMED = re.compile(
    rf"(?:{_ORDINAL}\s+(?:{_KINDS})|(?:{_KINDS.replace('<p', '<q')})\s+{_ORDINAL})\b",
    re.IGNORECASE,
)
_AROUND = " \u00a0\u202f–—-=*"
#: Ranks of parts that have names; the ranks of bare numbers are below them.
NAMED_RANKS = len(_PARTS)
#: As in a French plan: I, A, 1.
_RANKS = {"roman": NAMED_RANKS + 1, "letter": NAMED_RANKS + 2, "arabic": NAMED_RANKS + 3}


def rank_of(text: str) -> int:
    """How far down a line stands by its number, from 1 for a volume; 0 if it has none.

    What has the same rank is of the same kind: neither stands below the other.
    """
    inner = text.strip(_AROUND)
    if found := _NAMED.match(inner):
        rank = int(str(found.lastgroup)[1:])
        says_more = any(map(str.isalnum, inner[found.end() :]))
        return 0 if rank == NAMED_RANKS and says_more else rank
    found = _NUMBER.match(inner)
    if found is None:
        return 0
    kind = str(found.lastgroup)
    return _RANKS[kind] + found[kind].rstrip(".)").count(".")
