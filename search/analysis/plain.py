"""Words of French letters alone, and numbers of digits, many at once: what the chain makes of them.

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
from .stemming import stem_form, stem_forms
from .stopwords import FORMS, WORDS
from .terms import Row
from .token import Token

_ACCENTED = "àâäçéèêëîïôöùûüÿœæ"
LETTER = f"[A-Za-z{_ACCENTED}{_ACCENTED.upper()}]"
#: In letters: a ligature is two of a form.
LONGEST_WORD = LONGEST_FORM // 2
#: One elided word may stand before.
_PLAIN = re.compile(
    rf"^((?i:(?:{ELIDED})[{APOSTROPHES}])?({LETTER}{{1,{LONGEST_WORD}}}))$", re.MULTILINE
)
#: Longer ones may be of a telephone, and 05 has the stem 5.
_NUMBER = re.compile("^[1-9][0-9]{0,8}$", re.MULTILINE)
#: With what all others begin or end otherwise.
_MAY_BE_ORDINAL = re.compile("^[IVXLCDMivx].*[eès]$", re.MULTILINE)
FOLDED = str.maketrans({letter: fold_word(letter) for letter in _ACCENTED})
_STOP_WORDS = WORDS | FORMS


def terms_of_plain(runs: Iterable[str]) -> dict[str, Row]:
    """The terms of those of the runs that are such words; the others are left out.

    runs: without line feeds
    """
    together = "\n".join(runs)
    found, words = _plain_words(together)
    terms = _terms_of_words(words)
    numbers = {run: (run, run, "") for run in _NUMBER.findall(together)}
    return numbers | {run: terms[word] for run, word in found.items() if word in words}


def tokens_of_plain(runs: Iterable[str]) -> dict[str, tuple[Token, ...]]:
    """Their tokens, each run's only one. runs: as above"""
    found, words = _plain_words("\n".join(runs))
    tokens = {
        word: Token(word, 0, len(word), form, stem or stem_form(form), not stem, spelling)
        for word, (form, stem, spelling) in _terms_of_words(words).items()
    }
    return {
        run: (tokens[word].shifted(len(run) - len(word)),)
        for run, word in found.items()
        if word in words
    }


def _plain_words(runs: str) -> tuple[dict[str, str], set[str]]:
    """Of runs of such words the word behind what is elided; and which of these are plain."""
    found = dict(_PLAIN.findall(runs))
    words = set(found.values()).difference(ABBREVIATIONS)
    perhaps_ordinal = _MAY_BE_ORDINAL.findall("\n".join(words))
    words -= {word for word in perhaps_ordinal if is_ordinal(word)}
    return found, words


def _terms_of_words(words: Set[str]) -> dict[str, Row]:
    """A stop word has a form and no stem."""
    if not words:
        return {}
    together = "\n".join(words).lower()
    lower = together.split("\n")
    forms = together.translate(FOLDED).split("\n")
    stems = stem_forms(forms)
    for place in [place for place, word in enumerate(lower) if word in _STOP_WORDS]:
        stems[place] = ""
    spellings = ["" if word.isascii() and word.islower() else spelling_of(word) for word in words]
    return dict(zip(words, zip(forms, stems, spellings, strict=True), strict=True))
