"""Words of French letters alone, many at once: what the chain makes of them, as columns.

Most new spellings are such, and nothing cuts them. A filter called for each of them costs ten
times as much as one that goes through all. `tests/search/analysis/test_plain.py` holds both to
the same terms.
"""

import re
from collections.abc import Iterable, Set

from .abbreviations import ABBREVIATIONS
from .accents import spelling_of
from .characters import APOSTROPHES
from .elision import ELIDED
from .folding import LONGEST_FORM, fold_word
from .numbers import is_ordinal
from .stemming import stem_forms
from .stopwords import FORMS, WORDS
from .terms import Row

_ACCENTED = "àâäçéèêëîïôöùûüÿœæ"
_LETTER = f"[A-Za-z{_ACCENTED}{_ACCENTED.upper()}]"
#: One elided word may stand before. A ligature is two letters of a form.
_PLAIN = re.compile(
    rf"^((?i:(?:{ELIDED})[{APOSTROPHES}])?({_LETTER}{{1,{LONGEST_FORM // 2}}}))$", re.MULTILINE
)
_FOLDED = str.maketrans({letter: fold_word(letter) for letter in _ACCENTED})
_STOP_WORDS = WORDS | FORMS


def terms_of_plain(runs: Iterable[str]) -> dict[str, Row]:
    """The terms of those of the runs that are such words; the others are left out.

    runs: without line feeds
    """
    found = [
        (run, word)
        for run, word in _PLAIN.findall("\n".join(runs))
        if not (word in ABBREVIATIONS or is_ordinal(word))
    ]
    terms = _terms_of_words({word for _, word in found})
    return {run: terms[word] for run, word in found}


def _terms_of_words(words: Set[str]) -> dict[str, Row]:
    """A stop word has a form and no stem."""
    if not words:
        return {}
    lower = "\n".join(words).lower()
    forms = lower.translate(_FOLDED).split("\n")
    stems = [
        "" if word in _STOP_WORDS else stem
        for word, stem in zip(lower.split("\n"), stem_forms(forms), strict=True)
    ]
    return dict(zip(words, zip(forms, stems, map(spelling_of, words), strict=True), strict=True))
