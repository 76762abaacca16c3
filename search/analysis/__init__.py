"""Text to tokens: what a word is, and which words are the same."""

from .accents import accents_asked, needs_accent
from .analyzer import Analyzer
from .capitals import in_capitals
from .families import Related, Relations, related
from .french import FRENCH
from .stemming import stem_form
from .stopwords import form_tells, is_foreign, is_stop_form
from .terms import Terms
from .token import Token
from .units import is_of_numbers
from .wanted_terms import WantedTerms

__all__ = [
    "FRENCH",
    "Analyzer",
    "Related",
    "Relations",
    "Terms",
    "Token",
    "WantedTerms",
    "accents_asked",
    "form_tells",
    "in_capitals",
    "is_foreign",
    "is_of_numbers",
    "is_stop_form",
    "needs_accent",
    "related",
    "stem_form",
]
