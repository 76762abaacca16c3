"""The chain that every text and every query goes through."""

from importlib.metadata import version

from .analyzer import Analyzer
from .compounds import split_compounds
from .elision import elide
from .folding import fold
from .marks import join_acronyms, settle_emails, split_marks
from .numbers import settle_numbers, settle_ordinals
from .stemming import OVERRIDES, stem
from .stopwords import COMPOUNDS, WORDS, mark_stop_words

#: To be raised with every change of the code in this folder that changes a token.
REVISION = 3


def _revision() -> str:
    """All that decides of a term: our code and data, and the libraries that we call."""
    libraries = (version("unidecode"), version("PyStemmer"))
    data = (sorted(WORDS), sorted(COMPOUNDS), repr(OVERRIDES))
    return repr((REVISION, libraries, data))


FRENCH = Analyzer(
    cutting=(
        settle_emails,  # first: an address holds every mark that the others cut at
        split_compounds,  # before elision, which « main-d'œuvre » has inside
        elide,  # before numbers: « d'11'000 »
        settle_numbers,  # before marks: the full stop of « 11.000 » is no gap
        join_acronyms,  # before marks too: « O.N.U »
        split_marks,  # what is left between words
    ),
    naming=(
        settle_ordinals,  # before folding, which takes the accent that tells « 2è » from « 2e »
        fold,  # before stop words and stems: nobody has to type an accent…
        mark_stop_words,  # …but « dû » is no stop word: this one looks at the word as written
        stem,  # last: on the folded form, so that « première » and « premiere » are one
    ),
    revision=_revision(),
)
