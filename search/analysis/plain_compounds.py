"""Words of French letters joined by hyphens, many at once: what the filters that cut make of them.

Most runs that have to be cut are such. `tests/search/analysis/test_plain.py` holds them to what
the chain makes of each.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .abbreviations import ABBREVIATIONS
from .characters import APOSTROPHES
from .compounds import ARABIC_ARTICLE, AUXILIARIES, ENDS_OF_NOUNS, LONGEST_JOINED, MOST_JOINED
from .elision import ELIDED
from .inclusive import ENDINGS
from .ordinals import COUNTED
from .plain import FOLDED, LETTER, LONGEST_WORD
from .stemming import stem_form, stem_forms
from .stopwords import COMPOUNDS, is_stop_word
from .terms import Row, joined

_WORD = rf"{LETTER}{{1,{LONGEST_WORD}}}"
_COMPOUND = re.compile(
    rf"^((?i:(?:{ELIDED})[{APOSTROPHES}])?({_WORD}(?:-{_WORD})+))$", re.MULTILINE
)


class Compound(NamedTuple):
    """parts: its words; whole: the form of all as one word, which finds it too, or nothing"""

    parts: Sequence[str]
    whole: str


def plain_compounds(runs: Iterable[str]) -> dict[str, Compound]:
    """Those of the runs (without line feeds) that are such words, and nothing else."""
    found = dict(_COMPOUND.findall("\n".join(runs)))
    return {run: read for run, text in found.items() if (read := _read(text, run)) is not None}


def _read(text: str, run: str) -> Compound | None:
    """None for what grammar has its say in: stop words, inversions, inclusive writing."""
    lower = text.lower()
    words = lower.split("-")
    others = words[1:]
    if lower in COMPOUNDS or not ENDINGS.isdisjoint(others) or not _INVERTED.isdisjoint(words):
        return None
    parts = text.split("-")
    length = len(text) - len(others)
    if len(words) > MOST_JOINED or length > LONGEST_JOINED or _ends(words[-1]):
        return Compound(parts, "")
    # « l’St » is cut after the hyphens, so that it is no abbreviation yet.
    short = not ABBREVIATIONS.keys().isdisjoint(parts if text == run else parts[1:])
    if short or ABBREVIATIONS.get(parts[0]) in COUNTED:  # « l’Ier » is found by 1 alone
        return Compound(parts, "")
    return Compound(parts, "".join(words).translate(FOLDED))


def _ends(word: str) -> bool:
    """Whether nothing ends with it that is one word."""
    return is_stop_word(word) and word not in ENDS_OF_NOUNS


#: Where these are, an auxiliary may be before its subject (« est-il »), or a t between them.
_INVERTED = AUXILIARIES | {"t", ARABIC_ARTICLE[0]}


def terms_of_compounds(
    compounds: Mapping[str, Compound], rows: Mapping[str, Row]
) -> dict[str, Row]:
    """Their terms; rows: those of their parts."""
    wholes = list({compound.whole for compound in compounds.values() if compound.whole})
    stems = dict(zip(wholes, stem_forms(wholes), strict=True))
    return {
        run: _terms([rows[part] for part in compound.parts], stems.get(compound.whole, ""))
        for run, compound in compounds.items()
    }


def _terms(rows: list[Row], whole: str) -> Row:
    """whole: a stem that the first word is found by besides its own"""
    form, stem, spelling = rows[0]
    if whole and whole != (stem or stem_form(form)):
        rows[0] = form, stem, f"{spelling} {whole}" if spelling else whole
    return joined(rows)
