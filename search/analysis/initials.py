"""Initials with spaces between them (« J. K. »): which may spell a word that is wanted."""

import re
from collections.abc import Mapping, Set

from .folding import fold_word
from .wanted_terms import WantedTerms

#: Initials at either end of a piece: « 1%J. K.L » has JK.
HAS_INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ]\.|.*(?<![\w.])[A-ZÀ-ÖØ-Þ]\.$", re.DOTALL)
#: Two pieces that are initials and nothing else.
_APART = re.compile(r"\W*([A-ZÀ-ÖØ-Þ])\. ([A-ZÀ-ÖØ-Þ])\.\W*")


def spelling(wanted: WantedTerms, forms: Mapping[str, str]) -> Set[str]:
    """Of pieces with initials those that may be of a wanted word, which others of them spell too.

    forms: of each piece
    """
    of_each = {piece: _letters_in_stems(form) for piece, form in forms.items()}
    letters = set[str]().union(*of_each.values())
    spelt = set[str]().union(*(term for term in wanted.letters if letters.issuperset(term)))
    return {piece for piece, own in of_each.items() if not spelt.isdisjoint(own)}


def may_be_wanted(first: str, second: str, wanted: WantedTerms) -> bool:
    """Whether two pieces may be of one word that is wanted: of initials the letters tell, which
    are side by side in any word that they are of together. Of « J. K.L » the L is a word too.
    """
    initials = _APART.fullmatch(f"{first} {second}")
    return not initials or wanted.may_be_spelt_by("".join(map(fold_word, initials.groups())))


def _letters_in_stems(form: str) -> Set[str]:
    """Those of a form, and an i for a y, as a stem may have it."""
    return {*form, "i"} if "y" in form else {*form}
