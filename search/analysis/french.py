"""The chain that every text and every query goes through."""

import Stemmer

from .abbreviations import ABBREVIATIONS, spell_out
from .accents import keep_accents
from .analyzer import Analyzer
from .articles import split_articles
from .compounds import split_compounds
from .elision import elide
from .folding import fold
from .inclusive import read_inclusive
from .marks import join_acronyms, settle_signs, split_emails, split_marks
from .numbers import settle_long_numbers, settle_numbers, settle_ordinals
from .ordinals import count_first
from .plain import terms_of_plain, tokens_of_plain
from .plain_compounds import plain_compounds
from .stemming import OVERRIDES, stem
from .stopwords import COMPOUNDS, WORDS, mark_stop_words
from .units import UNITS, split_units

#: To be raised with every change of the code in this folder that changes a token.
REVISION = 7
#: The one of Unidecode that pyproject.toml asks for: it can't say which it is, and to look it up
#: among what is installed takes a tenth of the time of a command.
UNIDECODE = "1.4.0"


def _revision() -> str:
    """All that decides of a term: our code and data, and the libraries that we call."""
    libraries = (UNIDECODE, Stemmer.version())
    data = (sorted(WORDS), sorted(COMPOUNDS), repr(OVERRIDES), sorted(UNITS), ABBREVIATIONS)
    return repr((REVISION, libraries, data))


#: What finds the words in a run.
CUTTING = (
    split_emails,  # before marks, which leave the hyphens and underscores of an address
    settle_long_numbers,  # before compounds: the hyphens of a telephone number are no gaps
    split_articles,  # before compounds, which « L121-1 » is none of
    settle_signs,  # before marks: « C++ »
    read_inclusive,  # before compounds and marks: « salarié-es », « étudiant.e.s »
    split_compounds,  # before elision, which « main-d'œuvre » has inside
    elide,  # before numbers: « d'11'000 »
    split_units,  # before numbers: « 12,5km »
    settle_numbers,  # before marks: the full stop of « 11.000 » is no gap
    join_acronyms,  # before marks too: « O.N.U »
    split_marks,  # what is left between words
)
#: What spells a word, before it is folded.
SPELLING = (
    settle_ordinals,  # needs the accent that tells « 2è » from « 2e »
    spell_out,  # needs the capital that tells « Dr » from « dr »
    keep_accents,  # of the word as it is spelt out
)
NAMING = (
    *SPELLING,
    fold,  # before stop words and stems: nobody has to type an accent…
    count_first,  # « Ier », « 1ᵉʳ »
    mark_stop_words,  # …but « dû » is no stop word: this one looks at the word as written
    stem,  # last: on the folded form, so that « première » and « premiere » are one
)
FRENCH = Analyzer(
    cutting=CUTTING,
    naming=NAMING,
    revision=_revision(),
    together=terms_of_plain,
    compounds=plain_compounds,
    tokens_together=tokens_of_plain,
)
